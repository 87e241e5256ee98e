-- Cool-downs (利用の一時休止): which counsellor ended a session by one, why, as a code, and what a
-- supervisor found of it. Of the visitor nothing: no ticket, no pass, no time but the shift, so there is
-- nothing to coarsen; a row goes with its shift (forget_old, 008).
create type cool_reason as enum ('harassment', 'sexual', 'threat', 'repeated_misuse', 'other');
create type cool_verdict as enum ('upheld', 'lifted');
comment on type cool_reason is 'why a counsellor ended a session by a cool-down; the same values as CoolReason of the protocol';
comment on type cool_verdict is 'what a supervisor found of it; the same values as Verdict of the protocol';

create table cool_down (
    cool_down uuid primary key,
    shift uuid not null references shift on delete cascade,
    account bigint references account on delete set null,
    reason cool_reason not null,
    verdict cool_verdict,
    reviewer bigint references account on delete set null,
    check (verdict is not null or reviewer is null)
);
create index cool_down_shift on cool_down (shift);
create index cool_down_account on cool_down (account);
create index cool_down_reviewer on cool_down (reviewer);

comment on table cool_down is 'sessions that a counsellor ended by a cool-down: who, why and what was found of it';
comment on column cool_down.cool_down is 'random name that is on no page';
comment on column cool_down.shift is 'the shift';
comment on column cool_down.account is 'the counsellor; null: the account was deleted';
comment on column cool_down.reason is 'why';
comment on column cool_down.verdict is 'what a supervisor found; null: nobody has looked at it';
comment on column cool_down.reviewer is 'the supervisor; null: nobody, or the account was deleted';

-- As in 008, and the new table.
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
    grant select, insert, update on shift, ticket, presence, funnel_day, cool_down
        to yorisoi_server;
    grant select, insert, update, delete on open_ticket, open_session to yorisoi_server;
    grant select, update on journal_position to yorisoi_server;
    grant execute on function coarsen(uuid), coarsen_due(timestamptz, integer),
        forget_old(timestamptz, integer) to yorisoi_server;
    return true;
exception
    when insufficient_privilege or duplicate_object or unique_violation then
        return false; -- may not create roles, or another database's owner was just faster
end
$$;

select grant_to_server();
