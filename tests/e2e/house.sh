#!/usr/bin/env bash
# What the story does behind the pages, to the server and database that its part has started in
# $TMP/server: kill, start PORT, database-stop, database-start, query SQL. It knows no page.
# `start` goes on until its input ends, and the server ends with it.
set -euo pipefail
. "$ROOT/tests/support/server.sh"

directory=$TMP/server

# start_again PORT: with the same folder, at the port that the pages know.
start_again() {
    rm -f -- "$directory/data/port"
    (account_dies_with_us=1 server_exec "$directory" serve --listen "127.0.0.1:$1" \
        --data "$directory/data" --public "$directory/program/public" \
        --port-file "$directory/data/port") >>"$directory/log/server.log" 2>&1 </dev/null &
    SERVER_PID=$!
    process_remember "$SERVER_PID" "$directory/server.pid"
    server_answers "$directory"
}

case ${1:-} in
    kill) server_kill "$directory" ;;
    start)
        start_again "$2"
        printf 'started\n'
        cat >/dev/null
        ;;
    database-stop) cluster_stop "$directory/database" ;;
    database-start) cluster_start "$directory/database" ;;
    query) as_account psql "$DATABASE_URL" -XAtq -c "$2" ;;
    *) exit 64 ;;
esac
