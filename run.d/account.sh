# The account that server and database run as. Started by root, that is the unprivileged system
# account `yorisoi`, never root; started by anybody else, it is that person's own account.
# Nothing else about server or database is known here.

system_account=yorisoi

# is_root: 0 when root started us.
is_root() {
    [ "$(id -u)" -eq 0 ]
}

# account_name: the name of the account.
account_name() {
    if is_root; then
        printf '%s\n' "$system_account"
    else
        id -un
    fi
}

# account_ensure: creates the system account when root needs it and it is not there yet.
account_ensure() {
    if ! is_root || id -u "$system_account" >/dev/null 2>&1; then
        return 0
    fi
    useradd --system --user-group --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin "$system_account" \
        || fail "$exit_not_allowed" "The system account '$system_account' could not be created." \
            "アカウント $system_account を作れませんでした。" \
            "Create it (useradd --system $system_account), then ./run again." \
            "useradd --system $system_account のあと、もう一度 ./run"
}

# account_exec COMMAND…: becomes COMMAND as the account; call it in a subshell. Our lock (9) stays
# with us, the command starts in / because it may not see where we are, and it is told to end when
# account_dies_with_us is set and we die without a word.
account_exec() {
    local drop=()
    if is_root; then
        drop=(--reuid="$system_account" --regid="$system_account" --init-groups)
        export HOME=/nonexistent USER=$system_account LOGNAME=$system_account
        unset TMPDIR XDG_RUNTIME_DIR
    fi
    if [ -n "${account_dies_with_us:-}" ]; then
        drop+=(--pdeathsig=TERM)
    fi
    export LC_ALL=C.UTF-8
    cd /
    exec setpriv "${drop[@]}" --no-new-privs -- "$@" 9>&-
}

# as_account COMMAND…: runs COMMAND as the account and waits for it.
as_account() (
    account_exec "$@"
)

# account_folder DIR MODE: makes DIR, when missing, as a folder of the account.
account_folder() {
    if [ ! -d "$1" ]; then
        mkdir -m 0700 -- "$1"
        if is_root; then
            chown "$system_account:$system_account" -- "$1"
        fi
        chmod "$2" -- "$1"
    fi
}
