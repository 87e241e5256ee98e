# ./run doctor: looks at everything ./run depends on, changes nothing, and prints a line for each:
# ok, or what to do.

doctor_ill=''

# well WHAT FACT: this is as it should be.
well() {
    printf 'ok    %-22s %s\n' "$1" "$2"
}

# ill WHAT ENGLISH JAPANESE: this needs something; the sentence says what to do.
ill() {
    printf '!!    %-22s %s\n      %-22s %s\n' "$1" "$2" '' "$3"
    doctor_ill=1
}

# doctor_command: all checks; exit code 1 when there is something to do.
doctor_command() {
    doctor_machine
    doctor_packages
    doctor_room "$ROOT" 1500 'room to build'
    doctor_room "$data" 500 'room for data'
    doctor_folder
    doctor_cluster
    doctor_running
    if [ -n "$doctor_ill" ]; then
        exit 1
    fi
    say 'All is well.' '問題ありません。'
}

# doctor_machine: the system, and whether anything could be installed.
doctor_machine() {
    local name
    name=$(sed -n 's/^PRETTY_NAME="\?\([^"]*\)"\?$/\1/p' /etc/os-release 2>/dev/null || true)
    if has_command apt-get; then
        well system "${name:-unknown}, $(uname -m), $(nproc) cores"
    else
        ill system "${name:-unknown} has no apt: use Debian 12 or newer." 'Debian 12 以上で動かしてください。'
    fi
    if is_root; then
        well account "root; server and database run as $(account_name)"
    elif has_command sudo; then
        well account "$(id -un), with sudo for installing"
    elif [ -z "$(missing build run web)" ]; then
        well account "$(id -un); no sudo, but nothing is missing"
    else
        ill account 'No sudo: ask an administrator for the packages below.' \
            'sudo がありません。下のパッケージを管理者に頼んでください。'
    fi
}

# doctor_packages: what apt would install, and whether Node.js is new enough.
doctor_packages() {
    local group names
    for group in build run web test; do
        names=$(missing "$group" | tr '\n' ' ')
        if [ -z "$names" ]; then
            well "packages ($group)" 'all there'
        elif [ "$group" = test ]; then
            well "packages ($group)" "./run test will install: $names"
        else
            ill "packages ($group)" "./run installs: $names" './run が入れます。'
        fi
    done
    if has_command node; then
        case $(node --version) in
            v[0-9].* | v1[0-7].*) ill Node.js 'Too old, 18 is needed.' '18 以上が必要です。' ;;
            *) well Node.js "$(node --version)" ;;
        esac
    fi
}

# doctor_room PATH MEGABYTES WHAT: free disk.
doctor_room() {
    local free
    free=$(disk_free "$1")
    if [ "$free" -ge "$2" ]; then
        well "$3" "$free MB free"
    else
        ill "$3" "Only $free MB free at $1; make it $2." "空きが足りません($2 MB 必要)。"
    fi
}

# doctor_folder: the data folder.
doctor_folder() {
    local owner
    if [ ! -e "$data" ]; then
        well 'data folder' "$data will be made"
    elif ! folder_ours && [ -n "$(ls -A -- "$data" 2>/dev/null)" ]; then
        ill 'data folder' "$data holds something else: name another with --data." '--data で別の場所に。'
    elif [ ! -w "$data" ]; then
        owner=$(stat -c %U -- "$data")
        ill 'data folder' "$data belongs to $owner: start as $owner, or use --data." \
            "$owner として実行するか、--data で。"
    elif ! is_root || ! id -u "$system_account" >/dev/null 2>&1 || as_account test -x "$data"; then
        well 'data folder' "$data"
    else
        ill 'data folder' "$system_account cannot reach $data: use --data." '--data で別の場所に。'
    fi
}

# doctor_cluster: the programs of PostgreSQL, and whether they fit the cluster.
doctor_cluster() {
    local bin
    if ! has_command initdb; then
        return 0 # said among the packages
    fi
    if bin=$(cluster_programs "$data/cluster" 2>/dev/null); then
        well PostgreSQL "$(cluster_major "$bin")"
    else
        ill PostgreSQL "$data/cluster was made by version $(<"$data/cluster/PG_VERSION"): docs/operations.md" \
            '別の版で作られています。docs/operations.md を見てください。'
    fi
}

# doctor_running: whether it runs, and whether the port is free if it does not.
doctor_running() {
    local pid
    if pid=$(process_recall "$data/run.pid" 2>/dev/null); then
        well running "process $pid; addresses are in $data/run.json"
    elif port_answers 127.0.0.1 "$port"; then
        ill "port $port" "In use: ./run --port another" '使われています。./run --port 別の番号'
    else
        well "port $port" 'free'
    fi
}
