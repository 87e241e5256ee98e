# What Yorisoi needs from the distribution, in one place, and how it is installed with apt.
# Executed by itself it prints a list, for container images (Dockerfile):
#   bash run.d/packages.sh build web          what building needs
#   bash run.d/packages.sh libraries PROGRAM  what a built program needs to run
# A name may be followed by = and a command: where that command exists, the package is not asked for,
# because some machines have the same program from another package that would conflict.

readonly packages_build='g++=g++ cmake=cmake ninja-build=ninja pkg-config=pkg-config libssl-dev
    libpq-dev libpqxx-dev libspdlog-dev libcli11-dev libsodium-dev prometheus-cpp-dev'
readonly packages_run='postgresql=initdb openssl=openssl ca-certificates curl=curl'
readonly packages_web='nodejs=node npm=npm'
readonly packages_test='catch2 clang-format=clang-format clang-tidy=clang-tidy chromium=chromium
    fonts-noto-cjk docker-compose=docker-compose iproute2=ip nftables=nft strace=strace gdb=gcore valgrind=valgrind'
readonly packages_fresh='debootstrap=debootstrap'
readonly packages_exit='firefox-esr=firefox-esr'
readonly packages_image='curl=curl' # beside the libraries of the program; for its health check
readonly boost_accepted='1.88 1.83 1.81' # tried versions, newest first; they exclude each other

# boost_packages VERSION: the packages of one Boost.
boost_packages() {
    printf 'libboost%s-dev libboost-json%s-dev libboost-url%s-dev\n' "$1" "$1" "$1"
}

# installed NAME…: prints which of the packages are installed.
installed() {
    # One call for all, because each takes 20 ms. Unknown names are simply not printed.
    { dpkg-query -W -f='${Package} ${db:Status-Status}\n' -- "$@" 2>/dev/null || true; } \
        | sed -n 's/ installed$//p'
}

# boost_chosen: the packages of the accepted Boost that is installed, else of the newest that apt
# offers; nothing when apt knows none (its lists may be empty).
boost_chosen() {
    local version offered
    for version in $boost_accepted; do
        if [ "$(installed $(boost_packages "$version") | wc -l)" -eq 3 ]; then
            boost_packages "$version"
            return 0
        fi
    done
    offered=$(apt-cache pkgnames libboost-json 2>/dev/null || true)
    for version in $boost_accepted; do
        if grep -qxF "libboost-json$version-dev" <<<"$offered"; then
            boost_packages "$version"
            return 0
        fi
    done
}

# has_command NAME: 0 when the program is there; the database's is not on the PATH.
has_command() {
    if [ "$1" = initdb ]; then
        [ -x "$(pg_config --bindir 2>/dev/null || printf /nowhere)/initdb" ]
    else
        command -v "$1" >/dev/null 2>&1
    fi
}

# wanted GROUP…: all entries of the groups (build run web test fresh exit image), Boost excepted.
wanted() {
    local group list
    for group in "$@"; do
        list=packages_$group
        printf '%s ' ${!list}
    done
}

# missing GROUP…: prints the packages of the groups that must be installed, one a line.
# `libboost-dev (…)` stands for a Boost that cannot be named before apt has fresh lists.
missing() {
    local entry name have entries boost=()
    entries=$(wanted "$@")
    if [[ " $* " == *' build '* ]]; then
        read -ra boost <<<"$(boost_chosen)"
        if [ "${#boost[@]}" -eq 0 ]; then
            printf 'libboost-dev\n'
        fi
    fi
    have=$(installed $(sed 's/=[^ ]*//g' <<<"$entries") "${boost[@]}")
    for entry in $entries "${boost[@]}"; do
        name=${entry%%=*}
        if ! grep -qxF -- "$name" <<<"$have" \
            && ! { [ "$name" != "$entry" ] && has_command "${entry#*=}"; }; then
            printf '%s\n' "$name"
        fi
    done
}

# packages_ensure GROUP…: installs what is missing, after saying what and asking once.
packages_ensure() {
    local names
    names=$(missing "$@" | tr '\n' ' ')
    if [ -z "$names" ]; then
        return 0
    fi
    if ! has_command apt-get || ! has_command dpkg-query; then
        fail "$exit_missing" "These are missing, and this is not a Debian machine: $names" \
            "次のものが足りません(Debian ではないようです): $names" \
            'Use Debian 12 or newer, or a container of it.' 'Debian 12 以上か、そのコンテナで'
    fi
    say "Yorisoi needs these packages and installs them with apt: ${names/libboost-dev/libboost (one of $boost_accepted)}" \
        "上のパッケージを apt で入れます(配布元の PostgreSQL は起動しません)。"
    packages_allowed "$names"
    packages_install "$@"
    names=$(missing "$@" | tr '\n' ' ')
    if [ -n "$names" ]; then
        fail "$exit_missing" "Still missing after the installation: $names" "まだ足りません: $names" \
            'Compare /etc/apt/sources.list with a plain Debian 12 (bookworm, main).' \
            '/etc/apt/sources.list に Debian 12 の main があるか確かめてください。'
    fi
}

# packages_allowed NAMES: may we? Only root, or a person with sudo who says yes (or --yes before).
packages_allowed() {
    local command="apt-get update && apt-get install --no-install-recommends $1"
    if ! is_root && ! has_command sudo; then
        fail "$exit_not_allowed" 'Installing needs root, and there is no sudo here.' \
            'インストールには root が必要ですが、sudo がありません。' \
            "As root: $command   Then ./run again." "root で: $command   そのあと ./run"
    fi
    if [ -n "$yes" ]; then
        return 0
    fi
    if [ ! -t 0 ]; then
        fail "$exit_not_allowed" 'Nobody is here to answer: stdin is not a terminal.' \
            '端末がないため、確認できません。' \
            './run --yes installs without asking.' './run --yes なら確認なしで入れます。'
    fi
    ask 'Install them now?' '入れてよいですか。' \
        || fail "$exit_not_allowed" 'Nothing was installed.' '何も入れていません。' \
            "Install them yourself ($command), then ./run again." "自分で入れる場合: $command"
}

# as_root COMMAND…: with sudo when we are not root.
as_root() {
    if is_root; then
        "$@"
    else
        sudo -- "$@"
    fi
}

# packages_install GROUP…: refreshes apt's lists, names Boost by them and installs what is missing.
# It never removes a package, and never lets the distribution start a PostgreSQL of its own.
packages_install() {
    local names log
    mapfile -t names < <(missing "$@")
    disk_room /usr "$((100 * ${#names[@]}))" 'installing' 'インストール' # with all they bring along
    log=$(mktemp)
    step 'Reading the package lists' 'パッケージの一覧を読む'
    as_root apt-get -q -o DPkg::Lock::Timeout=120 update >"$log" 2>&1 || true # the next step judges
    mapfile -t names < <(missing "$@")
    if [[ " ${names[*]} " == *' libboost-dev '* ]]; then
        packages_failed "$log" "apt offers none of Boost $boost_accepted." \
            "apt に Boost $boost_accepted がありません。"
    fi
    if [[ " ${names[*]} " == *' postgresql '* ]]; then
        no_main_cluster
    fi
    step "Installing ${#names[@]} packages and what they need (minutes)" 'パッケージを入れる(数分)'
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-remove --no-install-recommends \
        -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 install "${names[@]}" >>"$log" 2>&1 \
        || packages_failed "$log" 'apt could not install everything.' 'apt で入れられませんでした。'
    rm -f -- "$log"
}

# packages_failed LOG ENGLISH JAPANESE: shows what apt said last.
packages_failed() {
    tail -n 25 -- "$1" >&2
    fail "$exit_missing" "$2" "$3" \
        "The lines above say why ($1 has all of them). No network: check it, or apt's proxy. No such package: use Debian 12 or newer. Then ./run again." \
        "上の行に理由があります(全文は $1)。通信の失敗ならネットワークかプロキシ、パッケージがなければ Debian 12 以上で。直してから、もう一度 ./run"
}

# no_main_cluster: tells postgresql-common, by a file of our own, to create no cluster when it is
# installed; not where somebody has already decided that.
no_main_cluster() {
    local directory=/etc/postgresql-common
    if grep -qsE '^[[:space:]]*create_main_cluster' "$directory/createcluster.conf" \
        "$directory"/createcluster.d/*.conf; then
        return 0
    fi
    as_root mkdir -p "$directory/createcluster.d"
    printf '# Written by Yorisoi (./run): it has its own cluster; remove this file to change that.\ncreate_main_cluster = false\n' \
        | as_root tee "$directory/createcluster.d/yorisoi.conf" >/dev/null
}

# libraries PROGRAM: the packages of the shared libraries that a program of this machine loads.
libraries() {
    local library real
    ldd "$1" | sed -nE 's/^.*=> (\/[^ ]+) .*$/\1/p' | while IFS= read -r library; do
        real=$(readlink -f -- "$library")
        # Since /lib became a part of /usr, dpkg knows some files by the one name, some by the other.
        dpkg-query -S "$library" "/usr$library" "$real" "${real#/usr}" 2>/dev/null \
            | sed -n '1s/:.*$//p'
    done | sort -u
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    if [ "${1:-}" = libraries ]; then
        libraries "$2"
        exit
    fi
    wanted "$@" | sed 's/=[^ ]*//g'
    case " $* " in *' build '*) boost_chosen ;; esac
fi
