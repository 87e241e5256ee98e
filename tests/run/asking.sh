# Starting ./run in a test, ending it, and the questions asked of a running one. Sourced by part.

run_pid='' took=0 output='' end_status='' started=()

# start DIR [OPTION…]: ./run in the background, as a process group of its own as on a terminal;
# waits until it runs. Sets run_pid, output (what it prints) and took (seconds).
start() {
    local directory=$1 began=$SECONDS
    shift
    started+=("$directory")
    output=$TMP/output
    : >"$output"
    set -m
    "$ROOT/run" --yes --port 0 --data "$directory" "$@" >"$output" 2>&1 </dev/null &
    run_pid=$!
    set +m
    eventually 120 begun_or_gone || true
    took=$((SECONDS - began))
}

# begun_or_gone: it has said that it runs, or it has ended. (A killed ./run leaves its run.json.)
begun_or_gone() {
    grep -q 'Ctrl-C stops it' "$output" || ! kill -0 "$run_pid" 2>/dev/null
}

# end_all: nothing of this part stays, however it ends.
end_all() {
    local directory
    if [ -n "$run_pid" ]; then
        kill -TERM "$run_pid" 2>/dev/null || true
    fi
    for directory in "${started[@]}"; do
        "$ROOT/run" stop --data "$directory" >/dev/null 2>&1 || true
    done
}

# run_quietly ARGUMENT…: ./run to its end.
run_quietly() {
    "$ROOT/run" "$@"
}

# field NAME DIR: a number or string out of run.json.
field() {
    sed -nE "s/.*\"$1\":\"?([^\",}]+)[\",}].*/\1/p" "$2/run.json" | head -n 1
}

answered() {
    cat "$output"
    [ -s "$1/run.json" ]
    grep -q '/counsellor/' "$output"
}

closed() {
    [ "$(stat -c %a "$1/run.json")" = 600 ]
    [ "$(stat -c %a "$1/demo.json")" = 600 ]
}

run_json_whole() {
    node -e '
        const run = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))
        const roles = run.accounts.map(account => account.role).sort().join()
        if (roles !== "counsellor,counsellor,supervisor") throw new Error(roles)
        if (!run.accounts.every(account => account.name && account.password.length >= 12)) throw new Error("accounts")
        for (const page of [run.visitor, run.counsellor, run.supervisor]) new URL(page)
        for (const number of [run.port, run.pid, run.run_pid]) if (!(number > 0)) throw new Error("number")
        if (run.data !== process.argv[2] || !run.database_url) throw new Error("places")
    ' "$1/run.json" "$1"
}

fetched() {
    curl -fsS --noproxy '*' --max-time 5 "$@"
}

healthy() {
    [ "$(fetched "$(field visitor "$1")healthz")" = '{"status":"ok"}' ]
}

healthy_tls() {
    [ "$(fetched --cacert "$1/tls/certificate.pem" "$(field visitor "$1")healthz")" = '{"status":"ok"}' ]
}

pages() {
    local page
    for page in visitor counsellor supervisor; do
        fetched "$(field "$page" "$1")" | grep -i '<' >/dev/null # not -q: curl minds a closed pipe
    done
}

cluster_pid() {
    head -n 1 "$1/cluster/postmaster.pid"
}

# owner PID: the number of the account it runs as.
owner() {
    sed -nE 's/^Uid:\s+[0-9]+\s+([0-9]+)\s.*/\1/p' "/proc/$1/status"
}

unprivileged() {
    local process
    for process in "$(field pid "$1")" "$(cluster_pid "$1")"; do
        printf 'process %s runs as %s\n' "$process" "$(owner "$process")"
        [ "$(owner "$process")" -ne 0 ]
    done
}

# loopback_only: each listening socket on our port is bound to 127.0.0.1 or ::1.
loopback_only() {
    local port listening
    port=$(printf ':%04X ' "$(field port "$1")")
    listening=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -E ': [0-9A-F]+'"$port"'[0-9A-F]+:0000 0A ')
    printf '%s\n' "$listening"
    [ -n "$listening" ]
    ! grep -vE ': (0100007F|00000000000000000000000001000000):' <<<"$listening"
}

sql() {
    psql -XAtq -d "$(field database_url "$1")" -c "$2"
}

cluster_right() {
    [ "$(sql "$1" 'show data_checksums')" = on ]
    [ "$(sql "$1" 'show listen_addresses')" = '' ]
    [ "$(sql "$1" 'show server_encoding')" = UTF8 ]
    [ "$(sql "$1" 'select datcollate from pg_database where datname = current_database()')" = C.UTF-8 ]
}

# demo_seeded: some table holds each of the demo's names; which one is the store's business.
demo_seeded() {
    local name dump
    dump=$("$(pg_config --bindir)/pg_dump" --data-only --inserts "$(field database_url "$1")")
    for name in sora umi hoshi demo; do
        grep -q "'$name'" <<<"$dump"
    done
    grep -c . <<<"$dump"
    ! grep -qF "$(first_password "$1")" <<<"$dump"
}

# first_password DIR: of the demo's first account; 1 when there is none.
first_password() {
    sed -nE 's/^\{"name":"[^"]+","password":"([^"]+)".*/\1/p' "$1/demo.json" | sed -n 1p | grep .
}

no_secret_in_arguments() {
    local secret
    secret=$(first_password "$1")
    printf '%s\npostgresql://yorisoi@\n' "$secret" >"$TMP/secrets"
    ! grep -asF -f "$TMP/secrets" /proc/[0-9]*/cmdline
}

same_accounts() {
    demo_names_and_passwords "$1/run.json" | cmp - <(demo_names_and_passwords "$1/demo.json")
}

demo_names_and_passwords() {
    grep -oE '"name":"[a-z]+","password":"[^"]+"' "$1"
}

# nothing_left DIR: no living process has DIR on its command line. The pattern comes from a file,
# so that grep does not find itself.
nothing_left() {
    printf '%s\n' "$1" >"$TMP/pattern"
    eventually 5 no_process
}

no_process() {
    local found
    found=$(grep -alsF -f "$TMP/pattern" /proc/[0-9]*/cmdline || true)
    [ -z "$found" ]
}

gone() {
    ! kill -0 "$1" 2>/dev/null
}

# finish: waits at most 30 s for ./run to end; sets end_status to its exit code.
finish() {
    end_status=hanging
    if eventually 30 gone "$run_pid"; then
        end_status=0
        wait "$run_pid" || end_status=$?
    fi
}

# ended_with STATUS: what finish found.
ended_with() {
    tail -n 20 "$output"
    printf 'ended with %s\n' "$end_status"
    [ "$end_status" = "$1" ]
}

# ended_saying STATUS TEXT: that, and what ./run printed has TEXT.
ended_saying() {
    ended_with "$1"
    grep -qF -- "$2" "$output"
}

# upgraded STATUS ORIGIN PORT: what a page of that origin is answered that opens a connection.
upgraded() {
    local status
    status=$(curl -sk --noproxy '*' --max-time 3 -o /dev/null -w '%{http_code}' -H "Origin: $2" \
        -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \
        -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' "https://127.0.0.1:$3/ws/visitor" || true)
    printf '%s is answered %s\n' "$2" "$status"
    [ "$status" = "$1" ]
}

# each_announced COMMAND STATUS: for each address that ./run has announced for others; there is one.
each_announced() {
    local origin found=''
    while IFS= read -r origin; do
        found=1
        "$1" "$2" "$origin" "${origin##*:}"
    done < <(sed -nE 's|.*ほかの機械から: (.*)/$|\1|p' "$output")
    [ -n "$found" ]
}
