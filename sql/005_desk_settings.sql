-- What an administrator decides about a desk: one document, stored and shown as it was given, read at
-- the start of the server. What is in it, and which values it may hold, is protocol/desk_settings.hpp;
-- why it is one document, docs/decisions/desk-settings.md.
create table desk_settings (
    desk integer primary key references desk on delete cascade,
    document jsonb not null
        check (jsonb_typeof(document) = 'object' and octet_length(document::text) <= 32768),
    version integer not null default 1 check (version > 0),
    changed_at timestamptz not null default now()
);

comment on table desk_settings is 'the settings of each desk';
comment on column desk_settings.desk is 'the desk';
comment on column desk_settings.document is 'hours, contacts, questions, numbers and the first sentence: written by an administrator, about the desk only';
comment on column desk_settings.version is 'rises with each change';
comment on column desk_settings.changed_at is 'when it was changed last';

-- As in 004, and the new table: the server reads settings and changes none.
create or replace function grant_to_server() returns boolean language plpgsql as $$
begin
    if to_regrole('yorisoi_server') is null then
        create role yorisoi_server nologin;
        comment on role yorisoi_server is 'what the running server of Yorisoi may do; nobody signs in as it';
        execute format('grant yorisoi_server to %I', current_user);
    end if;
    if not pg_has_role('yorisoi_server', 'member') then
        return false;
    end if;
    execute format('revoke create on schema %I from public', current_schema());
    execute format('grant usage on schema %I to yorisoi_server', current_schema());
    grant select on migration, desk, desk_settings, desk_staff, account to yorisoi_server;
    grant update (password_hash) on account to yorisoi_server; -- a fresh hash of the same password
    grant select, insert, update on shift, ticket, presence, funnel_day to yorisoi_server;
    grant select, insert, update, delete on open_ticket, open_session to yorisoi_server;
    grant select, update on journal_position to yorisoi_server;
    return true;
exception
    when insufficient_privilege or duplicate_object or unique_violation then
        return false; -- may not create roles, or another database's owner was just faster
end
$$;

select grant_to_server();
