#!/usr/bin/env bash
# Many counsellors for an evening, without a password being hashed for each of them. Knows the tables
# of sql/002. In bash, with tests/support/server.sh:
#   accounts_make DATABASE_URL N   makes the counsellors c1 to cN of the desk `demo`, all with the
#                                  alias 相談員 and the password `in-a-test`
#   accounts_sign_in DIR           signs all of them in at the server of DIR, which has run and is
#                                  stopped or killed; prints lines of "name cookie"
# Signing in with the password costs a tenth of a second of one core for each, whatever is in the
# database: a cheaper hash is renewed at the first sign-in.

accounts_make() {
    as_account psql "$1" -XAtq -v ON_ERROR_STOP=1 -v count="$2" <<'SQL'
with made as (
    insert into account (sign_in_name, alias, role, password_hash)
    select 'c' || number, '相談員', 'counsellor',
        '$argon2id$v=19$m=65536,t=3,p=1$/mvbrNz6PC/SMG0pp511wg$f0wfyOsaCz5j7T2et/5oL2aFZk6xtr3UkNKBj1276l0'
    from generate_series(1, :count) as number
    on conflict (sign_in_name) do nothing
    returning account)
insert into desk_staff (desk, account)
select desk, account from made, desk where code = 'demo';
SQL
}

accounts_sign_in() {
    cp -- "$BUILD/sign_in_all" "$1/program/sign_in_all"
    chmod a+rx -- "$1/program/sign_in_all"
    as_account psql "$DATABASE_URL" -XAtq -F '|' <<'SQL' \
        | as_account "$(realpath -- "$1")/program/sign_in_all" "$(realpath -- "$1")/data/journal"
select account, version, sign_in_name, alias, code, name
from account join desk_staff using (account) join desk using (desk)
where code = 'demo' and sign_in_name ~ '^c[0-9]+$' order by account
SQL
}
