# Reads the command line of ./run into plain variables, and is its help text.
# What the options do is not known here.

command=start yes='' long='' port=8080 listen=127.0.0.1 data=''
tls='' tls_certificate='' tls_key='' parts=()
database_url=${YORISOI_DATABASE_URL:-}

help_text() {
    cat <<'TEXT'
./run                     build and start Yorisoi with a demo; Ctrl-C stops it
                          見本つきで作って動かす。Ctrl-C で止まる
./run test [PART…]        run the tests: all of the everyday ones, or only these parts
                          試験をする(何も書かなければ普段の全部)
./run bench               measure, and write docs/performance.md (twenty minutes)
                          計測して docs/performance.md を書く(20 分ほど)
./run doctor              say what is ready and what to do about the rest
                          準備ができているかを調べる
./run stop                stop what runs from the data folder
                          動いているものを止める
./run reset               stop, and delete the data folder (asks)
                          止めて、データの場所を消す(確認あり)
./run help                this text / この説明

  --yes                   ask nothing / 質問しない
  --port NUMBER           default 8080; 0 is any free port / ポート番号
  --listen ADDRESS        default 127.0.0.1, this machine only / 待ち受けるアドレス
  --data DIR              default /var/lib/yorisoi as root, else ~/.local/share/yorisoi
                          データの場所
  --database-url URL      use this PostgreSQL, no private one. With a password in it,
                          set YORISOI_DATABASE_URL instead: others can see a command line
                          別の PostgreSQL を使う
  --tls                   https with an own certificate / 自己署名の証明書で https
  --tls-certificate FILE  https with this certificate (PEM), together with
  --tls-key FILE          its key / 手元の証明書と鍵で https
  --long                  with test: the long version / 時間のかかる試験も
TEXT
}

# usage ENGLISH JAPANESE: the command line cannot be understood.
usage() {
    fail "$exit_usage" "$1" "$2" './run help' './run help'
}

# read_options ARGUMENT…: sets the variables above; refuses what it does not know.
read_options() {
    local option value
    while [ $# -gt 0 ]; do
        option=$1
        shift
        case $option in
            --*=*)
                value=${option#*=}
                option=${option%%=*}
                set_option "$option" "$value"
                ;;
            --yes | -y) yes=1 ;;
            --long) long=1 ;;
            --tls) tls=1 ;;
            --help | -h) command=help ;;
            --*)
                if [ $# -eq 0 ]; then
                    usage "$option is unknown or lacks its value." "$option は使えないか、値がありません。"
                fi
                set_option "$option" "$1"
                shift
                ;;
            *) set_word "$option" ;;
        esac
    done
    check_options
}

# set_option NAME VALUE: one option that has a value.
set_option() {
    case $1 in
        --port) port=$2 ;;
        --listen) listen=$2 ;;
        --data) data=$2 ;;
        --database-url) database_url=$2 ;;
        --tls-certificate) tls_certificate=$2 ;;
        --tls-key) tls_key=$2 ;;
        *) usage "There is no option $1." "$1 という指定はありません。" ;;
    esac
}

# set_word WORD: the command, or after `test` the name of a part.
set_word() {
    case $command:$1 in
        test:*) parts+=("$1") ;;
        start:start | start:test | start:bench | start:doctor | start:stop | start:reset | start:help) command=$1 ;;
        *) usage "There is no command '$1' here." "'$1' という命令はありません。" ;;
    esac
}

# check_options: what can be judged from the options alone.
check_options() {
    if ! [[ $port =~ ^[0-9]{1,5}$ ]] || [ "$((10#$port))" -gt 65535 ]; then
        usage "--port takes a number from 0 to 65535." "--port は 0 から 65535 の数です。"
    fi
    port=$((10#$port))
    if ! [[ $listen =~ ^[][0-9A-Za-z:.%-]+$ ]]; then
        usage "--listen takes an address, as 127.0.0.1 or [::1]." "--listen は 127.0.0.1 のようなアドレスです。"
    fi
    if [ "${tls_certificate:+given}" != "${tls_key:+given}" ]; then
        usage "--tls-certificate and --tls-key belong together." "--tls-certificate と --tls-key は組で使います。"
    fi
    if [ -n "$tls_certificate" ]; then
        tls=1
    fi
    if [ -z "$data" ]; then
        data=$(default_folder)
    fi
    data=$(realpath -m -- "$data")
}
