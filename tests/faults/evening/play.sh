# One evening from beginning to end in the folder TMP: server and database started, people and
# weather (evening.mjs), server stopped, journal and rows written down, judged. Sourced by part.

# evening_prepared FOLDER ACCOUNTS: what evenings begin with: a server and a database at whose demo
# desk that many counsellors (c1, c2, …) are signed in, and their cookies.
evening_prepared() {
    local server=$1/server
    mkdir -m 0711 -- "$1"
    LINE_CAPACITY=5000 server_start "$server" # people whose phones forgot their place stay in it for long
    disown "$SERVER_PID" # that it is killed is no news
    accounts_make "$DATABASE_URL" "$2"
    server_kill "$server"
    accounts_sign_in "$server" >"$1/cookies"
    server_stop "$server"
}

# evening_started FOLDER [TMPFS]: a copy of it in $TMP/server, running; with TMPFS its data folder is a
# small file system of its own. A long evening may come after others that took longer than a sign-in
# holds, so it is prepared by itself.
evening_started() {
    local server=$TMP/server prepared=$1
    if [ -n "$LONG" ]; then
        prepared=$TMP/prepared
        evening_prepared "$prepared" 100
    fi
    cp -a -- "$prepared/server" "$server"
    cp -- "$prepared/cookies" "$TMP/cookies"
    shift
    if [ -n "${1:-}" ]; then
        mkdir -- "$TMP/data"
        mv -- "$server/data/"* "$TMP/data/"
        mount -t tmpfs -o "size=$1,mode=0700" none "$server/data"
        chown "$(account_name):" -- "$server/data"
        cp -a -- "$TMP/data/"* "$server/data/"
    fi
    server_program "$server"
    cluster_start "$server/database"
    server_launch "$server"
    disown "$SERVER_PID" # the weather kills it, and that is no news
}

# evening_played PLAN: lets it happen; PLAN is what evening.mjs reads.
evening_played() {
    EVENING=$1 node "$ROOT/tests/faults/evening/evening.mjs"
}

# evening_over: stops the server and writes down what is judged beside the histories.
evening_over() {
    as_account psql "$DATABASE_URL" -XAtq -v ON_ERROR_STOP=1 <"$ROOT/tests/faults/checker/rows.sql" \
        >"$TMP/evening/rows.json"
    server_stop "$TMP/server" || true
    "$JOURNAL_DUMP" "$TMP/server/data/journal" >"$TMP/evening/journal.jsonl"
    if mountpoint -q "$TMP/server/data"; then
        umount "$TMP/server/data"
    fi
}

# evening_judged [ARGUMENT…]: the checker's verdict.
evening_judged() {
    node "$ROOT/tests/faults/checker/main.mjs" "$TMP/evening" "$@"
}
