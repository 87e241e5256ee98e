# Prints functions of `limit` lines or more, for C++ as this house formats it (the brace of a function
# stands alone on its line, other braces do not) and for shell. A TEST_CASE is a list, not a function.
# A line that begins a function at its indentation is ended by the brace at the same indentation.

FNR == 1 { inside = 0; above = ""; shell = FILENAME !~ /\.[ch]pp$/ }

inside && $0 ~ ending {
    lines = FNR - begun + 1
    if (lines >= limit && name !~ /TEST_CASE|SCENARIO/) {
        printf "%s:%d: %d lines: %s\n", FILENAME, begun, lines, name
    }
    inside = 0
    next
}

!inside && !shell && /^ *\{$/ {
    inside = 1
    begun = FNR
    name = above
    indentation = $0
    sub(/\{$/, "", indentation)
    ending = "^" indentation "\\}"
}

!inside && shell && /^[a-z_0-9]+\(\) *[{(]$/ {
    inside = 1
    begun = FNR
    name = $0
    ending = "^[})]"
}

{ above = $0 }
