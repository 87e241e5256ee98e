# What a measured row stands on: the machine as it is to be, servers, references and the load, each on its
# core. Sourced by rows.sh; knows no row.

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
