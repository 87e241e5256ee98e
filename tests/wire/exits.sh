# How the server ends when it cannot begin, with the exit code that a service file reads and a
# sentence for a person. Sourced by part, with the server of part running.

# ends CODE TEXT ARGUMENT…: the server ends with CODE within 20 s and says TEXT on standard error.
ends() {
    local code=$1 text=$2 status=0
    shift 2
    (account_exec_timed "$@") >"$TMP/said" 2>&1 || status=$?
    cat "$TMP/said"
    printf 'ended with %d\n' "$status"
    [ "$status" -eq "$code" ]
    grep -qF -- "$text" "$TMP/said"
}

# account_exec_timed ARGUMENT…: becomes the server, for 20 s at most.
account_exec_timed() {
    export YORISOI_DATABASE_URL=$DATABASE_URL YORISOI_LISTEN=127.0.0.1:0
    account_exec timeout --signal=KILL 20 "$TMP/server/program/yorisoi" "$@"
}

# serves [ARGUMENT…]: the arguments of a server that could begin, in a folder of its own.
serves() {
    printf '%s\n' serve --data "$other" --public "$TMP/server/program/public" "$@"
}

ends_serving() {
    local code=$1 text=$2 arguments
    shift 2
    mapfile -t arguments < <(serves "$@")
    ends "$code" "$text" "${arguments[@]}"
}

without_database() {
    DATABASE_URL="host=$TMP/no-socket dbname=nowhere" ends_serving 69 'the database' "$@"
}

migrate_without_database() {
    DATABASE_URL="host=$TMP/no-socket dbname=nowhere" ends 69 'yorisoi: ' migrate
}

# no_threads: a machine without room for one more thread is an exception that nobody expects.
no_threads() {
    local status=0
    (
        export YORISOI_DATABASE_URL=$DATABASE_URL YORISOI_LISTEN=127.0.0.1:0
        account_exec bash -c 'ulimit -u 1; exec "$@"' _ "$TMP/server/program/yorisoi" \
            $(serves)
    ) >"$TMP/said" 2>&1 || status=$?
    cat "$TMP/said"
    [ "$status" -eq 70 ]
    grep -q 'ended by an internal error' "$TMP/said"
}

other_pair() {
    local name
    for name in one two; do
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost \
            -keyout "$other/$name.key" -out "$other/$name.pem" 2>/dev/null
        chmod 0644 "$other/$name.key"
    done
    ends_serving 78 'the TLS key does not belong' --tls-certificate "$other/one.pem" \
        --tls-key "$other/two.key"
    ends_serving 78 'key file cannot be read' --tls-certificate "$other/one.pem" \
        --tls-key "$other/one.pem"
}

closed_key() {
    install -m 0000 "$other/one.key" "$other/closed.key"
    ends_serving 78 'key file cannot be read' --tls-certificate "$other/one.pem" \
        --tls-key "$other/closed.key"
}

no_pages() {
    mkdir -p "$other/empty"
    ends 78 'does not hold the built pages' serve --data "$other" --public "$other/empty"
}

# ends_reading TEXT RECORD…: with a journal that holds these facts the server ends with 78 and TEXT.
ends_reading() {
    local text=$1
    shift
    other=$TMP/server/journal
    rm -rf -- "$other"
    account_folder "$other" 0755
    node "$ROOT/tests/wire/support/journal.mjs" "$other/journal" "$@"
    chown -R --reference="$other" -- "$other/journal"
    ends_serving 78 "$text"
}

exit_codes() {
    other=$TMP/server/other
    account_folder "$other" 0755
    check '64: a command line that cannot be understood' ends_serving 64 '--colour' --colour blue
    check '69: no database at the first start' without_database
    check '69: no database to migrate' migrate_without_database
    check '70: an error of ours' no_threads
    check '73: a port that is taken' ends_serving 73 'cannot listen' \
        --listen "127.0.0.1:$SERVER_PORT"
    check '73: a port for the figures that is taken' ends_serving 73 'cannot listen' \
        --metrics-listen "127.0.0.1:$SERVER_PORT"
    check '73: a data folder that another server has' ends 73 'the journal' serve \
        --data "$TMP/server/data" --public "$TMP/server/program/public"
    check '73: a data folder that is not there' ends 73 'the journal' serve --data "$other/none" \
        --public "$TMP/server/program/public"
    check '78: figures beyond this machine' ends_serving 78 '--metrics-listen' \
        --metrics-listen 0.0.0.0:9464
    check '78: a proxy that is no address' ends_serving 78 '--trusted-proxy' --trusted-proxy me
    check '78: a key of another certificate, and no key' other_pair
    if [ "$(id -u)" -eq 0 ]; then
        check '78: a key that the account may not read' closed_key
    fi
    check '78: a folder without pages' no_pages
    check '78: a journal of a later version' ends_reading 'the journal holds what this program' \
        '{"type":"dream"}'
    check '78: a journal that contradicts itself' ends_reading \
        'its facts about the desk demo contradict each other' '{"type":"counsellor_chose","staff":7}'
}
