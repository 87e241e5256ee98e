# The demo's sign-ins and the two files that tell of them: demo.json is made once for each data
# folder (it is what the server is seeded with), run.json is there while Yorisoi runs.
# What a desk or a role means is not known here.

# random_password: about 59 random bits, easy to read aloud and to type on a phone.
random_password() {
    local letters
    letters=$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'abcdefghjkmnpqrstuvwxyz23456789')
    printf '%s-%s-%s\n' "${letters:0:4}" "${letters:4:4}" "${letters:8:4}"
}

# demo_ensure: writes demo.json when it is not there yet, or was written before desks had settings;
# then its sign-ins stay. One account a line: demo_accounts reads it.
demo_ensure() {
    if [ -s "$data/demo.json" ] && grep -q '"settings":' "$data/demo.json"; then
        return 0
    fi
    (
        umask 077
        {
            printf '{"desk":{"code":"demo","name":"こころの窓口(見本)"},"purpose":"demo","settings":\n'
            cat -- "$ROOT/run.d/demo_settings.json"
            printf ',"accounts":[\n%s\n]}\n' "$(demo_account_lines)"
        } >"$data/demo.json.new"
    )
    mv -- "$data/demo.json.new" "$data/demo.json"
}

# demo_account_lines: those of an earlier demo.json, or new ones.
demo_account_lines() {
    if [ -s "$data/demo.json" ]; then
        grep '^{"name":"[^"]*","password":' "$data/demo.json"
        return
    fi
    cat <<JSON
{"name":"sora","password":"$(random_password)","role":"counsellor","alias":"相談員"},
{"name":"umi","password":"$(random_password)","role":"counsellor","alias":"相談員"},
{"name":"hoshi","password":"$(random_password)","role":"supervisor","alias":"スーパーバイザー"}
JSON
}

# demo_accounts: name, password and role of each account, one a line.
demo_accounts() {
    sed -nE 's/^\{"name":"([^"]+)","password":"([^"]+)","role":"([^"]+)".*/\1 \2 \3/p' \
        "$data/demo.json"
}

# address [PATH]: where a browser on this machine finds a page.
address() {
    local scheme=http host=localhost
    if [ -n "$tls" ]; then
        scheme=https
    fi
    case $listen in
        127.0.0.1 | 0.0.0.0 | '[::]' | '[::1]' | localhost) ;;
        *) host=$listen ;;
    esac
    printf '%s://%s:%s/%s' "$scheme" "$host" "$port" "${1:-}"
}

# run_json_write SERVER-PID: tells tools where everything is; closed to others, it holds secrets.
run_json_write() {
    (
        umask 077
        {
            printf '{"visitor":%s,\n' "$(json_string "$(address)")"
            printf '"counsellor":%s,\n' "$(json_string "$(address counsellor/)")"
            printf '"supervisor":%s,\n' "$(json_string "$(address supervisor/)")"
            printf '"port":%d,\n"accounts":[\n%s\n],\n' "$port" "$(run_json_accounts)"
            printf '"data":%s,\n' "$(json_string "$data")"
            printf '"database_url":%s,\n' "$(json_string "$database_url")"
            printf '"pid":%d,"run_pid":%d}\n' "$1" "$$"
        } >"$data/run.json.new"
    )
    mv -- "$data/run.json.new" "$data/run.json"
}

# run_json_accounts: the accounts as JSON objects.
run_json_accounts() {
    demo_accounts | sed -E \
        -e 's/^([^ ]+) ([^ ]+) ([^ ]+)$/{"name":"\1","password":"\2","role":"\3"}/' -e '$!s/$/,/'
}

# announce: what a person wants to know now.
announce() {
    local name password role
    printf '\nYorisoi is running. Ctrl-C stops it.\nよりそいが動いています。Ctrl-C で止まります。\n\n'
    printf '  Visitor     相談者   %s\n' "$(address)"
    printf '  Counsellor  相談員   %s\n' "$(address counsellor/)"
    printf '  Supervisor  SV       %s\n\n' "$(address supervisor/)"
    printf '  Sign-ins of the demo / 見本のサインイン\n'
    while read -r name password role; do
        printf '    %-8s %-16s %s\n' "$name" "$password" "$role"
    done < <(demo_accounts)
    printf '\n  Data / データの場所: %s\n' "$data"
    if [ -n "$tls" ]; then
        printf '  The browser will warn once if the certificate is our own; its SHA-256 / 証明書の指紋:\n    %s\n' \
            "$(tls_fingerprint)"
    fi
    announce_beyond
}

# announce_beyond: the addresses for others, when it listens beyond this machine.
announce_beyond() {
    local one
    for one in $(own_origins); do
        printf '  From elsewhere / ほかの機械から: %s/\n' "$one"
    done
    if [ -n "$(own_addresses)" ] && [ -z "$tls" ]; then
        say '  Browsers elsewhere need https: use --tls, or a proxy that does it.' \
            '  ほかの機械のブラウザには https が必要です(--tls かプロキシ)。'
    fi
    printf '\n'
}
