# ./run as an ordinary person, in a clone of that person's own, with its data in a deep folder with
# blanks and Japanese in its name. The clone holds what is built already instead of the sources:
# only ./run is asked here, not the compiler. Sourced by part; needs root to become that person.

readonly person=nobody
deep=''

# own_clone: the person's clone.
own_clone() {
    local clone=$TMP/person/clone entry
    mkdir -p "$clone/web-client/node_modules" "$clone/protocol" "$clone/build"
    cp -R "$ROOT/run" "$ROOT/run.d" "$ROOT/CMakePresets.json" "$clone"
    cp "$ROOT/protocol/catalogue.json" "$clone/protocol"
    for entry in "$ROOT/web-client"/* "$ROOT/web-client"/.[!.]*; do
        if [ -e "$entry" ] && [ "${entry##*/}" != node_modules ]; then
            cp -R "$entry" "$clone/web-client"
        fi
    done
    cp "$ROOT/web-client/node_modules/.yorisoi-installed-from" "$clone/web-client/node_modules"
    cp "$ROOT/build/web-made-from" "$clone/build"
    cp "$SERVER" "$clone/built"
    cat >"$clone/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(built NONE)
add_custom_target(yorisoi COMMAND ${CMAKE_COMMAND} -E copy_if_different
    ${CMAKE_SOURCE_DIR}/built ${CMAKE_BINARY_DIR}/yorisoi)
CMAKE
    chown -R "$person" "$TMP/person"
}

# as_person COMMAND…: becomes that person; call it in the background or a subshell.
as_person() {
    cd "$TMP/person/clone"
    unset XDG_RUNTIME_DIR XDG_DATA_HOME TMPDIR
    HOME=$TMP/person exec setpriv --reuid="$person" --regid="$(id -g "$person")" --clear-groups \
        -- "$@"
}

person_runs() {
    (as_person ./run "$@")
}

no_sudo() {
    cp -R "$TMP/poor" "$TMP/person/poor"
    chmod -R a+rX "$TMP/person/poor"
    local said code=0
    mkdir "$TMP/person/bin"
    ln -s /usr/bin/* /bin/* "$TMP/person/bin" 2>/dev/null || true
    rm -f "$TMP/person/bin/sudo"
    said=$(PATH=$TMP/person/poor:$TMP/person/bin person_runs --yes --port 0 --data "$TMP/person/d" 2>&1) \
        || code=$?
    printf '%s\nended with %d\n' "$said" "$code"
    [ "$code" -eq 77 ]
    grep -q 'there is no sudo' <<<"$said"
    grep -q 'Next: .*apt-get install' <<<"$said"
}

runs_as_person() {
    local process
    for process in "$(field pid "$deep")" "$(cluster_pid "$deep")"; do
        [ "$(owner "$process")" = "$(id -u "$person")" ]
    done
}

# as_ordinary_person: the part's last chapter.
as_ordinary_person() {
    printf -- '-- as an ordinary person, in a deep folder\n'
    own_clone
    deep="$TMP/person/ずっと 深い 場所/$(printf 'deep%.0s' {1..20})/データ"
    started+=("$deep")
    output=$TMP/output
    : >"$output"
    set -m
    (as_person ./run --port 0 --data "$deep") >"$output" 2>&1 </dev/null &
    run_pid=$!
    set +m
    eventually 120 begun_or_gone || true
    check 'it starts without root and without a question' answered "$deep"
    check 'and answers' healthy "$deep"
    check 'all of it runs as that person' runs_as_person
    check 'that person can stop it' person_runs stop --data "$deep"
    finish
    check 'which ends with 0' ended_with 0
    check 'and leaves neither process nor short socket folder' deep_left_nothing
    check 'without sudo it says what an administrator has to install' no_sudo
}

deep_left_nothing() {
    nothing_left "$deep"
    ! find /tmp -maxdepth 1 -name 'yorisoi-????????????' -user "$person" | grep .
}
