# One function for each rule: prints what breaks it, and fails if anything does. Sourced by part;
# TREE says which tree is judged.

rule_file_size() {
    local file lines bad=0
    while IFS= read -r -d '' file; do
        lines=$(wc -l <"$TREE/$file")
        if [ "$lines" -ge 300 ]; then
            printf '%s has %d lines\n' "$file" "$lines"
            bad=1
        fi
    done < <(ours '*.cpp' '*.hpp' '*.ts' '*.tsx' '*.mjs' '*.sql' '*.css' '*.cmake' '*CMakeLists.txt' &&
        scripts)
    return "$bad"
}

rule_function_size() {
    local found
    found=$(
        cd "$TREE"
        {
            ours 'server/*.cpp' 'server/*.hpp' 'protocol/*.cpp' 'protocol/*.hpp' 'bench/*.cpp' \
                'bench/*.hpp' 'tests/*.cpp' 'tests/*.hpp'
            scripts
        } | xargs -0 -r awk -v limit=60 -f "$ROOT/tests/tidy/function_size.awk"
    )
    printf '%s\n' "$found"
    [ -z "$found" ]
}

rule_names() {
    local found
    found=$(
        cd "$TREE"
        ours 'server/*.cpp' 'server/*.hpp' 'protocol/*.cpp' 'protocol/*.hpp' 'bench/*.cpp' 'bench/*.hpp' \
            | xargs -0 -r awk -f "$ROOT/tests/tidy/names.awk"
    )
    printf '%s\n' "$found"
    [ -z "$found" ]
}

rule_threads() {
    local words='mutex|shared_mutex|recursive_mutex|timed_mutex|atomic|atomic_[a-z_]+|thread|jthread'
    words+='|condition_variable|condition_variable_any|counting_semaphore|binary_semaphore|latch|barrier'
    ! code_lines_with "std::($words)([^a-z_]|\$)|#include <($words|semaphore)>|asio::strand|make_strand" \
        'server/*.cpp' 'server/*.hpp' | grep -v '^server/app/worker_pool[.]'
}

# The link lists of CMake say the same for what is linked; this says it for headers.
rule_layers() {
    local bad=0
    only_below desk 'desk|protocol' || bad=1
    only_below staffing 'staffing|desk|protocol' || bad=1
    only_below staff 'staff|desk|protocol' || bad=1
    only_below net 'net|protocol|staff|staffing|[a-z_]+[.]hpp' || bad=1
    only_below store 'store|protocol|staff|desk|[a-z_]+[.]hpp' || bad=1
    if lines_with '#include "(server|desk|staff|staffing|net|store|app)/' 'protocol/*.?pp'; then
        bad=1
    fi
    # The core is pure: of what stands in <>, only the standard library, and of that no input,
    # output, clock-reading or thread header.
    if lines_with '#include <([^>]*[/.][^>]*|iostream|fstream|thread|mutex|random|filesystem)>' \
        'server/desk/*.?pp'; then
        bad=1
    fi
    return "$bad"
}

# only_below ROOM ROOMS: what ROOM includes in quotes begins with one of ROOMS.
only_below() {
    if lines_with '#include "' "server/$1/*.?pp" | grep -vE "#include \"($2)(/|\")"; then
        return 1
    fi
}

rule_markup() {
    ! lines_with 'innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet|document[.]write' \
        'web-client/*.ts' 'web-client/*.tsx' 'web-client/*.mjs' 'web-client/*.html'
}

# Letters in brackets keep these rules from finding themselves.
rule_places() {
    local bad=0
    if lines_with '(^|[^A-Za-z0-9_.~$})-])/(wor[k]|roo[t]|hom[e]|User[s])/[A-Za-z0-9]' '*'; then
        bad=1
    fi
    if lines_with 'registr[y][.](npmjs|yarnpkg|npmmirror)|npmmirro[r][.]com|jfro[g][.]io|pk[g][.]dev|de[b][.]debian[.]org|artifactor[y][.]' '*'; then
        bad=1
    fi
    if lines_with '"resolve[d]"' '*package-lock.json'; then
        bad=1
    fi
    return "$bad"
}

rule_todo() {
    ! lines_with '(TO[D]O|FIXM[E])($|[^(]|[(][^#])' '*.cpp' '*.hpp' '*.ts' '*.tsx' '*.mjs' '*.css' '*.sql' \
        '*.sh' '*.cmake' '*CMakeLists.txt' run 'tests/*/part'
}

rule_shell() {
    local file bad=0
    while IFS= read -r -d '' file; do
        bash -n "$TREE/$file" || bad=1
    done < <(scripts)
    return "$bad"
}

rule_readme() {
    local commands
    commands=$(sed -n '/^```/,/^```/p' "$TREE/README.md" | sed -n '2,3p' | cut -d' ' -f1-2)
    printf '%s\n' "$commands"
    [ "$(sed -nE 's/^(.\/run( test)?) *(#.*)?$/\1/p' <<<"$commands")" = './run
./run test' ] && [ "$(sed '/^```/,$d' "$TREE/README.md" | grep -c .)" -le 2 ]
}

rule_formatting() {
    (cd "$TREE" && ours '*.cpp' '*.hpp' | xargs -0 -r -n 20 -P "$(nproc)" \
        clang-format --style="file:$ROOT/.clang-format" --dry-run -Werror)
}

rule_catalogue() {
    "$BUILD/dump_catalogue" | cmp - "$TREE/protocol/catalogue.json"
}

# Each test that a promise names is there.
rule_promises() {
    local path bad=0
    while IFS= read -r path; do
        if [ ! -e "$TREE/$path" ]; then
            printf 'docs/threat-model.md names %s, which is not there\n' "$path"
            bad=1
        fi
    done < <(grep -oE '`tests/[^` ]+`' "$TREE/docs/threat-model.md" | tr -d '`' | sort -u)
    return "$bad"
}
