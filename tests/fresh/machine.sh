# The throw-away machine: made by debootstrap from the mirror this machine uses itself, with this
# machine's way to the network (proxy, certificates, npm's settings), so that nothing about the
# network stands in a file of ours. It lives in namespaces of its own: when its first process ends,
# all its processes and mounts are gone, however that came about. Sourced by part.

machine_pid=''

# mirror: prints the address that apt here has for this Debian; nothing leaves it to debootstrap.
mirror() {
    {
        sed -nE 's/^deb +(\[[^]]*\] +)?(https?:[^ ]+) +bookworm( .*)?$/\2/p' /etc/apt/sources.list \
            /etc/apt/sources.list.d/*.list 2>/dev/null || true
        sed -nE '/^URIs:/{s/^URIs: *([^ ]+).*/\1/;h};/^Suites:.* bookworm( |$)/{g;p}' \
            /etc/apt/sources.list.d/*.sources 2>/dev/null || true
    } | grep -m 1 '^http' || true
}

# machine_made: the file system, and this machine's way to the network.
machine_made() {
    local from
    from=$(mirror)
    debootstrap --variant=minbase --include=git,ca-certificates bookworm "$tree" \
        ${from:+"$from"} >"$TMP/debootstrap.log" 2>&1 || {
        tail -n 20 "$TMP/debootstrap.log"
        return 1
    }
    apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|Retries|ForceIPv[46])(::| )' \
        >"$tree/etc/apt/apt.conf.d/90caller" || true
    cp /etc/resolv.conf /etc/hosts "$tree/etc/"
    cp -R /usr/local/share/ca-certificates/. "$tree/usr/local/share/ca-certificates/"
    chroot "$tree" update-ca-certificates >/dev/null 2>&1
    if [ -f "${HOME:-/root}/.npmrc" ]; then
        install -m 0600 "${HOME:-/root}/.npmrc" "$tree/root/.npmrc"
    fi
    local name file
    for name in NODE_EXTRA_CA_CERTS SSL_CERT_FILE; do
        file=${!name:-}
        if [ -n "$file" ] && [ -f "$file" ] && [ ! -e "$tree$file" ]; then
            install -D -m 0644 "$file" "$tree$file"
        fi
    done
}

# only_the_way_out: forgets the environment, except what leads to the network, and what the tests of
# the machine are told.
only_the_way_out() {
    local name
    for name in $(compgen -e); do
        case $name in
            http_proxy | https_proxy | no_proxy | HTTP_PROXY | HTTPS_PROXY | NO_PROXY) ;;
            NODE_EXTRA_CA_CERTS | SSL_CERT_FILE | npm_config_* | CI | FRESH_*) ;;
            *) unset "$name" ;;
        esac
    done
    export HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb
}

# machine_run COMMAND…: runs it in the machine and waits.
machine_run() {
    local command=("$@") status=0
    (
        only_the_way_out
        exec unshare --mount --pid --ipc --fork --kill-child=KILL --propagation private \
            bash -c "$(declare -f machine_mounts device); set -euo pipefail
                machine_mounts \"\$1\"; shift; exec chroot \"\$tree\" bash \"\$@\"" \
            machine "$tree" "${command[@]}"
    ) &
    machine_pid=$!
    wait "$machine_pid" || status=$?
    machine_pid=''
    return "$status"
}

# machine_mounts TREE: what a running machine has beside its disk. Inside its own namespace only.
machine_mounts() {
    local name
    tree=$1
    mount -t proc proc "$tree/proc"
    mount -t sysfs -o ro sysfs "$tree/sys"
    mount -t tmpfs -o mode=0755 tmpfs "$tree/dev"
    for name in null zero full random urandom tty; do
        device "$tree" "$name"
    done
    mkdir "$tree/dev/pts" "$tree/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$tree/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$tree/dev/shm"
    ln -s pts/ptmx "$tree/dev/ptmx"
    ln -s /proc/self/fd "$tree/dev/fd"
    ln -s fd/0 "$tree/dev/stdin"
    ln -s fd/1 "$tree/dev/stdout"
    ln -s fd/2 "$tree/dev/stderr"
}

# device TREE NAME: lends it one device of this machine.
device() {
    : >"$1/dev/$2"
    mount --bind "/dev/$2" "$1/dev/$2"
}

# machine_gone: ends the machine and deletes it. Its mounts are gone with its first process, which
# dies with unshare; unshare itself listens to nothing but KILL meanwhile.
machine_gone() {
    if [ -n "$machine_pid" ]; then
        kill -KILL "$machine_pid" 2>/dev/null || true
        wait "$machine_pid" 2>/dev/null || true
    fi
    rm -rf --one-file-system -- "$tree"
}
