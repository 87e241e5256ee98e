-- Desks, the people who work at them, and who works where. Nothing here is about visitors.
create type desk_purpose as enum ('real', 'practice', 'demo');
comment on type desk_purpose is 'real is counted in statistics, practice and demo never are';

create type staff_role as enum ('counsellor', 'supervisor');
comment on type staff_role is 'what an account may do at its desks';

create table desk (
    desk integer generated always as identity primary key,
    code text not null unique check (code ~ '^[a-z0-9]{1,16}$'),
    name text not null check (char_length(name) between 1 and 64),
    purpose desk_purpose not null,
    created_at timestamptz not null default now()
);

comment on table desk is 'consultation windows of this deployment';
comment on column desk.desk is 'key';
comment on column desk.code is 'neutral name in addresses, telling nothing about the purpose of the desk';
comment on column desk.name is 'name on the screens of staff and visitors';
comment on column desk.purpose is 'real, practice or demo';
comment on column desk.created_at is 'when it was set up';

-- A sign-in name is lower-case ASCII and has no @: one spelling for each name under every collation
-- of the database, and nobody's mail address gets in.
create table account (
    account bigint generated always as identity primary key,
    sign_in_name text not null unique check (sign_in_name ~ '^[a-z0-9._-]{1,64}$'),
    alias text not null check (char_length(alias) between 1 and 32),
    role staff_role not null,
    password_hash text not null check (password_hash like '$argon2id$%' and length(password_hash) < 128),
    disabled_at timestamptz,
    created_at timestamptz not null default now(),
    version integer not null default 1 check (version > 0)
);

comment on table account is 'people who may sign in: counsellors and supervisors, never visitors';
comment on column account.account is 'key; the only name of a person in events and records';
comment on column account.sign_in_name is 'what the person types to sign in; need not be a real name';
comment on column account.alias is 'what visitors and colleagues see, by default 相談員';
comment on column account.role is 'counsellor or supervisor';
comment on column account.password_hash is 'Argon2id with salt and parameters';
comment on column account.disabled_at is 'since when the person may not sign in any more; null: may';
comment on column account.created_at is 'when the account was set up';
comment on column account.version is 'rises with each change that ends the sign-ins of the account';

create table desk_staff (
    desk integer not null references desk on delete cascade,
    account bigint not null references account on delete cascade,
    primary key (desk, account)
);
create index desk_staff_account on desk_staff (account);

comment on table desk_staff is 'who works at which desk';
comment on column desk_staff.desk is 'the desk';
comment on column desk_staff.account is 'the person';
