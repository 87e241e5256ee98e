# One evening from beginning to end in the folder TMP: server and database started, people and
# weather (evening.mjs), server stopped, journal and rows written down, judged. Sourced by part.

# evening_started ACCOUNTS [TMPFS]: a server in $TMP/server whose demo desk has that many more
# counsellors (c1, c2, …); with TMPFS its data folder is a small file system of its own.
evening_started() {
    local server=$TMP/server
    mkdir -p -- "$server"
    chmod 0711 -- "$TMP" "$server"
    account_ensure
    account_folder "$server/data" 0700
    if [ -n "${2:-}" ]; then
        mount -t tmpfs -o "size=$2,mode=0700" none "$server/data"
        if is_root; then
            chown "$(account_name):" -- "$server/data"
        fi
    fi
    server_start "$server"
    disown "$SERVER_PID" # that it is killed is no news
    accounts_make "$DATABASE_URL" "$1"
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
