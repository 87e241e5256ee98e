-- What the running server may do, as a role of its own that nobody signs in as: the server takes it
-- on after connecting (server/store/database.cpp), so that a fault in it can drop no table, delete no
-- account and change no schema. Changes of the schema are made by the owner, with `migrate`.
--
-- A role belongs to the whole database server. Where the owner may not create one, this leaves things
-- as they are, and the server works with the owner's rights and says so in its log; then somebody who
-- may creates the role and grants it to the owner, and the owner runs `select grant_to_server()`.
-- A role of that name that the owner cannot take on belongs to somebody else and gets nothing.
--
-- A later migration that adds a table replaces this function and calls it again.
create function grant_to_server() returns boolean language plpgsql as $$
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
    grant select on migration, desk, desk_staff, account to yorisoi_server;
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
comment on function grant_to_server is 'gives the server''s role its rights; false: there is no such role for this owner';

select grant_to_server();
