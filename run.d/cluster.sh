# A private PostgreSQL cluster in a folder of ours: made, started, asked and stopped here, for ./run
# and for the tests. It never looks at the distribution's clusters, listens on no network and lets
# in only the account it runs as, and root. Why it is so: docs/decisions/private-cluster.md.
# It knows nothing of tables, nor of what the folder around it is for.

cluster_name=yorisoi # of the database and of its one role

# The caller's settings for other databases must not reach ours.
cluster_forget_environment() {
    local name
    for name in "${!PG@}"; do
        unset "$name"
    done
}

# cluster_major BIN: the major version of the programs in BIN.
cluster_major() {
    "$1/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/'
}

# cluster_programs CLUSTER: the folder with the programs for CLUSTER: those of its own major version
# when it exists already, else the packaged default.
cluster_programs() {
    local bin mine theirs
    bin=$(pg_config --bindir)
    if [ ! -x "$bin/initdb" ]; then
        fail "$exit_missing" "PostgreSQL's server programs are not in $bin." \
            "PostgreSQL の本体が $bin にありません。" \
            'apt-get install postgresql' 'apt-get install postgresql'
    fi
    if [ -s "$1/PG_VERSION" ]; then
        theirs=$(<"$1/PG_VERSION")
        mine=$(cluster_major "$bin")
        if [ "$theirs" != "$mine" ]; then
            bin=${bin%/*/bin}/$theirs/bin
            if [ ! -x "$bin/postgres" ]; then
                fail "$exit_configuration" \
                    "$1 was made by PostgreSQL $theirs; this machine has $mine." \
                    "$1 は PostgreSQL $theirs で作られました。この機械にあるのは $mine です。" \
                    "Install postgresql-$theirs beside it, or move the data as docs/operations.md says, or start afresh with --data ANOTHER-FOLDER." \
                    "postgresql-$theirs も入れる、docs/operations.md のとおりに移す、または --data 別の場所"
            fi
        fi
    fi
    printf '%s\n' "$bin"
}

# cluster_ensure CLUSTER [INITDB-OPTION…]: makes the cluster when there is none. It is finished
# beside its place and then moved, so that an interrupted start leaves nothing half made.
cluster_ensure() {
    local cluster=$1 bin making=$1.making
    shift
    if [ -s "$cluster/PG_VERSION" ]; then
        return 0
    fi
    bin=$(cluster_programs "$cluster")
    rm -rf -- "$making"
    account_folder "$making" 0700
    as_account "$bin/initdb" --pgdata="$making" --username="$cluster_name" --encoding=UTF8 \
        --locale=C.UTF-8 --data-checksums --auth-local=peer --auth-host=reject \
        --no-instructions "$@" >"$making.log" 2>&1 || cluster_not_made "$making.log"
    cluster_doors | as_account tee "$making/pg_hba.conf" >/dev/null
    cluster_people | as_account tee "$making/pg_ident.conf" >/dev/null
    printf "include_if_exists 'yorisoi.conf'\n" \
        | as_account tee -a "$making/postgresql.conf" >/dev/null
    rm -f -- "$making.log"
    if [ -d "$cluster" ]; then
        rmdir -- "$cluster" # only an empty one; anything else is not ours to judge
    fi
    mv -T -- "$making" "$cluster"
}

# cluster_not_made LOG: initdb failed.
cluster_not_made() {
    tail -n 20 -- "$1" >&2
    fail "$exit_no_folder" 'The private PostgreSQL cluster could not be made.' \
        '専用の PostgreSQL を作れませんでした。' \
        'Read the lines above: most often the disk is full or the folder cannot be reached.' \
        '上の行を読んでください。多くは空き容量か、場所に届かないためです。'
}

# cluster_doors: who may come in: the socket's user, if cluster_people names it; nobody by network.
cluster_doors() {
    printf '# Written by ./run. The socket only, and only the people in pg_ident.conf.\n'
    printf 'local all all peer map=yorisoi\n'
}

# cluster_people: the account that runs it, and root, who could become that account anyway.
cluster_people() {
    printf '# Written by ./run: map, system account, role.\n'
    printf 'yorisoi "%s" %s\n' "$(account_name)" "$cluster_name"
    if [ "$(account_name)" != root ]; then
        printf 'yorisoi root %s\n' "$cluster_name"
    fi
}

# cluster_settings SOCKETS [LINE…]: what the cluster is told at each start.
# Messages stay terse because a detail can quote a row.
cluster_settings() {
    local sockets=${1//\"/\"\"}
    sockets=${sockets//\'/\'\'}
    shift
    cat <<TEXT
# Written by ./run at each start; own settings belong into postgresql.conf.
listen_addresses = ''
port = 5432
unix_socket_directories = '"$sockets"'
unix_socket_permissions = 0700
timezone = 'UTC'
log_timezone = 'UTC'
log_error_verbosity = terse
log_checkpoints = off
max_connections = 40
shared_buffers = 64MB
TEXT
    if [ $# -gt 0 ]; then
        printf '%s\n' "$@"
    fi
}

# cluster_running CLUSTER: 0 when its server is up.
cluster_running() {
    local bin
    [ -s "$1/PG_VERSION" ] || return 1
    bin=$(cluster_programs "$1") || return 1
    as_account "$bin/pg_ctl" --pgdata="$1" status >/dev/null 2>&1
}

# cluster_launch CLUSTER SOCKETS LOG [LINE…]: starts it, unless it runs, and waits until it answers.
cluster_launch() {
    local cluster=$1 sockets=$2 log=$3 bin
    shift 3
    if cluster_running "$cluster"; then
        return 0
    fi
    bin=$(cluster_programs "$cluster")
    cluster_settings "$sockets" "$@" | as_account tee "$cluster/yorisoi.conf" >/dev/null
    if ! as_account "$bin/pg_ctl" --pgdata="$cluster" --log="$log" --silent --wait --timeout=120 \
        start >/dev/null; then
        tail -n 20 -- "$log" >&2
        fail "$exit_no_database" 'The private PostgreSQL did not start.' \
            '専用の PostgreSQL が動きませんでした。' \
            "Read the lines above; the whole log is $log." "上の行と $log を読んでください。"
    fi
}

# cluster_database SOCKETS CLUSTER: makes the database in a running cluster when it is missing.
cluster_database() {
    local bin found
    bin=$(cluster_programs "$2")
    found=$(as_account "$bin/psql" -XAtq -h "$1" -U "$cluster_name" -d postgres \
        -c "select 1 from pg_database where datname = '$cluster_name'")
    if [ "$found" != 1 ]; then
        as_account "$bin/createdb" -h "$1" -U "$cluster_name" "$cluster_name"
    fi
}

# cluster_halt CLUSTER [MODE]: stops it and waits; fast by default: nobody's statement is waited for.
cluster_halt() {
    local bin
    if ! cluster_running "$1"; then
        return 0
    fi
    bin=$(cluster_programs "$1")
    as_account "$bin/pg_ctl" --pgdata="$1" --mode="${2:-fast}" --silent --wait --timeout=60 \
        stop >/dev/null 2>&1 \
        || as_account "$bin/pg_ctl" --pgdata="$1" --mode=immediate --silent --wait stop >/dev/null
}

# cluster_url SOCKETS: where a client finds it.
cluster_url() {
    printf 'postgresql://%s@/%s?host=%s\n' "$cluster_name" "$cluster_name" "$(url_encoded "$1")"
}

# url_encoded TEXT: TEXT with everything but letters, digits and - . _ ~ / as %XX.
url_encoded() {
    local LC_ALL=C text=$1 character i
    for ((i = 0; i < ${#text}; i++)); do
        character=${text:i:1}
        case $character in
            [a-zA-Z0-9._~/-]) printf '%s' "$character" ;;
            *) printf '%%%02X' "'$character" ;;
        esac
    done
    printf '\n'
}

# sockets_path PREFERRED: the folder for the socket: PREFERRED, or, where its name is too long for a
# socket, a short one for this PREFERRED alone.
sockets_path() {
    local LC_ALL=C base=/run hash
    if [ "${#1}" -le 80 ]; then # a socket's whole path may have 107 bytes, its own name takes 15
        printf '%s\n' "$1"
        return 0
    fi
    if ! is_root; then
        base=${XDG_RUNTIME_DIR:-/tmp}
        if [ ! -d "$base" ] || [ "${#base}" -gt 40 ]; then
            base=/tmp
        fi
    fi
    hash=$(printf '%s' "$1" | sha256sum)
    printf '%s/yorisoi-%s\n' "$base" "${hash:0:12}"
}

# sockets_folder PREFERRED: prints sockets_path, made, and surely a closed folder of the account.
sockets_folder() {
    local sockets
    sockets=$(sockets_path "$1")
    account_folder "$sockets" 0700
    if [ -L "$sockets" ] || [ "$(stat -c '%U %a' -- "$sockets")" != "$(account_name) 700" ]; then
        fail "$exit_no_folder" "$sockets is not a closed folder of $(account_name)." \
            "$sockets は $(account_name) だけの場所ではありません。" \
            "See whose it is (ls -ld $sockets) and remove it, then ./run again." \
            "ls -ld $sockets で確かめて消してから、もう一度 ./run"
    fi
    printf '%s\n' "$sockets"
}

# sockets_leave PREFERRED: removes the short folder, if there was one.
sockets_leave() {
    local sockets
    sockets=$(sockets_path "$1")
    if [ "$sockets" != "$1" ] && [ -d "$sockets" ]; then
        rmdir -- "$sockets" 2>/dev/null || true
    fi
}
