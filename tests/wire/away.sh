# What is lost while the server runs, and what it says of it: PostgreSQL, the journal's disk, and
# the server itself just after a sign-out. Sourced by part.

disk_pid=''

# body URL: what it answers, whatever the status.
body() {
    curl -sS --noproxy '*' --max-time 10 "$1"
}

# status CURL-ARGUMENT…: the status of the answer.
status() {
    curl -sS --noproxy '*' --max-time 15 -o /dev/null -w '%{http_code}' "$@"
}

says() {
    local said
    said=$(body "$1")
    printf '%s\n' "$said"
    [ "$said" = "$2" ]
}

# figure NAME URL: one sample of /metrics.
figure() {
    body "$2/metrics" | sed -n "s/^$1 //p"
}

figure_is() {
    [ "$(figure "$1" "$2")" = "$3" ]
}

# sign_in URL NAME PASSWORD JAR [CURL-ARGUMENT…]: as a page of that server.
sign_in() {
    local url=$1 name=$2 password=$3 jar=$4
    shift 4
    status -c "$jar" -H "Origin: $url" -H 'Content-Type: application/json' -H 'X-Forwarded-Proto: http' \
        -d "{\"name\":\"$name\",\"password\":\"$password\"}" "$@" "$url/api/v1/sign-in"
}

sign_out() {
    status -b "$2" -H "Origin: $1" -H 'Content-Type: application/json' -H 'X-Forwarded-Proto: http' \
        -d '{}' "$1/api/v1/sign-out"
}

me() {
    status -b "$2" -H 'X-Forwarded-Proto: http' "$1/api/v1/me"
}

degraded() {
    local figures=http://127.0.0.1:$METRICS_PORT
    eventually 20 says "$SERVER_URL/readyz" '{"status":"degraded","why":"database_away"}'
    [ "$(status "$SERVER_URL/readyz")" = 200 ]
    figure_is yorisoi_database_up "$figures" 0
    [ "$(sign_in "$SERVER_URL" "$SUPERVISOR" "$SUPERVISOR_PASSWORD" "$TMP/jar")" = 503 ]
    [ "$(figure 'yorisoi_sign_in_refusals_total{reason="database_away"}' "$figures")" -ge 1 ]
}

ready_again() {
    eventually 20 says "$SERVER_URL/readyz" '{"status":"ready"}'
    figure_is yorisoi_database_up "http://127.0.0.1:$METRICS_PORT" 1
    [ "$(sign_in "$SERVER_URL" "$SUPERVISOR" "$SUPERVISOR_PASSWORD" "$TMP/jar")" = 200 ]
    eventually 10 figure_is yorisoi_facts_waiting_for_database "http://127.0.0.1:$METRICS_PORT" 0
}

database_away() {
    check '/readyz says ready' says "$SERVER_URL/readyz" '{"status":"ready"}'
    cluster_stop "$TMP/server/database"
    check 'without PostgreSQL it says degraded, with 200, and sign-ins are answered so' degraded
    cluster_start "$TMP/server/database"
    check 'and ready again afterwards' ready_again
}

# disk_server_start: a server whose disk can be taken away: its files may get no larger while
# `prlimit` says so, and that is an error for it instead of a signal. What it says goes through a pipe.
disk_server_start() {
    local directory=$TMP/server
    account_folder "$directory/disk" 0700
    mkfifo "$TMP/disk.fifo"
    cat <"$TMP/disk.fifo" >"$TMP/disk.log" &
    (
        trap '' XFSZ
        export YORISOI_DATABASE_URL=$DATABASE_URL
        account_dies_with_us=1 account_exec "$directory/program/yorisoi" serve \
            --listen 127.0.0.1:0 --data "$directory/disk" --public "$directory/program/public" \
            --port-file "$directory/disk/port" --metrics-listen 127.0.0.1:0
    ) >"$TMP/disk.fifo" 2>&1 &
    disk_pid=$!
    eventually 30 test -s "$directory/disk/port"
    disk_url=http://127.0.0.1:$(<"$directory/disk/port")
    eventually 10 grep -q metrics_listening "$TMP/disk.log"
    disk_figures=http://127.0.0.1:$(sed -nE 's/.*"metrics_listening".*"port":([0-9]+).*/\1/p' \
        "$TMP/disk.log")
}

disk_server_stop() {
    if [ -n "$disk_pid" ]; then
        kill -TERM "$disk_pid" 2>/dev/null || true
        wait "$disk_pid" 2>/dev/null || true
        disk_pid=''
    fi
}

disk_refuses() {
    as_account prlimit --pid "$disk_pid" --fsize=0:
    [ "$(sign_in "$disk_url" "$COUNSELLOR_2" "$COUNSELLOR_2_PASSWORD" "$TMP/other")" = 200 ]
    eventually 10 says "$disk_url/readyz" '{"status":"unready","why":"disk_away"}'
    [ "$(status "$disk_url/readyz")" = 503 ]
    [ "$(status "$disk_url/healthz")" = 200 ]
    figure_is yorisoi_journal_up "$disk_figures" 0
    [ "$(figure yorisoi_journal_flush_failures_total "$disk_figures")" -ge 1 ]
    [ "$(figure yorisoi_facts_waiting_for_disk "$disk_figures")" -ge 1 ]
}

sign_out_waits() {
    local began=$SECONDS
    [ "$(sign_out "$disk_url" "$TMP/kept")" = 503 ]
    [ $((SECONDS - began)) -ge 4 ]
    [ "$(me "$disk_url" "$TMP/kept")" = 401 ]
    [ "$(sign_out "$disk_url" "$TMP/kept")" = 503 ]
}

disk_takes_again() {
    as_account prlimit --pid "$disk_pid" --fsize=unlimited:
    eventually 10 says "$disk_url/readyz" '{"status":"ready"}'
    figure_is yorisoi_journal_up "$disk_figures" 1
    figure_is yorisoi_facts_waiting_for_disk "$disk_figures" 0
    [ "$(sign_out "$disk_url" "$TMP/kept")" = 204 ]
}

signed_in_before() {
    [ "$(sign_in "$disk_url" "$COUNSELLOR_1" "$COUNSELLOR_1_PASSWORD" "$TMP/kept")" = 200 ]
    [ "$(me "$disk_url" "$TMP/kept")" = 200 ]
}

disk_away() {
    server_start "$TMP/server"
    disk_server_start
    check 'before the disk goes, a sign-in' signed_in_before
    check 'while the disk takes nothing, /readyz says so with 503, and the server lives' disk_refuses
    check 'a sign-out that is not on disk is not answered as one' sign_out_waits
    check 'it goes on by itself when the disk is back' disk_takes_again
    disk_server_stop
}

# A crash right behind the answer, as near as a test can come.
crash_after_sign_out() {
    [ "$(sign_in "$SERVER_URL" "$COUNSELLOR_1" "$COUNSELLOR_1_PASSWORD" "$TMP/gone")" = 200 ]
    [ "$(sign_in "$SERVER_URL" "$COUNSELLOR_2" "$COUNSELLOR_2_PASSWORD" "$TMP/stays")" = 200 ]
    sleep 0.5 # the sign-ins are on disk
    check 'a sign-out is answered' test "$(sign_out "$SERVER_URL" "$TMP/gone")" = 204
    server_kill "$TMP/server"
    server_start "$TMP/server"
    check 'and a crash right behind it does not undo it' test "$(me "$SERVER_URL" "$TMP/gone")" = 401
    check 'while who was signed in still is' test "$(me "$SERVER_URL" "$TMP/stays")" = 200
}
