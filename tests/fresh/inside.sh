#!/usr/bin/env bash
# Runs in the bare machine, as root, with the clone in root's home: what a newcomer does, timed.
# Argument: the commit that must have been cloned. Counts into /result.
set -euo pipefail
cd ~/yorisoi
ROOT=$PWD TMP=$(mktemp -d) RESULT=/result
. tests/support/parts.sh
folder=/var/lib/yorisoi
run_pid=''

# timed NAME SECONDS LIMIT: prints a time and counts whether it is within its limit.
timed() {
    printf 'time    %-28s %5d s (limit %d)\n' "$1" "$2" "$3"
    check "$1 is within its limit" test "$2" -le "$3"
}

# started LIMIT: ./run in the background until /healthz answers; took is how long that was.
started() {
    local began=$SECONDS
    ./run --yes --port 0 >"$TMP/run.log" 2>&1 </dev/null &
    run_pid=$!
    eventually "$1" answers_or_gone || true
    took=$((SECONDS - began))
}

answers_or_gone() {
    answers || ! kill -0 "$run_pid" 2>/dev/null
}

answers() {
    local address
    [ -s "$folder/run.json" ] || return 1
    address=$(sed -nE 's/.*"visitor":"([^"]+)".*/\1/p' "$folder/run.json")
    [ "$(curl -fsS --noproxy '*' --max-time 5 "${address}healthz")" = '{"status":"ok"}' ]
}

answers_or_says() {
    tail -n 40 "$TMP/run.log"
    answers
}

ended() {
    kill -TERM "$run_pid"
    wait "$run_pid"
}

no_other_cluster() {
    [ -z "$(pg_lsclusters -h)" ]
}

# changed FILE: builds again after one source file has changed; what was changed is put back.
changed() {
    printf '// One line more.\n' >>"$1"
    cmake --build --preset release
    git checkout --quiet -- "$1"
}

test_machine() {
    local parts=${FRESH_TEST_PARTS:-} began=$SECONDS status=0
    if [ "$parts" = none ]; then
        skipped 1 'FRESH_TEST_PARTS says none'
        return 0
    fi
    ./run test --yes $parts </dev/null 2>&1 | sed 's/^/inside  | /' || status=$?
    check './run test passes on the bare machine' test "$status" -eq 0
    timed './run test' $((SECONDS - began)) "${FRESH_TEST_SECONDS:-3600}"
}

check 'the clone is the commit' test "$(git rev-parse HEAD)" = "$1"
started 2400
check './run brings a bare machine up' answers_or_says
timed 'the first ./run' "$took" "${FRESH_FIRST_SECONDS:-600}"
check "the distribution's own database was neither made nor started" no_other_cluster
ended || failed
started 60
check './run starts again' answers_or_says
timed 'the second ./run' "$took" "${FRESH_SECOND_SECONDS:-5}"
ended || failed
began=$SECONDS
check 'one changed file builds again' changed server/desk/queue.cpp
timed 'a one-file change' $((SECONDS - began)) "${FRESH_CHANGE_SECONDS:-20}"
check 'the clone is unchanged' test -z "$(git status --porcelain)"
test_machine
