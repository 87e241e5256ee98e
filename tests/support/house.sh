#!/usr/bin/env bash
# What a test does behind the pages, to the server and database that its part has started in
# $TMP/server: kill, stop, start PORT, keep, fresh, database-stop, database-start, query SQL. It
# knows no page. `start` goes on until its input ends, and the server ends with it. `keep` puts the
# data folder of a killed server aside, `fresh` makes it again what was kept.
set -euo pipefail
. "$ROOT/tests/support/server.sh"

directory=$TMP/server

# start_again PORT: with the same folder, at the port that the pages know.
start_again() {
    rm -f -- "$directory/told/port"
    (account_dies_with_us=1 server_exec "$directory" serve --listen "127.0.0.1:$1" \
        --data "$directory/data" --public "$directory/program/public" \
        --port-file "$directory/told/port") >>"$directory/log/server.log" 2>&1 </dev/null &
    SERVER_PID=$!
    disown "$SERVER_PID" # that it is killed is no news
    process_remember "$SERVER_PID" "$directory/server.pid"
    server_answers "$directory"
}

case ${1:-} in
    kill) server_kill "$directory" ;;
    stop) # as it is asked to: within the 3 s that it promises
        pid=$(process_recall "$directory/server.pid")
        kill -TERM "$pid"
        process_gone "$pid" 3
        ;;
    start)
        start_again "$2"
        printf 'started\n'
        cat >/dev/null
        ;;
    keep) cp -a -- "$directory/data" "$directory/data.kept" ;;
    fresh)
        rm -rf -- "$directory/data"
        cp -a -- "$directory/data.kept" "$directory/data"
        ;;
    database-stop) cluster_stop "$directory/database" ;;
    database-start) cluster_start "$directory/database" ;;
    query) as_account psql "$DATABASE_URL" -XAtq -c "$2" ;;
    *) exit 64 ;;
esac
