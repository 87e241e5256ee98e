#!/usr/bin/env bash
# A throw-away private PostgreSQL for a test, with the code that ./run itself uses (run.d/cluster.sh).
# It knows no table: migrate with the server, or as the test likes.
#
# In bash:            . "$ROOT/tests/support/cluster.sh"
#   cluster_start DIR   makes (the first time) and starts one in DIR; sets and exports DATABASE_URL.
#                       DIR may exist; as root its parents must let others pass (as TMP does).
#   cluster_stop DIR    stops it; DIR can then be deleted, or started again with all it holds.
#   cluster_kill DIR    stops it as a power cut would, nothing written.
# From anything else: bash tests/support/cluster.sh start|stop|kill DIR; start prints the DATABASE_URL.
# As root it runs as the account `yorisoi`; root and that account may connect, by the socket only.

support_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
. "$support_root/run.d/say.sh"
. "$support_root/run.d/account.sh"
. "$support_root/run.d/cluster.sh"

# cluster_start DIR: see above. Flushing is off: what is thrown away need not survive a power cut.
cluster_start() {
    local directory sockets
    cluster_forget_environment
    account_ensure
    mkdir -p -- "$1"
    directory=$(realpath -- "$1")
    account_folder "$directory/log" 0700
    cluster_ensure "$directory/cluster" --no-sync
    sockets=$(sockets_folder "$directory/socket")
    cluster_launch "$directory/cluster" "$sockets" "$directory/log/cluster.log" 'fsync = off'
    cluster_database "$sockets" "$directory/cluster"
    DATABASE_URL=$(cluster_url "$sockets")
    export DATABASE_URL
}

# cluster_stop DIR: see above.
cluster_stop() {
    local directory
    directory=$(realpath -- "$1")
    cluster_halt "$directory/cluster"
    sockets_leave "$directory/socket"
}

# cluster_kill DIR: see above.
cluster_kill() {
    cluster_halt "$(realpath -- "$1")/cluster" immediate
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    case ${1:-} in
        start) cluster_start "$2" && printf '%s\n' "$DATABASE_URL" ;;
        stop) cluster_stop "$2" ;;
        kill) cluster_kill "$2" ;;
        *) sed -n '2,12p' -- "$0" >&2 && exit 64 ;;
    esac
fi
