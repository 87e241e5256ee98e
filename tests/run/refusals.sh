# What ./run refuses, each time with a next action, and ./run reset. Sourced by part.

# refused STATUS TEXT ARGUMENT…: ./run ends with STATUS, says TEXT and what to do next.
refused() {
    local status=$1 text=$2 said code=0
    shift 2
    said=$(timeout 60 "$ROOT/run" "$@" 2>&1 </dev/null) || code=$?
    printf '%s\nended with %d\n' "$said" "$code"
    [ "$code" -eq "$status" ]
    grep -qF -- "$text" <<<"$said"
    grep -qE '^Next: +[^ ]' <<<"$said"
    grep -qE '^次に: +[^ ]' <<<"$said"
}

refused_pair() {
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$TMP/other.pem"
    refused 78 'not a certificate and its key' --yes --data "$first" --port 0 \
        --tls-certificate "$first/tls/certificate.pem" --tls-key "$TMP/other.pem"
}

# poor PATH: a folder of look-alikes in front of the PATH, for what this machine lacks.
poor_machine() {
    mkdir -p "$TMP/poor"
    printf '#!/bin/sh\nexit 1\n' >"$TMP/poor/dpkg-query" # nothing is installed
    printf '#!/bin/sh\necho apt was called with "$@" >>"%s/apt-calls"\nexit 100\n' "$TMP" \
        >"$TMP/poor/apt-get"
    chmod 0755 "$TMP/poor"/*
}

nobody_to_ask() {
    PATH=$TMP/poor:$PATH refused 77 'stdin is not a terminal' --data "$TMP/poor-data" --port 0
    [ ! -e "$TMP/apt-calls" ]
}

no_network() {
    PATH=$TMP/poor:$PATH refused 72 '' --yes --data "$TMP/poor-data" --port 0
    grep -q update "$TMP/apt-calls"
}

little_room() {
    printf '#!/bin/sh\necho Avail; echo 12\n' >"$TMP/poor/df"
    chmod 0755 "$TMP/poor/df"
    PATH=$TMP/poor:$PATH refused 73 'Only 12 MB are free' --yes --data "$TMP/poor-data" --port 0
    rm "$TMP/poor/df"
}

other_version() {
    mkdir -p "$TMP/old/cluster"
    printf 'made by a test\n' >"$TMP/old/yorisoi-data-folder"
    printf '9\n' >"$TMP/old/cluster/PG_VERSION"
    refused 78 'was made by PostgreSQL 9' --yes --data "$TMP/old" --port 0
}

foreign_folder() {
    mkdir -p "$TMP/foreign"
    printf 'a letter\n' >"$TMP/foreign/letter"
    refused 73 'not made by Yorisoi' --yes --data "$TMP/foreign" --port 0
    refused 78 'is not deleted' reset --yes --data "$TMP/foreign"
    [ -e "$TMP/foreign/letter" ]
}

unreachable_folder() {
    mkdir -m 0700 "$TMP/locked"
    refused 73 "cannot pass $TMP/locked" --yes --data "$TMP/locked/data" --port 0
}

help_shown() {
    "$ROOT/run" help | grep -- --database-url >/dev/null
}

reset_asks() {
    refused 77 'stdin is not a terminal' reset --data "$first"
    [ -s "$first/demo.json" ]
}

reset_deletes() {
    "$ROOT/run" reset --yes --data "$first"
    [ ! -e "$first" ]
}

# other_database: a database that is not ours, and its absence.
other_database() {
    YORISOI_DATABASE_URL="postgresql://nobody@/nothing?host=$TMP/no-socket" \
        refused 69 'database cannot be reached' --yes --data "$TMP/elsewhere" --port 0
    [ ! -e "$TMP/elsewhere/cluster" ]
}

with_other_database() {
    . "$ROOT/tests/support/cluster.sh"
    cluster_start "$TMP/given"
    start "$TMP/elsewhere" --database-url "$DATABASE_URL"
    check 'it uses a database it is given, and makes no cluster' given_database
    kill -TERM "$run_pid"
    finish
    check 'and leaves that one running when it ends' psql -XAtqd "$DATABASE_URL" -c 'select 1'
    cluster_stop "$TMP/given"
}

given_database() {
    answered "$TMP/elsewhere"
    healthy "$TMP/elsewhere"
    [ ! -e "$TMP/elsewhere/cluster" ]
}

refusals() {
    printf -- '-- what it refuses\n'
    poor_machine
    check 'help helps' help_shown
    check 'an unknown option refuses' refused 64 '--colour' --colour blue
    check 'an unknown command refuses' refused 64 'dance' dance
    check 'an unknown part refuses' refused 64 'nonsense' test nonsense
    check 'half a certificate pair refuses' refused 64 'belong together' --tls-key "$TMP/key"
    check 'installing needs an answer or --yes' nobody_to_ask
    check 'no network names the next action' no_network
    check 'no room names the next action' little_room
    check 'data of another PostgreSQL is left alone' other_version
    check "somebody else's folder is left alone" foreign_folder
    if [ "$(id -u)" -eq 0 ]; then
        check 'a folder the account cannot reach is named' unreachable_folder
    fi
    check 'a database that is not there is said' other_database
    with_other_database
    printf -- '-- reset\n'
    check 'reset asks' reset_asks
    check 'reset --yes deletes the folder' reset_deletes
    check 'reset without a folder is content' run_quietly reset --yes --data "$first"
}
