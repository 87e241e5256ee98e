# The data folder: where it is, whose it is, and that only one ./run uses it at a time.
#
#   yorisoi-data-folder   our mark; only a folder with it is ever deleted
#   run.lock run.pid server.pid run.json demo.json   of ./run
#   program/  tls/        what the account may read but not change
#   cluster/  server/  socket/  log/   of the account
# As root the folder itself stays root's, so that the account cannot replace what root reads.

readonly folder_mark=yorisoi-data-folder

# default_folder: where the data is kept unless --data says otherwise.
default_folder() {
    if is_root; then
        printf '/var/lib/yorisoi\n'
    else
        printf '%s/yorisoi\n' "${XDG_DATA_HOME:-$HOME/.local/share}"
    fi
}

# disk_free PATH: free megabytes where PATH is, or will be.
disk_free() {
    local place=$1
    while [ ! -e "$place" ]; do
        place=$(dirname -- "$place")
    done
    df -m --output=avail -- "$place" | tail -n 1 | tr -d ' '
}

# disk_room PATH MEGABYTES ENGLISH JAPANESE: there must be so much room for this.
disk_room() {
    local free
    free=$(disk_free "$1")
    if [ "$free" -lt "$2" ]; then
        fail "$exit_no_folder" "Only $free MB are free at $1; $3 may take $2 MB." \
            "$1 の空きは $free MB です。$4に最大 $2 MB 使います。" \
            'Free some room there (for the data: or keep it elsewhere with --data).' \
            '空きを作ってください(データは --data で別の場所にもできます)。'
    fi
}

# folder_taken: 0 when a ./run holds the data folder.
folder_taken() {
    [ -r "$data/run.lock" ] && ! flock --nonblock "$data/run.lock" true 2>/dev/null
}

# folder_free: refuses, before any work is done, when another ./run uses this data folder.
folder_free() {
    if folder_taken; then
        folder_refuse
    fi
}

folder_refuse() {
    fail "$exit_busy" "Yorisoi already runs from $data." "$data では、すでに動いています。" \
        "Its addresses are in $data/run.json; ./run stop ends it; --data keeps a second one apart." \
        "アドレスは $data/run.json、止めるには ./run stop、別に動かすには --data"
}

# folder_open: makes the folder when needed, refuses one that is not ours, and locks it (9).
folder_open() {
    local mode=0700
    if is_root; then
        mode=0711
    fi
    if ! mkdir -p -- "$data" 2>/dev/null || [ ! -w "$data" ]; then
        fail "$exit_no_folder" "The data folder $data cannot be written by $(id -un)." \
            "データの場所 $data に書き込めません。" \
            'Choose another with --data DIR, or start as the person it belongs to.' \
            '--data で別の場所にするか、持ち主として実行してください。'
    fi
    if [ ! -e "$data/$folder_mark" ]; then
        folder_empty
        chmod "$mode" -- "$data"
        printf 'Made by ./run of Yorisoi. ./run reset deletes this folder.\n' >"$data/$folder_mark"
    fi
    (umask 077 && : >>"$data/run.lock") # closed, or anybody could hold it
    exec 9>>"$data/run.lock"
    flock --nonblock 9 || folder_refuse
    folder_owner
    account_folder "$data/server" 0700
    account_folder "$data/log" 0700
    folder_reachable
}

# folder_empty: a folder without our mark must be empty, or it is somebody else's.
folder_empty() {
    if [ -n "$(ls -A -- "$data" | grep -vx lost+found)" ]; then
        fail "$exit_no_folder" "$data is not empty and not made by Yorisoi." \
            "$data には別のものが入っています。" \
            'Choose an empty or a new folder with --data DIR.' '--data で空の場所か新しい場所を。'
    fi
}

# folder_owner: what an ordinary user made is not continued by root, nor the other way round.
folder_owner() {
    local owner
    if [ -d "$data/server" ]; then
        owner=$(stat -c %U -- "$data/server")
        if [ "$owner" != "$(account_name)" ]; then
            fail "$exit_no_folder" "$data belongs to $owner; this start would run as $(account_name)." \
                "$data は $owner のものです(いまは $(account_name) で動かそうとしています)。" \
                "Start it the same way as before, or use another folder with --data." \
                '前と同じ利用者で実行するか、--data で別の場所に。'
        fi
    fi
}

# folder_reachable: the account must be able to get there.
folder_reachable() {
    local place=$data/server
    if as_account test -w "$place" 2>/dev/null; then
        return 0
    fi
    while [ "$place" != / ] && ! as_account test -x "$(dirname -- "$place")"; do
        place=$(dirname -- "$place")
    done
    fail "$exit_no_folder" "The account $(account_name) cannot pass $place." \
        "アカウント $(account_name) は $place を通れません。" \
        "Keep the data elsewhere with --data DIR, or let others pass: chmod o+x $place" \
        "--data で別の場所にするか、chmod o+x $place"
}
