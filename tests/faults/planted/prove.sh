#!/usr/bin/env bash
# Does each planted bug do what it is called, and does the same program without one behave? Sourced
# by a part, after tests/support/parts.sh and server.sh; planted_yorisoi is built beside $SERVER.
# Starts and stops a server in $TMP/planted. Whether the checker finds the bugs is another question.

# planted_proved: one result for each scene, and one for the lines that a bug leaves.
planted_proved() {
    local shipped=$SERVER SERVER
    SERVER=${shipped%/*}/planted_yorisoi
    planted_house=$TMP/planted planted_bug=''
    planted_folder=$planted_house/acts
    check 'what ships knows of no planted bug' ships_none "$shipped"
    server_start "$planted_house"
    disown "$SERVER_PID"
    account_folder "$planted_folder" 0755
    check 'a bug that does not exist is refused' refuses YORISOI_PLANTED=nothing
    check 'a rate that is no number is refused' refuses YORISOI_PLANTED=drop YORISOI_PLANTED_RATE=0
    PASS=$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=')
    export PASS
    planted_scene '' '' 'without a bug nothing is wrong' talk
    planted_again 'and nothing is forgotten' remembered
    planted_scene drop 2 'drop' drop
    planted_scene dead_pass 1 'dead_pass' dead_pass
    planted_scene misroute 1 'misroute' misroute
    planted_scene forget_line 1 'forget_line, before the kill' wait
    planted_again 'forget_line' forgotten
    planted_acted
    planted_scene double_row 1 'double_row, a place' wait
    check 'double_row, and two rows' eventually 10 planted_rows 2
    planted_scene old_seat 1 'old_seat' old_seat
    planted_scene overtake 1 'overtake' overtake
    planted_scene early_told 1 'early_told, until the kill' early
    planted_again 'early_told' never
    server_stop "$planted_house"
}

# planted_scene BUG RATE SENTENCE SCENE: in a house without a past.
planted_scene() {
    planted_bug=$1 planted_rate=$2
    server_kill "$planted_house"
    rm -rf -- "$planted_house/data"
    account_folder "$planted_house/data" 0700
    planted_tickets=$(planted_count)
    planted_launch
    check "$3" planted_play "$4"
    case $1 in '' | forget_line) ;; *) planted_acted ;; esac
}

# planted_again SENTENCE SCENE: the second act, after a kill.
planted_again() {
    server_kill "$planted_house"
    planted_launch
    check "$1" planted_play "$2"
}

planted_launch() {
    if [ -n "$planted_bug" ]; then
        export YORISOI_PLANTED=$planted_bug YORISOI_PLANTED_RATE=$planted_rate
        export YORISOI_PLANTED_LOG=$planted_folder/$planted_bug
    fi
    server_launch "$planted_house"
    disown "$SERVER_PID" # that it is killed is no news
    unset YORISOI_PLANTED YORISOI_PLANTED_RATE YORISOI_PLANTED_LOG
}

planted_play() {
    node "$ROOT/tests/faults/planted/scenes.mjs" "$1"
}

planted_acted() {
    check "… and $planted_bug says so" eventually 5 grep -q "\"bug\":\"$planted_bug\"" \
        "$planted_folder/$planted_bug"
}

planted_count() {
    as_account psql "$DATABASE_URL" -XAtqc 'select count(*) from ticket'
}

# planted_rows N: so many more than before this scene.
planted_rows() {
    [ "$(planted_count)" -eq $((planted_tickets + $1)) ]
}

ships_none() {
    grep -qa YORISOI_PLANTED "$SERVER"
    ! grep -qa YORISOI_PLANTED "$1"
}

# refuses VARIABLE=VALUE…: exit code 64, whatever the command.
refuses() {
    local status=0
    env "$@" "$SERVER" version || status=$?
    [ "$status" -eq 64 ]
}
