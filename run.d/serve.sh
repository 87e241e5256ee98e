# ./run: everything from a bare machine to a running server, and the way down again.
# How each step is done is in the other files; here is only their order, and who is stopped when.

server_pid='' cluster_ours='' stopping=''

# start_command: builds, starts, tells, and stays until it is stopped or the server ends.
start_command() {
    folder_free
    port_free
    packages_ensure build run web
    build_server
    build_web
    account_ensure
    folder_open
    begin_cleaning_up
    left_over_server
    program_copy
    tls_prepare
    database_ready
    demo_ensure
    database_filled
    server_start
    run_json_write "$server_pid"
    announce
    server_watch
}

# port_free: refuses early when somebody listens there already.
port_free() {
    local host=$listen next
    case $listen in
        0.0.0.0) host=127.0.0.1 ;;
        '['*']') host=${listen//[][]/} ;;
    esac
    if ! port_answers "$host" "$port"; then
        return 0
    fi
    next=$((port < 65000 ? port + 1 : 8080))
    while port_answers "$host" "$next"; do
        next=$((next + 1))
    done
    fail "$exit_busy" "Port $port is in use." "ポート $port は使われています。" \
        "./run --port $next   or, if it is an earlier Yorisoi, ./run stop" \
        "./run --port $next   前に動かしたものなら ./run stop"
}

# port_answers HOST PORT: 0 when a connection is accepted.
port_answers() {
    [ "$2" -ne 0 ] && (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# begin_cleaning_up: from here on, whatever ends us also ends what we started.
begin_cleaning_up() {
    rm -f -- "$data/run.json" # of a ./run that was killed
    process_remember $$ "$data/run.pid"
    trap clean_up EXIT
    trap 'stopping=1; exit 129' HUP
    trap 'stopping=1; exit 130' INT
    trap 'stopping=1; exit 143' TERM
}

# left_over_server: a ./run that was killed may have left its server ending; two must never share
# the folder.
left_over_server() {
    local pid
    if pid=$(process_recall "$data/server.pid"); then
        server_stop "$pid"
    fi
}

# clean_up: server first, so that its last words reach the database; then the cluster. Not to be
# interrupted by a second Ctrl-C.
clean_up() {
    local status=$?
    trap - EXIT
    trap '' HUP INT TERM
    rm -f -- "$data/run.json"
    if [ -n "$server_pid" ]; then
        server_stop "$server_pid"
    fi
    if [ -n "$cluster_ours" ]; then
        cluster_halt "$data/cluster" || true
        sockets_leave "$data/socket"
    fi
    rm -f -- "$data/run.pid" "$data/server.pid"
    if [ "$status" -eq 0 ] && [ -n "$stopping" ]; then
        printf '\n'
        say 'Yorisoi has stopped. ./run starts it again.' '止まりました。./run でまた動きます。'
    fi
    exit "$status"
}

# database_ready: sets database_url; the private cluster runs unless another database was named.
database_ready() {
    local sockets
    if [ -n "$database_url" ]; then
        return 0
    fi
    step 'Starting the private PostgreSQL' '専用の PostgreSQL を動かす'
    cluster_forget_environment
    cluster_ensure "$data/cluster"
    sockets=$(sockets_folder "$data/socket")
    cluster_ours=1
    cluster_launch "$data/cluster" "$sockets" "$data/log/cluster.log"
    cluster_database "$sockets" "$data/cluster"
    database_url=$(cluster_url "$sockets")
}

# server_exec ARGUMENT…: becomes the server, as the account; call it in a subshell. The database's
# address goes by the environment: everybody can read a command line.
server_exec() {
    export YORISOI_DATABASE_URL=$database_url
    account_exec "$data/program/yorisoi" "$@"
}

# database_filled: tables brought up to date, and the demo's desk and accounts.
database_filled() {
    local status=0
    step 'Preparing the database' 'データベースを整える'
    (server_exec migrate) || status=$?
    if [ "$status" -eq 0 ]; then
        (server_exec seed-demo) <"$data/demo.json" || status=$?
    fi
    if [ "$status" -ne 0 ]; then
        server_refused "$status"
    fi
}

# server_start: starts the server and waits until it answers; sets server_pid and the real port.
server_start() {
    local origins arguments=(serve --listen "$listen:$port" --data "$data/server"
        --public "$data/program/public" --port-file "$data/server/port")
    if [ -n "$tls" ]; then
        arguments+=(--tls-certificate "$data/tls/certificate.pem" --tls-key "$data/tls/key.pem")
    fi
    step 'Starting the server' 'サーバーを動かす'
    as_account rm -f -- "$data/server/port"
    ulimit -n "$(ulimit -Hn)" 2>/dev/null || true # each person is one descriptor
    origins=$(printf '%s\n' "${YORISOI_PUBLIC_ORIGIN:-}" $(own_origins) | sed '/^$/d' | paste -sd, -)
    (
        # Those that the operator named, and those that we announce.
        [ -z "$origins" ] || export YORISOI_PUBLIC_ORIGIN=$origins
        account_dies_with_us=1 server_exec "${arguments[@]}"
    ) &
    server_pid=$!
    process_remember "$server_pid" "$data/server.pid" || true
    server_answering
}

# server_answering: waits for the port file and a healthy answer, at most 30 s.
server_answering() {
    local tenths=300 answer
    while [ "$tenths" -gt 0 ]; do
        if ! process_began "$server_pid" >/dev/null; then
            server_ended
        fi
        answer=$(cat -- "$data/server/port" 2>/dev/null || true)
        if [[ $answer =~ ^[0-9]{1,5}$ ]]; then
            port=$answer
            if curl -fsSk --noproxy '*' --max-time 2 -o /dev/null "$(address healthz)" 2>/dev/null; then
                return 0
            fi
        fi
        tenths=$((tenths - 1))
        sleep 0.1
    done
    fail "$exit_no_database" 'The server does not answer after 30 s.' \
        '30 秒たってもサーバーが応答しません。' 'Read its lines above; ./run doctor helps to look.' \
        '上の行を読み、./run doctor で調べてください。'
}

# server_watch: stays until a signal comes or the server ends by itself.
server_watch() {
    trap 'stopping=1; exit 0' HUP INT TERM # from here on, being stopped is the normal end
    server_ended
}

# server_ended: waits for the server, which nobody asked to end, and ends with its exit code.
server_ended() {
    local status=0
    wait "$server_pid" || status=$?
    server_pid=''
    server_refused "$status"
}

# server_refused STATUS: says what the server's exit code means, and ends with it.
server_refused() {
    case $1 in
        "$exit_no_database")
            fail "$1" 'The database cannot be reached.' 'データベースに届きません。' \
                'With --database-url: check address, role and password with psql. Otherwise read log/cluster.log in the data folder.' \
                '--database-url のときは psql で確かめ、そうでなければ log/cluster.log を読んでください。'
            ;;
        "$exit_no_folder")
            fail "$1" 'The server cannot create a file, or cannot listen on its port.' \
                'サーバーがファイルを作れないか、ポートで待ち受けられません。' \
                "Its line above says which: check room and rights of $data, or take another --port." \
                "上の行にどちらかが書いてあります。$data の空きと権限を確かめるか、--port 別の番号"
            ;;
        "$exit_configuration" | "$exit_usage")
            fail "$1" 'The server does not accept these settings.' 'サーバーが設定を受け付けません。' \
                'Its line above says which; ./run help lists the options.' \
                '上の行にどれかが書いてあります。./run help も見てください。'
            ;;
    esac
    fail "$(($1 == 0 ? 70 : $1))" "The server ended by itself (exit code $1)." \
        "サーバーがひとりでに終わりました(終了コード $1)。" \
        './run starts it again; nobody loses the place in the line. Please report the lines above.' \
        './run でまた動きます。順番は失われません。上の行をお知らせください。'
}

# server_stop PID: asks it to end, and insists after 10 s (it promises 3).
server_stop() {
    kill -TERM "$1" 2>/dev/null || return 0
    if ! process_gone "$1" 10; then
        note 'The server did not end in 10 s and is now killed.' '10 秒で終わらないため、強制的に止めます。'
        kill -KILL "$1" 2>/dev/null || true
        process_gone "$1" 5 || true
    fi
}
