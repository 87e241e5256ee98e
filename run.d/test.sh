# ./run test: installs what tests need, builds, runs the parts and counts. Parts that only compute run
# one after the other beside the others, which mostly wait; with one core nothing runs beside anything,
# and nothing ever beside the parts that must be alone. What a part is, and what it is given, stands in
# tests/support/parts.sh. No part is known here but by name.

readonly everyday_parts='tidy unit model scripts image instructions wire abuse store web sealing privacy e2e run exit faults'
readonly computing_parts='tidy unit model scripts image instructions'
readonly alone_parts='exit faults' # they measure what a person would wait
readonly unbuilt_parts='tidy fresh' # need nothing built
part_pid='' part_folder='' part_result='' rows=() total_passed=0 total_failed=0 total_skipped=0
lane_pid='' lane_folder=''

# test_command: the whole, or the parts that were named; exit code 0 only when nothing failed.
test_command() {
    local part names
    . "$ROOT/tests/support/parts.sh"
    if [ "${#parts[@]}" -eq 0 ]; then
        read -ra parts <<<"$everyday_parts"
    fi
    for part in "${parts[@]}"; do
        if [ ! -x "$ROOT/tests/$part/part" ]; then
            names=$(cd "$ROOT/tests" && ls -d -- */part | tr '\n' ' ')
            usage "There is no part '$part'. There are: ${names//\/part/}" "'$part' という試験はありません。"
        fi
    done
    packages_ensure $(test_packages)
    export ROOT
    trap 'lane_cleared; part_cleared' EXIT
    trap 'exit 130' INT
    trap 'exit 143' HUP TERM
    test_build
    lane_start
    for part in "${parts[@]}"; do
        if [[ " $alone_parts " == *" $part "* ]]; then
            lane_end
        fi
        part_run "$part"
    done
    lane_end
    test_table
    [ "$total_failed" -eq 0 ]
}

# named PART: 0 when the part is to be run.
named() {
    [[ " ${parts[*]} " == *" $1 "* ]]
}

# test_packages: the groups of packages for the parts.
test_packages() {
    printf 'build run web test'
    if named fresh; then
        printf ' fresh'
    fi
    if named exit; then
        printf ' exit'
    fi
}

# test_build: everything the parts use, unless none of them uses anything. A build that fails is
# counted, and leaves to run only what needs none.
test_build() {
    local part began=$SECONDS left=()
    for part in "${parts[@]}"; do
        if [[ " $unbuilt_parts " == *" $part "* ]]; then
            left+=("$part")
        fi
    done
    if [ "${#left[@]}" -eq "${#parts[@]}" ]; then
        return 0
    fi
    set +e
    (
        set -e
        build_server
        if named faults; then
            build_preset release planted_yorisoi bench_driver # of no use to anybody else
        fi
        if named instructions; then
            build_preset release bench_core
        fi
        step 'Building the tests' '試験のプログラムを作る'
        build_preset test
        build_web
    )
    if [ $? -ne 0 ]; then
        row build 0 1 0 $((SECONDS - began))
        parts=("${left[@]}")
    fi
    set -e
}

# lane_start: takes the parts that only compute out of `parts` and runs them beside the others, unless
# there is nothing for them to run beside. What they print is kept until lane_end.
lane_start() {
    local part computing=() others=()
    for part in "${parts[@]}"; do
        if [[ " $computing_parts " == *" $part "* ]]; then computing+=("$part"); else others+=("$part"); fi
    done
    if [ "${#computing[@]}" -eq 0 ] || [ "${#others[@]}" -eq 0 ] || [ "$(nproc)" -eq 1 ]; then
        return 0
    fi
    parts=("${others[@]}")
    lane_folder=$(mktemp -d /tmp/yorisoi-lane.XXXXXX)
    (
        trap part_cleared EXIT
        trap 'exit 143' TERM
        for part in "${computing[@]}"; do
            part_run "$part"
        done
        declare -p rows total_passed total_failed total_skipped | sed 's/^declare /declare -g /' \
            >"$lane_folder/counts"
    ) >"$lane_folder/output" 2>&1 &
    lane_pid=$!
    say "Beside them: ${computing[*]}" "並行して: ${computing[*]}"
}

# lane_end: waits for those parts, if they run, shows what they printed and adds their rows before the others'.
lane_end() {
    local status=0 own_rows=("${rows[@]}")
    local own=($total_passed $total_failed $total_skipped)
    if [ -z "$lane_pid" ]; then
        return 0
    fi
    wait "$lane_pid" || status=$?
    lane_pid=''
    cat -- "$lane_folder/output"
    if [ -e "$lane_folder/counts" ]; then
        . "$lane_folder/counts"
    else
        rows=() total_passed=0 total_failed=0 total_skipped=0
        row computing 0 1 0 0
        printf 'FAILED  the parts beside the others ended early (exit code %d)\n' "$status"
    fi
    rows+=("${own_rows[@]}")
    total_passed=$((total_passed + own[0]))
    total_failed=$((total_failed + own[1]))
    total_skipped=$((total_skipped + own[2]))
    lane_cleared
}

# lane_cleared: asks what still runs there to end, as part_cleared does.
lane_cleared() {
    if [ -n "$lane_pid" ]; then
        kill -TERM "$lane_pid" 2>/dev/null || true
        process_gone "$lane_pid" 40 || true
        lane_pid=''
    fi
    if [ -n "$lane_folder" ]; then
        rm -rf --one-file-system -- "$lane_folder"
        lane_folder=''
    fi
}

# part_run NAME: runs one part and adds its row.
part_run() {
    local name=$1 began=$SECONDS status=0
    part_folder=$(mktemp -d /tmp/yorisoi-test.XXXXXX)
    chmod 0711 -- "$part_folder"
    part_result=$(mktemp /tmp/yorisoi-result.XXXXXX)
    printf '\n==> %s\n' "$name"
    # timeout makes the part a process group of its own, so that all of it can be told to end.
    BUILD=$ROOT/build/test SERVER=$ROOT/build/release/yorisoi PUBLIC=$ROOT/web-client/dist \
        TMP=$part_folder LONG=$long RESULT=$part_result \
        timeout --kill-after=30 "${PART_SECONDS:-$(part_seconds "$name")}" \
        "$ROOT/tests/$name/part" </dev/null &
    part_pid=$!
    wait "$part_pid" || status=$?
    part_pid=''
    part_count "$name" "$status" "$part_result" $((SECONDS - began))
    part_cleared
}

# part_seconds NAME: a part that takes longer hangs. The whole must end within an hour.
part_seconds() {
    if [ -n "$long" ] || [ "$1" = fresh ]; then
        printf '21600\n'
    else
        printf '1500\n'
    fi
}

# part_count NAME STATUS RESULT SECONDS: judges what a part counted.
part_count() {
    local name=$1 status=$2 result=$3 passed failed skipped reason
    passed=$(result_sum "$result" passed)
    failed=$(result_sum "$result" failed)
    skipped=$(result_sum "$result" skipped)
    if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
        printf 'FAILED  %s took too long and was ended\n' "$name"
        failed=$((failed + 1))
    elif [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
        printf 'FAILED  %s ended with exit code %d\n' "$name" "$status"
        failed=1
    elif [ $((passed + failed + skipped)) -eq 0 ]; then
        printf 'FAILED  %s counted nothing\n' "$name"
        failed=1
    fi
    while IFS= read -r reason; do
        if [ "${CI:-}" = true ] \
            && ! grep -qxF -- "$name: $reason" "$ROOT/tests/allowed_skips"; then
            printf 'FAILED  %s: this skip is not in tests/allowed_skips: %s\n' "$name" "$reason"
            failed=$((failed + 1))
        fi
    done < <(result_reasons "$result")
    row "$name" "$passed" "$failed" "$skipped" "$4"
}

# row NAME PASSED FAILED SKIPPED SECONDS: one line of the table.
row() {
    rows+=("$(printf '%-12s %8d %8d %8d %8d' "$@")")
    total_passed=$((total_passed + $2))
    total_failed=$((total_failed + $3))
    total_skipped=$((total_skipped + $4))
}

# test_table: the end of the output. Tools read its last line; nothing may follow it.
test_table() {
    printf '\n%-12s %8s %8s %8s %8s\n' part passed failed skipped seconds
    printf '%s\n' "${rows[@]}"
    printf '%d passed, %d failed, %d skipped\n' "$total_passed" "$total_failed" "$total_skipped"
}

# part_cleared: nothing of a part stays, also when we are interrupted: its processes are asked to
# end, so that they can stop what they started, and then its folder goes.
part_cleared() {
    if [ -n "$part_pid" ]; then
        kill -TERM -- "-$part_pid" 2>/dev/null || true
        process_gone "$part_pid" 30 || true
        part_pid=''
    fi
    if [ -n "$part_folder" ]; then
        rm -rf --one-file-system -- "$part_folder" "$part_result"
        part_folder=''
    fi
}
