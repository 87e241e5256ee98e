# Which files of a tree are ours: tracked, or new and not ignored. Sourced by part; TREE says where.

# ours PATTERN…: prints, NUL-ended and relative to TREE, our files whose path matches a pattern of
# `case` (where * also matches /).
ours() {
    local file pattern
    all_ours | while IFS= read -r -d '' file; do
        for pattern in "$@"; do
            # shellcheck disable=SC2254 # the pattern is meant as one
            case $file in
                $pattern)
                    if [ -f "$TREE/$file" ]; then
                        printf '%s\0' "$file"
                    fi
                    break
                    ;;
            esac
        done
    done
}

# all_ours: git knows; where it does not, everything but what is built or downloaded.
all_ours() {
    if [ -e "$TREE/.git" ] \
        && git -c safe.directory="$TREE" -C "$TREE" ls-files -z --cached --others \
            --exclude-standard 2>/dev/null; then
        return 0
    fi
    (cd "$TREE" && find . \( -name .git -o -name node_modules -o -name dist -o -name generated \
        -o -path ./build \) -prune -o -type f -printf '%P\0')
}

# scripts: shell scripts of ours, also those without an ending.
scripts() {
    local file
    ours '*.sh'
    ours run 'tests/*/part' '.ci/*' | while IFS= read -r -d '' file; do
        case $file in
            *.sh) ;;
            *)
                if head -n 1 "$TREE/$file" | grep -q '^#!.*bash'; then
                    printf '%s\0' "$file"
                fi
                ;;
        esac
    done
}

# lines_with REGEX PATTERN…: prints path:number:line of our matching files where the extended REGEX
# matches; 0 when there are such lines.
lines_with() {
    local regex=$1
    shift
    { cd "$TREE" && ours "$@" | xargs -0 -r grep -IHnE -- "$regex" || true; } | grep .
}

# code_lines_with REGEX PATTERN…: the same, but what follows // is not code.
code_lines_with() {
    local regex=$1 file found=1
    shift
    while IFS= read -r -d '' file; do
        if sed 's://.*$::' "$TREE/$file" | grep -nE -- "$regex" | sed "s|^|$file:|" | grep .; then
            found=0
        fi
    done < <(ours "$@")
    return "$found"
}
