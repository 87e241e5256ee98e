#!/usr/bin/env bash
# Many counsellors for an evening, without a password being hashed for each of them. Knows only the
# tables of sql/002. In bash, with tests/support/cluster.sh:
#   accounts_make DATABASE_URL N   makes the counsellors c1 to cN of the desk `demo`
# All have the alias 相談員 and the password `in-a-test`. Signing in costs what it always costs (a
# sixth of a second of one core): a cheaper hash would be renewed at the first sign-in, which costs
# the same once more.

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
