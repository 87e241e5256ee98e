# Evenings on which the disk or the database is missing, played by people against the real server.
# Sourced by part, after away.sh.

# played STORY ACT…: the story, with each `do ACT` it writes carried out by the function of that name.
played() {
    local story=$1 line status=0
    coproc STORY { node "$ROOT/tests/wire/support/$story.mjs" 2>"$TMP/story.log"; }
    local pid=$STORY_PID said=${STORY[0]} told=${STORY[1]}
    while read -r line <&"$said"; do
        case $line in
            'do '*)
                "${story}_${line#do }"
                printf 'done\n' >&"$told"
                ;;
            *) printf '%s\n' "$line" ;;
        esac
    done
    wait "$pid" || status=$?
    cat "$TMP/story.log"
    return "$status"
}

disk_evening_away() {
    as_account prlimit --pid "$disk_pid" --fsize=0:
}

disk_evening_back() {
    as_account prlimit --pid "$disk_pid" --fsize=unlimited:
}

disk_evening() {
    rm -f -- "$TMP/disk.fifo" "$TMP/disk.log" "$TMP/server/disk/port"
    disk_server_start
    SERVER_PORT=${disk_url##*:} check \
        'with the disk away people talk on and nobody is placed; then everything is told once' \
        played disk_evening
    check 'the log says once that the disk was away, and once that it is back' disk_logged
    disk_server_stop
}

disk_logged() {
    [ "$(grep -c '"event":"disk_away"' "$TMP/disk.log")" = 1 ]
    [ "$(grep -c '"event":"disk_back"' "$TMP/disk.log")" = 1 ]
}

database_evening_back() {
    cluster_start "$TMP/server/database" >/dev/null
}

# cookie_of JAR: as a browser would send it.
cookie_of() {
    awk '!/^#( |$)/ && NF >= 7 { sub(/^#HttpOnly_/, ""); print $6 "=" $7 }' "$1"
}

# tickets: how many rows there are.
tickets() {
    psql -XqAt -c 'select count(*) from ticket' "$DATABASE_URL"
}

more_tickets_than() {
    [ "$(tickets)" -gt "$1" ]
}

# The running server is killed and started while its database is stopped; one account was changed just
# before.
database_evening() {
    local before jar launched=0
    for jar in changed kept supervisors; do rm -f -- "$TMP/$jar"; done
    sign_in "$SERVER_URL" "$COUNSELLOR_1" "$COUNSELLOR_1_PASSWORD" "$TMP/changed" >/dev/null
    sign_in "$SERVER_URL" "$COUNSELLOR_2" "$COUNSELLOR_2_PASSWORD" "$TMP/kept" >/dev/null
    sign_in "$SERVER_URL" "$SUPERVISOR" "$SUPERVISOR_PASSWORD" "$TMP/supervisors" >/dev/null
    sleep 0.5 # the sign-ins are on disk
    before=$(tickets)
    psql -Xqc "update account set version = version + 1 where sign_in_name = '$COUNSELLOR_1'" \
        "$DATABASE_URL"
    server_kill "$TMP/server"
    cluster_stop "$TMP/server/database"
    server_launch "$TMP/server" || launched=$?
    check 'a start without PostgreSQL serves, with the desks of the last one' test "$launched" = 0
    export CHANGED KEPT SUPERVISORS
    CHANGED=$(cookie_of "$TMP/changed") KEPT=$(cookie_of "$TMP/kept")
    SUPERVISORS=$(cookie_of "$TMP/supervisors")
    check 'an evening without the database, and who may not be signed in is out when it is back' \
        played database_evening
    cluster_start "$TMP/server/database" # for this shell, in case the story did not come so far
    check 'what happened meanwhile becomes rows by itself' eventually 20 more_tickets_than "$before"
}
