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
    accounts_sign_in "$house_folder" >"$TMP/signed-in"
    cut -d' ' -f2- "$TMP/signed-in" >"$house_cookies"
    house_again "$@"
}

# house_again [ARGUMENT…]: starts the server of that house once more.
house_again() {
    server_launch "$house_folder" "$@"
    disown "$SERVER_PID"
    taskset -acp "$server_core" "$SERVER_PID" >/dev/null
    house_target=name=yorisoi,port=$SERVER_PORT,pid=$SERVER_PID
}

# load MODE [ARGUMENT…]: the driver, on its core; what it prints are figures.
load() {
    taskset -c "$load_core" "$BUILD/bench_driver" "$@" | tee -a "$figures"
}

# Words relayed: the floor, bare forwarding, Beast and the server in turn.
row_relay() {
    local targets=()
    reference bare bench_floor --bare
    targets+=("--target=$reference_target")
    reference floor bench_floor
    targets+=("--target=$reference_target")
    reference beast bench_beast
    targets+=("--target=$reference_target")
    house relay "${BENCH_PAIRS:-1000}"
    targets+=("--target=$house_target")
    load relay "${targets[@]}" "--cookies=$house_cookies" --pairs="${BENCH_PAIRS:-1000}" \
        --seconds="${BENCH_SECONDS:-2}" --rounds="${BENCH_ROUNDS:-5}"
    server_stop "$house_folder" || true
}

# Pairs whose server is killed: how soon they talk again. Plain here; the 20,000 under TLS are
# another row.
row_return() {
    local line
    house return "${BENCH_PAIRS:-2000}"
    load return "--target=name=yorisoi,port_file=$house_folder/told/port" \
        "--cookies=$house_cookies" --pairs="${BENCH_PAIRS:-2000}" | while read -r line; do
        printf '%s\n' "$line"
        if [[ $line == '{"talking"'* ]]; then
            server_kill "$house_folder"
            sleep 1
            house_again
        fi
    done
    server_stop "$house_folder" || true
}
