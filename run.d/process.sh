# Remembers a process in a file so that it is recognised later and no stranger is ever signalled:
# its number, the moment it began and the boot of the machine. What the process does is not known.

# process_began PID: the kernel's start time of a living process; 1 when it is gone or only a shell
# of itself (a zombie).
process_began() {
    local line='' fields
    { IFS= read -r -d '' line <"/proc/$1/stat"; } 2>/dev/null || [ -n "$line" ] || return 1
    read -ra fields <<<"${line##*) }" # the name before it may hold blanks
    if [ "${fields[0]}" = Z ] || [ "${fields[0]}" = X ]; then
        return 1
    fi
    printf '%s\n' "${fields[19]}"
}

# process_remember PID FILE: writes down who PID is.
process_remember() {
    local began boot
    began=$(process_began "$1") || return 1
    boot=$(</proc/sys/kernel/random/boot_id)
    printf '%s %s %s\n' "$1" "$began" "$boot" >"$2"
}

# process_recall FILE: prints the number of the remembered process when it is still that process.
process_recall() {
    local pid began boot
    [ -r "$1" ] || return 1
    read -r pid began boot <"$1" || return 1
    [ "$boot" = "$(</proc/sys/kernel/random/boot_id)" ] || return 1
    [ "$(process_began "$pid")" = "$began" ] || return 1
    printf '%s\n' "$pid"
}

# process_gone PID SECONDS: waits until PID is gone; 1 when it is still there afterwards.
process_gone() {
    local tenths=$(($2 * 10))
    while process_began "$1" >/dev/null; do
        [ "$tenths" -gt 0 ] || return 1
        tenths=$((tenths - 1))
        sleep 0.1
    done
}
