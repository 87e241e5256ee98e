# What ./run bench measures, one function a row; each adds lines of JSON to $figures. Sourced by
# run.d/bench.sh, with the functions of ./run. Server and references run on the first core, the load
# on the second.
#
#     BENCH_ROWS     only these rows; the page then tells only of them
#     BENCH_SECONDS  of one round (2), BENCH_ROUNDS of each (5; four times as many short ones of arrivals)

. "$ROOT/bench/stage.sh"

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

# Somebody comes: plain, then under TLS. In short turns, or an hour that grows slower meanwhile is counted against
# whoever comes last.
row_arrival() {
    local turns=("--rounds=$((4 * ${BENCH_ROUNDS:-5}))" --count=250)
    references floor
    house arrival 0
    targets+=("--target=$house_target,kind=silent" "--target=$house_target")
    load arrive "${targets[@]}" "${turns[@]}"
    over
    certificate
    references tls
    house_again_with_database "${tls_arguments[@]}"
    targets+=("--target=$house_target,tls=1,kind=silent" "--target=$house_target,tls=1")
    load arrive "${targets[@]}" "${turns[@]}"
    over
}

# house_again_with_database [ARGUMENT…]: after `over`.
house_again_with_database() {
    cluster_start "$house_folder/database"
    house_again "$@"
}

# What people cost who are there and do nothing, each on a server that was started for them.
row_memory() {
    local what count tls signed_in many=50000
    if [ "$(ulimit -n)" -lt "$((many + 1000))" ]; then
        many=$(($(ulimit -n) - 1000))
        bench_skips "50000 idle pages; with $(ulimit -n) descriptors it is $many"
    fi
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
        done <<<$'places 2000\npairs 1000\npages 10000\npages '"$many"
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

# returned NAME TLS [ARGUMENT…]: everybody whose server is killed, as many as descriptors allow (20,000 at
# most): pairs who talk, people in line (with the pairs fewer than the brake lets in at once), the rest
# looking at the page.
returned() {
    local name=$1 tls=$2 line pairs=${BENCH_PAIRS:-1000} waiting=900 others
    shift 2
    others=$(($(ulimit -n) - 1000))
    others=$(((others < 20000 ? others : 20000) - 2 * pairs))
    if [ "$others" -lt "$waiting" ]; then
        bench_skips "the return of $pairs pairs needs more descriptors"
        return 0
    fi
    house "$name" "$pairs" "$@"
    load return "--target=name=yorisoi,port_file=$house_folder/told/port$tls" \
        "--cookies=$house_cookies" --pairs="$pairs" --waiting="$waiting" \
        --looking="$((others - waiting))" | while read -r line; do
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
