# What ./run says, in English and Japanese, and how it gives up. Every refusal names the next action.
# This part knows nothing of packages, folders or servers.

# say ENGLISH JAPANESE: one fact, in both languages.
say() {
    printf '%s\n  %s\n' "$1" "$2"
}

# step ENGLISH JAPANESE: what begins now; one line, because many follow each other.
step() {
    printf '==> %s / %s\n' "$1" "$2"
}

# note ENGLISH JAPANESE: like say, but on the error stream.
note() {
    say "$1" "$2" >&2
}

# fail CODE ENGLISH JAPANESE NEXT NEXT-JAPANESE: says what is wrong and what to do now, and ends.
fail() {
    printf '\nyorisoi: %s\n         %s\n' "$2" "$3" >&2
    printf 'Next:    %s\n次に:    %s\n' "$4" "$5" >&2
    exit "$1"
}

# ask ENGLISH JAPANESE: yes or no; 0 is yes. Enter means yes. Only with a terminal on stdin.
ask() {
    local answer
    printf '%s\n%s [Y/n] ' "$1" "$2"
    read -r answer || answer=n
    case ${answer,,} in
        '' | y | yes) return 0 ;;
        *) return 1 ;;
    esac
}

# json_string TEXT: TEXT as a JSON string with its quotes. Control characters become spaces.
json_string() {
    local text=${1//\\/\\\\}
    text=${text//\"/\\\"}
    printf '"%s"' "${text//[[:cntrl:]]/ }"
}

# Exit codes, the same as the server's where both have one (sysexits.h).
exit_usage=64 exit_no_database=69 exit_no_folder=73 exit_busy=75 exit_not_allowed=77 \
    exit_configuration=78 exit_missing=72
