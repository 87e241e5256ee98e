# The real server for a test: the release program with a private PostgreSQL and the demo's desk and
# accounts, as ./run would start it. Knows no test.
#
# In bash, as a part (ROOT, SERVER and PUBLIC are set):   . "$ROOT/tests/support/server.sh"
#   server_start DIR [ARGUMENT…]   makes (the first time) and starts everything in DIR, with further
#                                  arguments for `serve`; exports the variables below.
#   server_launch DIR [ARGUMENT…]  the last step of server_start alone, for a database that is away.
#   server_kill DIR                kills the server as a crash would; the database stays.
#   server_stop DIR                stops server and database; DIR may be started again.
# Exported: SERVER_URL (http://127.0.0.1:PORT), SERVER_PORT, SERVER_PID, DATABASE_URL, and the names
# and passwords of the demo: COUNSELLOR_1, COUNSELLOR_1_PASSWORD, COUNSELLOR_2,
# COUNSELLOR_2_PASSWORD, COUNSELLOR_3, COUNSELLOR_3_PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD. What
# the server says is DIR/log/server.log.
# Call server_start in the shell itself, not in a subshell, or the variables are lost.

. "$ROOT/tests/support/cluster.sh"
. "$ROOT/run.d/process.sh"

# server_start DIR [ARGUMENT…]: see above.
server_start() {
    local directory
    mkdir -p -- "$1"
    directory=$(realpath -- "$1")
    shift
    chmod 0711 -- "$directory"
    cluster_start "$directory/database"
    server_program "$directory"
    server_accounts
    if [ ! -e "$directory/seeded" ]; then
        (server_exec "$directory" migrate) >/dev/null
        server_demo | (server_exec "$directory" seed-demo) >/dev/null
        : >"$directory/seeded"
    fi
    server_launch "$directory" "$@"
}

# server_launch DIR [ARGUMENT…]: see above; DIR has been started before.
server_launch() {
    local directory port
    directory=$(realpath -- "$1")
    shift
    rm -f -- "$directory/told/port"
    (account_dies_with_us=1 server_exec "$directory" serve --listen 127.0.0.1:0 \
        --data "$directory/data" --public "$directory/program/public" \
        --port-file "$directory/told/port" "$@") >>"$directory/log/server.log" 2>&1 &
    SERVER_PID=$!
    process_remember "$SERVER_PID" "$directory/server.pid"
    server_answers "$directory" || return 1
    port=$(<"$directory/told/port")
    SERVER_PORT=$port
    SERVER_URL=http://127.0.0.1:$port
    export SERVER_PID SERVER_PORT SERVER_URL
}

# server_kill DIR: see above.
server_kill() {
    local pid
    if pid=$(process_recall "$1/server.pid"); then
        kill -KILL "$pid"
        process_gone "$pid" 5
    fi
}

# server_stop DIR: see above; 1 when the server did not end by itself within the 3 s it promises
# (and some for a slow machine).
server_stop() {
    local pid status=0
    if pid=$(process_recall "$1/server.pid"); then
        kill -TERM "$pid"
        if ! process_gone "$pid" 6; then
            kill -KILL "$pid"
            status=1
        fi
    fi
    cluster_stop "$1/database"
    return "$status"
}

# server_program DIR: a copy that the account can reach, wherever the repository is.
server_program() {
    account_folder "$1/data" 0700
    account_folder "$1/told" 0700 # not in data, whose disk may be full
    mkdir -p -- "$1/program" "$1/log"
    rm -rf -- "$1/program/public"
    cp -- "$SERVER" "$1/program/yorisoi"
    cp -r -- "$PUBLIC" "$1/program/public"
    chmod -R a+rX -- "$1/program"
}

# server_exec DIR ARGUMENT…: becomes the server; call it in a subshell.
server_exec() {
    local program=$1/program/yorisoi
    shift
    export YORISOI_DATABASE_URL=$DATABASE_URL
    account_exec "$program" "$@"
}

# server_accounts: names and passwords. They open nothing but this test's server.
server_accounts() {
    export COUNSELLOR_1=sora COUNSELLOR_1_PASSWORD=sora-in-a-test
    export COUNSELLOR_2=umi COUNSELLOR_2_PASSWORD=umi-in-a-test
    export COUNSELLOR_3=nami COUNSELLOR_3_PASSWORD=nami-in-a-test
    export SUPERVISOR=hoshi SUPERVISOR_PASSWORD=hoshi-in-a-test
}

# server_demo: the demo as seed-demo reads it, with the settings that ./run gives it, or LINE_CAPACITY,
# and with DESK_EXIT as the address behind the exit.
server_demo() {
    cat <<JSON
{"desk":{"code":"demo","name":"こころの窓口(試験)"},"purpose":"demo","settings":
$(sed -E "s|(\"line_capacity\":)[0-9]+|\1${LINE_CAPACITY:-200}${DESK_EXIT:+,\"exit\":\"$DESK_EXIT\"}|" "$ROOT/run.d/demo_settings.json")
,"accounts":[
{"name":"$COUNSELLOR_1","password":"$COUNSELLOR_1_PASSWORD","role":"counsellor","alias":"相談員"},
{"name":"$COUNSELLOR_2","password":"$COUNSELLOR_2_PASSWORD","role":"counsellor","alias":"相談員"},
{"name":"$COUNSELLOR_3","password":"$COUNSELLOR_3_PASSWORD","role":"counsellor","alias":"相談員"},
{"name":"$SUPERVISOR","password":"$SUPERVISOR_PASSWORD","role":"supervisor","alias":"スーパーバイザー"}
]}
JSON
}

# server_answers DIR: waits for the port file and a healthy answer, at most 30 s.
server_answers() {
    local tenths=300 port
    while [ "$tenths" -gt 0 ]; do
        port=$(cat -- "$1/told/port" 2>/dev/null || true)
        if [[ $port =~ ^[0-9]{1,5}$ ]] && curl -fsS --noproxy '*' --max-time 2 -o /dev/null \
            "http://127.0.0.1:$port/healthz" 2>/dev/null; then
            return 0
        fi
        if ! process_began "$SERVER_PID" >/dev/null; then break; fi
        tenths=$((tenths - 1))
        sleep 0.1
    done
    printf 'The server does not answer. What it said:\n'
    tail -n 40 -- "$1/log/server.log"
    return 1
}
