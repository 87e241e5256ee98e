# Prints declared names that hold a banned word: types, aliases and namespaces wherever they are
# introduced, functions where a line declares or defines one. Only whole words count (camel case and
# snake case are taken apart), so that `database` or `information` is nobody's concern.

function banned(name,    words, count, i, word)
{
    gsub(/[A-Z]/, "_&", name)
    count = split(tolower(name), words, /_+/)
    for (i = 1; i <= count; i++) {
        word = words[i]
        if (word ~ /^(managers?|handlers?|helpers?|utils?|utility|data|infos?|process|do)$/) {
            return 1
        }
    }
    return 0
}

function judge(name)
{
    if (banned(name)) {
        printf "%s:%d: %s\n", FILENAME, FNR, name
    }
}

{
    line = $0
    sub(/\/\/.*/, "", line)
    gsub(/"[^"]*"/, "\"\"", line)
}

# class X, struct X, enum class X, namespace x, using X =, concept X =
match(line, /(^|[^A-Za-z0-9_])(class|struct|union|enum|namespace|concept|using) +(class +|struct +)?[A-Za-z_][A-Za-z0-9_]*( *[;:={<]| *$| final)/) {
    name = substr(line, RSTART, RLENGTH)
    if (!(name ~ /using/) || name ~ /=$/) {
        sub(/( *[;:={<]| +final| *)$/, "", name)
        sub(/.*[^A-Za-z0-9_]/, "", name)
        judge(name)
    }
}

# return-type name( at the beginning of a line; never an expression
line ~ /^ *[A-Za-z_][][A-Za-z0-9_:<>,&* ]*[ &*>][A-Za-z_:~0-9]*[A-Za-z0-9_]\(/ && line !~ /^ *(return|co_return|co_await|co_yield|throw|else|case|new|delete|if|for|while|switch|goto)[^A-Za-z0-9_]/ && line !~ /^[^(]*=/ {
    name = line
    sub(/\(.*/, "", name)
    sub(/.*[^A-Za-z0-9_]/, "", name)
    judge(name)
}
