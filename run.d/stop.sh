# ./run stop and ./run reset: end what runs from a data folder, and delete the folder. Only processes
# that this folder's files identify beyond doubt are ended. What is in the folder is not known here.

# folder_ours: 0 when the data folder carries our mark.
folder_ours() {
    [ -f "$data/$folder_mark" ]
}

# folder_mine: stops somebody who may not touch it.
folder_mine() {
    if [ ! -w "$data" ]; then
        fail "$exit_not_allowed" "$data belongs to $(stat -c %U -- "$data")." \
            "$data は $(stat -c %U -- "$data") のものです。" \
            "Do this as $(stat -c %U -- "$data") (sudo), or name another folder with --data." \
            '持ち主として(sudo)実行するか、--data で別の場所を。'
    fi
}

# stop_command: ends ./run, and what a killed ./run may have left.
stop_command() {
    if ! folder_ours; then
        say "Nothing of Yorisoi is in $data." "$data には何もありません。"
        return 0
    fi
    folder_mine
    if stop_everything; then
        say "Stopped what ran from $data." "$data で動いていたものを止めました。"
    else
        say "Nothing was running from $data." "$data では何も動いていません。"
    fi
}

# stop_everything: 0 when something was running; afterwards nothing is.
stop_everything() {
    local pid found=1
    if pid=$(process_recall "$data/run.pid"); then
        found=0
        kill -TERM "$pid" 2>/dev/null || true
        process_gone "$pid" 90 || stop_refused "$pid" # it may be waiting for server and cluster
    elif folder_taken; then
        fail "$exit_busy" "Another ./run is just starting or ending in $data." \
            "$data で別の ./run が動き出すか終わるところです。" 'Wait a moment, then ./run stop again.' \
            '少し待ってから、もう一度 ./run stop'
    fi
    if pid=$(process_recall "$data/server.pid"); then
        found=0
        server_stop "$pid"
    fi
    if [ -d "$data/cluster" ] && cluster_running "$data/cluster"; then
        found=0
        cluster_halt "$data/cluster"
    fi
    sockets_leave "$data/socket"
    rm -f -- "$data/run.pid" "$data/server.pid" "$data/run.json"
    return "$found"
}

# stop_refused PID: it does not go.
stop_refused() {
    fail "$exit_busy" "./run (process $1) does not end." "./run(プロセス $1)が終わりません。" \
        "kill -KILL $1   then ./run stop again, which ends the rest." \
        "kill -KILL $1 のあと、もう一度 ./run stop"
}

# reset_command: asks, stops, and deletes the data folder. Never a folder without our mark.
reset_command() {
    if [ ! -e "$data" ]; then
        say "There is no $data; nothing to delete." "$data はありません。"
        return 0
    fi
    if ! folder_ours; then
        fail "$exit_configuration" "$data was not made by Yorisoi and is not deleted." \
            "$data はよりそいが作ったものではないので、消しません。" \
            'Name the folder with --data DIR.' '--data で場所を指定してください。'
    fi
    folder_mine
    if [ -z "$yes" ]; then
        if [ ! -t 0 ]; then
            fail "$exit_not_allowed" 'Nobody is here to answer: stdin is not a terminal.' \
                '端末がないため、確認できません。' './run reset --yes deletes without asking.' \
                './run reset --yes なら確認なしで消します。'
        fi
        ask "Delete $data with everything in it (database, sign-ins, records)?" \
            "$data を、データベースも記録もすべて消してよいですか。" || return 0
    fi
    stop_everything || true
    rm -rf --one-file-system -- "$data" 2>/dev/null || true
    if folder_ours || { [ -d "$data" ] && [ -n "$(ls -A -- "$data")" ]; }; then
        fail "$exit_no_folder" "$data could not be deleted completely." "$data を消しきれませんでした。" \
            "See what is left: ls -la $data" "残りを確かめてください: ls -la $data"
    fi
    say "Deleted $data. ./run begins afresh." "$data を消しました。./run で新しく始まります。"
}
