# The certificate for https: given by the operator, or made here for this machine alone. Both end up
# in the data folder, where the account can read but not change them. Nothing is known of the server.

# tls_prepare: with --tls, $data/tls holds certificate.pem and key.pem that belong together.
tls_prepare() {
    if [ -z "$tls" ]; then
        return 0
    fi
    if [ ! -d "$data/tls" ]; then
        mkdir -m 0750 -- "$data/tls"
        if is_root; then
            chgrp "$system_account" -- "$data/tls"
        fi
    fi
    if [ -n "$tls_certificate" ]; then
        tls_matching "$tls_certificate" "$tls_key"
        rm -f -- "$data/tls/names" # so that a later --tls alone makes its own again
        tls_place "$tls_certificate" "$tls_key"
    elif ! tls_current; then
        tls_make
    fi
}

# tls_matching CERTIFICATE KEY: both can be read and are a pair.
tls_matching() {
    local of_certificate of_key
    of_certificate=$(openssl x509 -in "$1" -noout -pubkey 2>/dev/null </dev/null) || of_certificate=
    of_key=$(openssl pkey -in "$2" -pubout 2>/dev/null </dev/null) || of_key=
    if [ -z "$of_certificate" ] || [ "$of_certificate" != "$of_key" ]; then
        fail "$exit_configuration" "$1 and $2 are not a certificate and its key (PEM, no passphrase)." \
            "$1 と $2 は組になる証明書と鍵(PEM、パスフレーズなし)ではありません。" \
            'Give both as --tls-certificate FILE --tls-key FILE, or let --tls alone make a pair.' \
            '正しい組を指定するか、--tls だけにしてください。'
    fi
}

# tls_place CERTIFICATE KEY: copies them to where the account can read them.
tls_place() {
    (
        umask 077
        cat -- "$1" >"$data/tls/certificate.pem.new"
        cat -- "$2" >"$data/tls/key.pem.new"
    )
    if is_root; then
        chgrp "$system_account" -- "$data/tls/certificate.pem.new" "$data/tls/key.pem.new"
        chmod 0640 -- "$data/tls/certificate.pem.new" "$data/tls/key.pem.new"
    fi
    mv -- "$data/tls/certificate.pem.new" "$data/tls/certificate.pem"
    mv -- "$data/tls/key.pem.new" "$data/tls/key.pem"
}

# tls_names: the names and addresses a browser may use for this machine.
tls_names() {
    local names=DNS:localhost,IP:127.0.0.1,IP:::1 name
    name=$(uname -n)
    if [[ $name =~ ^[A-Za-z0-9.-]+$ ]] && [ "$name" != localhost ]; then
        names+=,DNS:$name
    fi
    for name in $(own_addresses); do
        names+=,IP:$name
    done
    printf '%s\n' "$names"
}

# own_addresses: this machine's addresses, when it listens beyond itself.
own_addresses() {
    case $listen in
        127.* | '[::1]' | localhost) ;;
        *) hostname -I 2>/dev/null || true ;;
    esac
}

# own_origins: as browsers elsewhere name this server; port 0 stands for the one that it will get.
# Without https it has no such names: those browsers would lock nothing, and the server refuses them.
own_origins() {
    local one at=:$port
    if [ -z "$tls" ]; then
        return 0
    fi
    if [ "$port" -eq 443 ]; then
        at=''
    fi
    for one in $(own_addresses); do
        case $one in
            *:*) one="[$one]" ;;
        esac
        printf 'https://%s%s\n' "$one" "$at"
    done
}

# tls_current: 0 when the pair made here still holds for a week and for today's names.
tls_current() {
    [ -s "$data/tls/key.pem" ] && [ "$(cat -- "$data/tls/names" 2>/dev/null)" = "$(tls_names)" ] \
        && openssl x509 -in "$data/tls/certificate.pem" -noout -checkend 604800 >/dev/null 2>&1
}

# tls_make: a new self-signed pair. 397 days are the longest that browsers take.
tls_make() {
    local making
    step 'Making a certificate for this machine' 'この機械の証明書を作る'
    making=$(mktemp -d)
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 397 \
        -subj '/CN=Yorisoi on this machine' -addext "subjectAltName=$(tls_names)" \
        -addext 'extendedKeyUsage=serverAuth' \
        -keyout "$making/key.pem" -out "$making/certificate.pem" 2>"$making/log" \
        || { cat -- "$making/log" >&2 && fail "$exit_configuration" 'No certificate could be made.' \
            '証明書を作れませんでした。' 'See the lines above.' '上の行を読んでください。'; }
    tls_place "$making/certificate.pem" "$making/key.pem"
    tls_names >"$data/tls/names"
    rm -rf -- "$making"
}

# tls_fingerprint: what a person compares with what the browser shows.
tls_fingerprint() {
    openssl x509 -in "$data/tls/certificate.pem" -noout -fingerprint -sha256 | sed 's/^.*=//'
}
