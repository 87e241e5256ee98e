# Builds the server with a CMake preset and bundles the web client, both only when something changed,
# and puts what runs into the data folder. Where the programs come from is not known here.

# build_jobs: how many compilers at once: one for each core, if each can have 1.5 GB of memory.
build_jobs() {
    local key value unit jobs
    jobs=$(nproc)
    while read -r key value unit; do
        if [ "$key" = MemAvailable: ] && [ "$((value / 1500000))" -lt "$jobs" ]; then
            jobs=$((value / 1500000))
        fi
    done </proc/meminfo
    printf '%d\n' "$((jobs > 1 ? jobs : 1))"
}

# build_writable: the clone must be ours to build in.
build_writable() {
    mkdir -p -- "$ROOT/build" 2>/dev/null || true
    if [ ! -w "$ROOT/build" ]; then
        fail "$exit_no_folder" "$ROOT/build cannot be written by $(id -un)." \
            "$ROOT/build に書き込めません。" \
            "Make it yours (chown -R $(id -un) $ROOT), or clone again as $(id -un)." \
            "chown -R $(id -un) $ROOT とするか、clone し直してください。"
    fi
}

# build_configured PRESET: prints what a configured build tree was made from.
build_configured() {
    printf '%s\n' "$ROOT"
    cat -- "$ROOT/CMakePresets.json"
}

# build_preset PRESET [TARGET…]: brings the tree of that preset up to date.
build_preset() {
    local preset=$1 tree=$ROOT/build/$1 targets=()
    shift
    if [ $# -gt 0 ]; then
        targets=(--target "$@")
    fi
    if command -v ccache >/dev/null; then
        export CMAKE_CXX_COMPILER_LAUNCHER=ccache
    fi
    if [ ! -f "$tree/build.ninja" ] || ! build_configured | cmp -s - "$tree/configured-from"; then
        disk_room "$ROOT" 1500 'building' 'ビルド'
        if ! grep -qxsF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$tree/CMakeCache.txt"; then
            rm -rf -- "$tree" # a tree that was made elsewhere cannot be continued
        fi
        (cd "$ROOT" && cmake --preset "$preset") || build_failed
        build_configured >"$tree/configured-from"
    fi
    (cd "$ROOT" && cmake --build --preset "$preset" --parallel "$(build_jobs)" "${targets[@]}") \
        || build_failed
}

# build_failed: says what a newcomer can do about a failed build.
build_failed() {
    fail 70 'The server could not be built.' 'サーバーを作れませんでした。' \
        'See the first error above. Out of memory or disk: free some, ./run again continues. Otherwise please report it.' \
        '上の最初のエラーを見てください。メモリや空き容量の不足なら、空けて ./run をもう一度。'
}

# build_server: the server that runs.
build_server() {
    step 'Building the server (the first time takes minutes)' 'サーバーを作る(初回は数分)'
    build_writable
    build_preset release yorisoi
}

# web_sources: one line that changes when anything the pages are made from changes.
web_sources() {
    node --version
    (
        cd "$ROOT"
        find web-client protocol/catalogue.json \
            \( -name node_modules -o -path web-client/dist -o -path web-client/generated \) -prune \
            -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    ) | sha256sum
}

# web_packages: the packages that the lock file names, no others, in web-client/node_modules.
web_packages() {
    local client=$ROOT/web-client stamp=$ROOT/web-client/node_modules/.yorisoi-installed-from
    if node --version | cat - "$client/package-lock.json" | cmp -s - "$stamp"; then
        return 0
    fi
    case $(node --version) in
        v[0-9].* | v1[0-7].*)
            fail "$exit_missing" "Node.js $(node --version) is too old; 18 or newer is needed." \
                'Node.js が古すぎます。18 以上が必要です。' \
                'Remove the old one, then ./run installs the distribution'\''s.' \
                '古い Node.js を外してから、もう一度 ./run'
            ;;
    esac
    step 'Fetching the packages of the web client' 'ウェブ画面の部品を取り寄せる'
    (cd "$client" && npm ci --no-audit --no-fund --loglevel=error) \
        || fail "$exit_missing" 'npm could not fetch the packages.' 'npm で部品を取り寄せられませんでした。' \
            'Check the network or proxy (npm config get registry), then ./run again.' \
            'ネットワークかプロキシ(npm config get registry)を確かめて、もう一度 ./run'
    mkdir -p -- "$client/node_modules" # npm makes none when there are no packages
    node --version | cat - "$client/package-lock.json" >"$stamp"
}

# build_web: the bundled pages in web-client/dist.
build_web() {
    local stamp=$ROOT/build/web-made-from
    build_writable
    web_packages
    if [ -d "$ROOT/web-client/dist" ] && web_sources | cmp -s - "$stamp"; then
        return 0
    fi
    step 'Bundling the pages' '画面を組み立てる'
    (cd "$ROOT/web-client" && npm run --loglevel=error build) \
        || fail 70 'The pages could not be bundled.' '画面を組み立てられませんでした。' \
            'See the first error above; please report it.' '上の最初のエラーを見て、お知らせください。'
    web_sources >"$stamp"
}

# program_copy: puts server and pages into the data folder, because the account may not be able to
# reach the clone. Only when they differ, and never half: nothing runs from there meanwhile (the
# data folder is locked), and what is interrupted is simply done again.
program_copy() {
    local here=$data/program
    if cmp -s "$ROOT/build/release/yorisoi" "$here/yorisoi" \
        && diff -rq "$ROOT/web-client/dist" "$here/public" >/dev/null 2>&1; then
        return 0
    fi
    disk_room "$data" 500 'the program and its data' 'プログラムとデータ'
    rm -rf -- "$here.new" "$here.old"
    mkdir -- "$here.new"
    cp -- "$ROOT/build/release/yorisoi" "$here.new/yorisoi"
    cp -R -- "$ROOT/web-client/dist" "$here.new/public"
    chmod -R u=rwX,go=rX -- "$here.new"
    if [ -d "$here" ]; then
        mv -T -- "$here" "$here.old"
    fi
    mv -T -- "$here.new" "$here"
    rm -rf -- "$here.old"
}
