# Tests of the client under Node, without a browser. In bash, as a part:
#   . "$ROOT/tests/support/node_tests.sh"

# node_tests FILE…: bundles these, all of one folder, runs them and counts what Node's test runner
# reports; no report is a failure.
node_tests() {
    local report=$TMP/report count kind
    node "$ROOT/web-client/build/tests.mjs" "$TMP/bundled" "$@"
    node --test --test-reporter=tap "$TMP"/bundled/*.cjs >"$report" || true
    grep -vE '^ *(# Subtest|duration_ms|type:|---|\.\.\.)' "$report"
    for kind in pass fail cancelled skipped todo; do
        count=$(sed -n "s/^# $kind \([0-9][0-9]*\)\$/\1/p" "$report")
        if [ -z "$count" ]; then
            echo "Node's test runner did not say how many: $kind"
            failed
        elif [ "$count" -gt 0 ]; then
            case $kind in
                pass) passed "$count" ;;
                skipped | todo) skipped "$count" "Node's test runner skipped them" ;;
                *) failed "$count" ;;
            esac
        fi
    done
}

