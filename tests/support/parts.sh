# What every part of the tests has in common. This file is the convention; it knows no part.
#
# A part is an executable tests/<name>/part, started by `./run test`, alone, stdin closed, with
#   ROOT    the repository
#   BUILD   build/test: test programs, address and undefined sanitizers (preset `test`), built
#   SERVER  build/release/yorisoi: the real server (preset `release`), built
#   PUBLIC  web-client/dist: the bundled pages, built; web-client/node_modules is installed
#   TMP     a fresh folder under /tmp, mode 0711, removed afterwards; write nowhere else
#   LONG    1 after --long, else empty
#   RESULT  a file the part appends its counts to, one line each:
#               passed N
#               failed N
#               skipped N because…      (a skip always has its reason)
# What a part prints is shown as it is. A part that exits with another code than 0 and counted no
# failure is one failure, and so is a part that counted nothing or took longer than PART_SECONDS.
# A part stops what it started, also when it is told to stop (TERM).
#
# A part in bash begins with
#   set -euo pipefail
#   . "$ROOT/tests/support/parts.sh"
# and then has passed, failed, skipped and check. A part in another language writes RESULT itself.

# passed [N]: counts N (1) results that hold.
passed() {
    printf 'passed %d\n' "${1:-1}" >>"$RESULT"
}

# failed [N]: counts N (1) results that do not hold. Say why before.
failed() {
    printf 'failed %d\n' "${1:-1}" >>"$RESULT"
}

# skipped N REASON: counts N results that could not be had, and says why.
skipped() {
    printf 'skipped %d %s\n' "$1" "$2" >>"$RESULT"
    printf 'skipped, because %s\n' "$2"
}

# check SENTENCE COMMAND…: one counted result; its output is shown only when it fails. The command
# runs in a subshell with errexit, so a function stops at its first failing line, and cannot set
# variables of the caller.
check() {
    local check_sentence=$1 check_output check_status=0
    shift
    check_output=$(mktemp "$TMP/check.XXXXXX")
    set +e
    (set -e; "$@") >"$check_output" 2>&1 </dev/null
    check_status=$?
    set -e
    if [ "$check_status" -eq 0 ]; then
        printf 'ok      %s\n' "$check_sentence"
        passed
    else
        printf 'FAILED  %s (exit code %d)\n' "$check_sentence" "$check_status"
        sed 's/^/        | /' "$check_output"
        failed
    fi
    rm -f -- "$check_output"
}

# eventually SECONDS COMMAND…: repeats COMMAND five times a second until it succeeds; 1 when the
# seconds are over.
eventually() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.2
    done
}

# result_sum FILE KIND: the sum of the counts of KIND (passed, failed, skipped) in a RESULT file.
result_sum() {
    local kind count rest sum=0
    while read -r kind count rest || [ -n "$kind" ]; do
        if [ "$kind" = "$2" ] && [[ $count =~ ^[0-9]+$ ]]; then
            sum=$((sum + 10#$count))
        fi
    done <"$1"
    printf '%d\n' "$sum"
}

# result_reasons FILE: the reasons of all skips in a RESULT file, one a line.
result_reasons() {
    sed -n 's/^skipped  *[0-9][0-9]*  *//p' "$1"
}
