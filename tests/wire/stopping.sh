# How the server stops while people talk, and while the disk takes nothing. Sourced by part, after
# away.sh and evenings.sh.

stopping_stop() {
    kill -TERM "$disk_pid"
}

# ended_in_time: within the 3 s that a stop may take, and some for a slow machine.
ended_in_time() {
    process_gone "$disk_pid" 4
    awk -v began="$1" -v ended="$EPOCHREALTIME" 'BEGIN { exit !(ended - began < 3.5) }'
}

fresh_disk_server() {
    rm -f -- "$TMP/disk.fifo" "$TMP/server/disk/port"
    disk_server_start
}

stopping() {
    rm -rf -- "$TMP/server/disk"
    fresh_disk_server
    SERVER_PORT=${disk_url##*:} check 'who talks is told of a stop together, before everybody else' \
        played stopping
    disk_server_stop
    check 'a stop waits for the disk, and not longer than it may' stop_without_disk
    stop_flushes
}

stop_without_disk() {
    fresh_disk_server
    as_account prlimit --pid "$disk_pid" --fsize=0:
    [ "$(sign_in "$disk_url" "$COUNSELLOR_2" "$COUNSELLOR_2_PASSWORD" "$TMP/other")" = 200 ]
    local began=$EPOCHREALTIME
    kill -TERM "$disk_pid"
    ended_in_time "$began"
    eventually 5 grep -q stopped_without_disk "$TMP/disk.log"
}

# The disk comes back in the middle of the stop: what it could not take until then is on it.
stop_flushes() {
    local jar=$TMP/late began
    rm -f -- "$jar"
    fresh_disk_server
    as_account prlimit --pid "$disk_pid" --fsize=0:
    check 'a sign-in that is not on disk yet' test \
        "$(sign_in "$disk_url" "$COUNSELLOR_1" "$COUNSELLOR_1_PASSWORD" "$jar")" = 200
    began=$EPOCHREALTIME
    kill -TERM "$disk_pid"
    sleep 0.7
    as_account prlimit --pid "$disk_pid" --fsize=unlimited: || true
    check 'the server ends in time' ended_in_time "$began"
    disk_server_stop
    fresh_disk_server
    check 'and is found again after the stop' test "$(me "$disk_url" "$jar")" = 200
    disk_server_stop
}
