# What ./run bench measures, one function a row; each adds lines of JSON to $figures. Sourced by
# run.d/bench.sh, with the functions of ./run. Server and references run on the first core, the load
# on the second.
#
#     BENCH_ROWS     only these rows; the page then tells only of them
#     BENCH_SECONDS  of one round (2), BENCH_ROUNDS of each (5)

. "$ROOT/tests/support/server.sh"
. "$ROOT/tests/faults/evening/accounts.sh"

BUILD=$ROOT/build/release # where accounts.sh finds sign_in_all
SERVER=$BUILD/yorisoi
PUBLIC=$ROOT/web-client/dist
export BUILD SERVER PUBLIC
readonly server_core=0 load_core=1 descriptors=131072
bench_pids=()

# bench_begin: a folder, the machine as it is to be while something is measured, and who it is.
bench_begin() {
    TMP=$(mktemp -d /tmp/yorisoi-bench.XXXXXX)
    chmod 0711 -- "$TMP"
    figures=$TMP/figures.jsonl
    : >"$figures"
    if [ "$(nproc)" -lt 2 ]; then
        fail "$exit_usage" 'Measuring needs two cores.' '計測にはコアが 2 つ要ります。' \
            'Use another machine.' '別の機械で。'
    fi
    ulimit -n "$descriptors" 2>/dev/null || ulimit -n "$(ulimit -Hn)"
    if [ -n "${YORISOI_BENCH_APART:-}" ]; then
        ip link set lo up
        printf 'reno\n' >/proc/sys/net/ipv4/tcp_congestion_control
    else
        bench_skips 'a network of its own, with reno as congestion control, needs root'
    fi
    bench_machine
}

# bench_skips SENTENCE: what this run lacks is told with the figures.
bench_skips() {
    printf '{"row":"skipped","why":%s}\n' "$(json_string "$1")" >>"$figures"
    printf 'skipped: %s\n' "$1"
}

# bench_machine: what a reader needs to know of the machine, and no name of it.
bench_machine() {
    local cpu kernel
    cpu=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
    kernel=$(uname -r)
    printf '{"row":"machine","cpu":%s,"cores":%d,"memory_mb":%d,"system":%s,"kernel":%s,"compiler":%s,"openssl":%s,"congestion":%s,"descriptors":%d}\n' \
        "$(json_string "$cpu")" "$(nproc)" "$(awk '/MemTotal/ {print int($2 / 1024)}' /proc/meminfo)" \
        "$(json_string "$(. /etc/os-release && printf '%s' "$PRETTY_NAME")")" \
        "$(json_string "${kernel%%-*}")" "$(json_string "$(c++ --version | head -n 1)")" \
        "$(json_string "$(openssl version | cut -d' ' -f1-2)")" \
        "$(json_string "$(</proc/sys/net/ipv4/tcp_congestion_control)")" "$(ulimit -n)" >>"$figures"
}

# bench_end: nothing that was started stays.
bench_end() {
    local folder pid
    for pid in "${bench_pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    for folder in "$TMP"/*/; do
        if [ -e "$folder/server.pid" ]; then
            server_stop "$folder" || true
        fi
    done
    rm -rf --one-file-system -- "$TMP"
}

# bench_told: writes the page from what was measured.
bench_told() {
    cp -- "$figures" "$ROOT/build/figures.jsonl"
    node "$ROOT/bench/report.mjs" "$figures" >"$TMP/performance.md"
    if [ -z "${BENCH_ROWS:-}" ]; then
        cp -- "$TMP/performance.md" "$ROOT/docs/performance.md"
        say 'docs/performance.md is written.' 'docs/performance.md を書きました。'
    else
        cat -- "$TMP/performance.md"
    fi
}

# reference NAME PROGRAM [ARGUMENT…]: starts a relay on the server's core; sets reference_target.
reference() {
    local name=$1 program=$2 port_file=$TMP/$1.port
    shift 2
    rm -f -- "$port_file"
    taskset -c "$server_core" "$BUILD/$program" "$@" >"$port_file" &
    bench_pids+=($!)
    eventually_port "$port_file"
    reference_target=name=$name,port=$(<"$port_file"),pid=$!,kind=relay
}

# eventually_port FILE: waits until a port stands in FILE.
eventually_port() {
    local tenths=100
    until [ -s "$1" ]; do
        tenths=$((tenths - 1))
        [ "$tenths" -gt 0 ]
        sleep 0.1
    done
}

# house NAME COUNSELLORS [ARGUMENT…]: a server whose demo desk has so many counsellors signed in,
# on its core; sets house_target, house_cookies and house_folder.
house() {
    local counsellors=$2
    house_folder=$TMP/$1
    house_cookies=$house_folder/cookies
    shift 2
    LINE_CAPACITY=10000 server_start "$house_folder" >/dev/null
    disown "$SERVER_PID"
    accounts_make "$DATABASE_URL" "$counsellors"
    server_kill "$house_folder"
    accounts_sign_in "$house_folder" | cut -d' ' -f2- >"$house_cookies"
    house_again "$@"
}

# house_again [ARGUMENT…]: starts the server of that house once more.
house_again() {
    local told=$house_folder/told/port log=$house_folder/log/server.log
    rm -f -- "$told"
    (account_dies_with_us=1 server_exec "$house_folder" serve --listen 127.0.0.1:0 \
        --data "$house_folder/data" --public "$house_folder/program/public" \
        --connections "$((descriptors / 2))" --port-file "$told" "$@") >>"$log" 2>&1 </dev/null &
    SERVER_PID=$!
    disown "$SERVER_PID" # that it is killed is no news
    process_remember "$SERVER_PID" "$house_folder/server.pid"
    eventually_port "$told" || { tail -n 20 "$log" && return 1; }
    taskset -acp "$server_core" "$SERVER_PID" >/dev/null
    house_target=name=yorisoi,port=$(<"$told"),pid=$SERVER_PID
}

# load MODE [ARGUMENT…]: the driver, on its core; what it prints are figures.
load() {
    taskset -c "$load_core" "$BUILD/bench_driver" "$@" | tee -a "$figures"
}

# references NAME…: of those, each started; sets targets to them. `tls` stands for the floor's.
references() {
    local name
    targets=()
    for name in "$@"; do
        case $name in
            bare) reference bare bench_floor --bare ;;
            floor) reference floor bench_floor ;;
            beast) reference beast bench_beast ;;
            tls)
                reference floor bench_floor "--tls=$TMP/tls/certificate.pem,$TMP/tls/key.pem"
                reference_target+=,tls=1
                ;;
        esac
        targets+=("--target=$reference_target")
    done
}

# certificate: a self-signed one (P-256) for everybody here; sets tls_arguments of the server.
certificate() {
    local folder=$TMP/tls
    tls_arguments=(--tls-certificate "$folder/certificate.pem" --tls-key "$folder/key.pem")
    [ ! -d "$folder" ] || return 0
    account_folder "$folder" 0755
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj /CN=localhost \
        -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null
    chown "$(account_name):" -- "$folder"/*
}

# over: server and references of a row are no longer needed.
over() {
    local pid
    server_stop "$house_folder" || true
    for pid in "${bench_pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    bench_pids=()
}

# relayed: the rounds of the servers in targets.
relayed() {
    load relay "${targets[@]}" "--cookies=$house_cookies" "--pairs=${BENCH_PAIRS:-1000}" \
        "--seconds=${BENCH_SECONDS:-2}" "--rounds=${BENCH_ROUNDS:-5}" "$@"
}

# Words relayed: bare forwarding, the floor, Beast and the server in turn.
row_relay() {
    references bare floor beast
    house relay "${BENCH_PAIRS:-1000}"
    targets+=("--target=$house_target")
    relayed
    over
}

# The same under TLS, one word on the way.
row_relay_tls() {
    certificate
    references tls
    house relay_tls "${BENCH_PAIRS:-1000}" "${tls_arguments[@]}"
    targets+=("--target=$house_target,tls=1")
    relayed --kinds=one
    over
}

# Somebody comes: plain, then under TLS.
row_arrival() {
    references floor
    house arrival 0
    targets+=("--target=$house_target,kind=silent" "--target=$house_target")
    load arrive "${targets[@]}" "--rounds=${BENCH_ROUNDS:-5}"
    over
    certificate
    references tls
    house_again_with_database "${tls_arguments[@]}"
    targets+=("--target=$house_target,tls=1,kind=silent" "--target=$house_target,tls=1")
    load arrive "${targets[@]}" "--rounds=${BENCH_ROUNDS:-5}"
    over
}

# house_again_with_database [ARGUMENT…]: after `over`.
house_again_with_database() {
    cluster_start "$house_folder/database"
    house_again "$@"
}

# What people cost who are there and do nothing, each on a server that was started for them.
row_memory() {
    local what count tls signed_in
    house memory 2000
    signed_in=$house_cookies
    certificate
    references floor tls
    load memory "${targets[0]}" --what=pages --count=10000
    load memory "${targets[1]}" --what=pages --count=10000
    for tls in '' 1; do
        while read -r what count; do
            server_kill "$house_folder"
            if [ -n "$tls" ]; then
                house_again "${tls_arguments[@]}"
                tail -n +1001 "$signed_in" >"$TMP/others" # the first ones still hold their seats
                house_cookies=$TMP/others
            else
                house_again
            fi
            load memory "--target=$house_target${tls:+,tls=1}" "--what=$what" "--count=$count" \
                "--cookies=$house_cookies"
        done <<<$'pages 10000\nplaces 2000\npairs 1000'
    done
    over
}

row_core() {
    local round
    for ((round = 0; round < ${BENCH_ROUNDS:-5}; round++)); do
        taskset -c "$server_core" "$BUILD/bench_core" words | tee -a "$figures"
    done
}

row_line() {
    local round length
    for ((round = 0; round < 3; round++)); do
        for length in 100 1000 10000; do
            taskset -c "$server_core" "$BUILD/bench_core" line "$length" | tee -a "$figures"
        done
    done
}

# returned NAME TLS [ARGUMENT…]: pairs whose server is killed: how soon they talk again.
returned() {
    local name=$1 tls=$2 line pairs=${BENCH_PAIRS:-2000}
    shift 2
    house "$name" "$pairs" "$@"
    load return "--target=name=yorisoi,port_file=$house_folder/told/port$tls" \
        "--cookies=$house_cookies" --pairs="$pairs" | while read -r line; do
        printf '%s\n' "$line"
        if [[ $line == '{"talking"'* ]]; then
            server_kill "$house_folder"
            sleep 1
            house_again "$@"
        fi
    done
    over
}

row_return() {
    returned return ''
}

row_return_tls() {
    certificate
    returned return_tls ,tls=1 "${tls_arguments[@]}"
}

# The visitor's page on a bad line, under TLS. The browser takes the load's core.
row_page() {
    certificate
    house page 0 "${tls_arguments[@]}"
    CHROMIUM=${CHROMIUM:-$(command -v chromium)} taskset -c "$load_core" node "$ROOT/bench/page/open_page.mjs" \
        "$(<"$house_folder/told/port")" "$TMP/tls/certificate.pem" "${BENCH_ROUNDS:-5}" | tee -a "$figures"
    over
}
