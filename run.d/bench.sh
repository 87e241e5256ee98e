# ./run bench: builds the server, a load and two references, measures them in turn and writes
# docs/performance.md. What is measured, and how, is in bench/rows.sh; how it is told, in
# bench/report.mjs. Nothing here knows a row but by name.

readonly bench_rows='relay relay_tls arrival memory return return_tls line core page'

# bench_command: the rows that are named in BENCH_ROWS, or all. As root in a network of its own.
bench_command() {
    local row
    if [ -z "${YORISOI_BENCH_APART:-}" ]; then
        packages_ensure build run web test
        build_server
        build_preset release bench
        build_web
        if is_root; then
            YORISOI_BENCH_APART=1 exec unshare --net --mount --propagation private \
                "$ROOT/run" bench --yes
        fi
    fi
    export ROOT
    . "$ROOT/bench/rows.sh"
    bench_begin
    trap bench_end EXIT
    trap 'exit 130' INT
    trap 'exit 143' HUP TERM
    for row in ${BENCH_ROWS:-$bench_rows}; do
        step "Measuring: $row" "計測する: $row"
        "row_$row"
    done
    bench_told
}
