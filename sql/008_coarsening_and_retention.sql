-- What becomes of rows when time goes by: after its shift a ticket loses its exact time and its coded
-- answers, and when its retention is over it goes. Why so: docs/decisions/coarsening.md; what is kept
-- how long: docs/privacy.md. The functions take the time as an argument, so that tests can move it.
alter table shift add column coarse boolean not null default false;
comment on column shift.coarse is 'whether the times of its tickets are rounded and their answers moved; no time, since the moment of the last record would be one of theirs';
create index shift_exact on shift (opened_at) where not coarse;
create index ticket_version on ticket (version);

create table answer_count (
    desk integer not null references desk on delete cascade,
    fiscal_year integer not null,
    topic topic,
    age_band age_band,
    gender gender,
    area area,
    danger boolean,
    moved_up move_reason,
    count bigint not null check (count > 0),
    unique nulls not distinct (desk, fiscal_year, topic, age_band, gender, area, danger, moved_up)
);

comment on table answer_count is 'how often a combination of coded answers was given in a fiscal year; has no time, counsellor or key to a ticket or shift';
comment on column answer_count.desk is 'the desk';
comment on column answer_count.fiscal_year is 'the year in whose April it begins';
comment on column answer_count.topic is 'answer before the chat; null: not asked, or not answered';
comment on column answer_count.age_band is 'answer before the chat; null: not asked, or not answered';
comment on column answer_count.gender is 'answer before the chat; null: not asked, or not answered';
comment on column answer_count.area is 'answer before the chat; null: not asked, or not answered';
comment on column answer_count.danger is 'whether somebody is in danger, as answered before the chat; null: not asked, or not answered';
comment on column answer_count.moved_up is 'why a supervisor moved the ticket to the front; null: never';
comment on column answer_count.count is 'how many tickets';

-- An old version of a row stays on the disk until it is swept up, and what the planner notes down of
-- a column are values of it. So rows here are swept up within minutes, and nothing is noted down.
alter table ticket set (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);
alter table open_session set (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);
alter table answer_count set (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);
alter table ticket
    alter opened_at set statistics 0, alter consented_at set statistics 0,
    alter pre_chat_at set statistics 0, alter queued_at set statistics 0,
    alter offered_at set statistics 0, alter accepted_at set statistics 0,
    alter engaged_at set statistics 0, alter ended_at set statistics 0,
    alter wrapped_up_at set statistics 0, alter topic set statistics 0,
    alter age_band set statistics 0, alter gender set statistics 0, alter area set statistics 0,
    alter danger set statistics 0, alter moved_up set statistics 0;

create function fiscal_year(day date) returns integer language sql immutable
    return extract(year from day - interval '3 months')::integer;
comment on function fiscal_year is 'the Japanese fiscal year of a day: the year in whose April it begins';

create function quarter(moment timestamptz) returns timestamptz language sql immutable
    return date_bin('15 minutes', moment + interval '450 seconds', '2000-01-01 00:00:00+00');
comment on function quarter is 'the nearest quarter of an hour';

create function kept_moment(coarse boolean, moment timestamptz) returns timestamptz
    language sql immutable
    return case when coarse then quarter(moment) else moment end;
comment on function kept_moment is 'a time as it may be written into a row of a shift';

-- All tickets of the shift move by as much as their start is rounded by, each by its own: how long
-- anything took stays as it was. What is rounded already moves by nothing, so this may be repeated
-- when a fact of the shift came late. Answers join those of the year, and all of the year are written
-- anew in random order: neither the place of a row nor the transaction in its head tells which shift
-- it came with.
create function coarsen(that_shift uuid) returns void language plpgsql security definer as $$
declare
    its_desk integer;
    its_year integer;
begin
    select desk, fiscal_year(day) into strict its_desk, its_year from shift where shift = that_shift;
    update open_session
        set began_at = began_at + (quarter(opened_at) - opened_at),
            ended_at = open_session.ended_at + (quarter(opened_at) - opened_at)
        from ticket where ticket.ticket = open_session.ticket and ticket.shift = that_shift;
    if exists (select from ticket where ticket.shift = that_shift
            and num_nonnulls(topic, age_band, gender, area, danger, moved_up) > 0) then
        with of_year as (
            delete from answer_count where desk = its_desk and fiscal_year = its_year
                returning topic, age_band, gender, area, danger, moved_up, count
        ), given as (
            select topic, age_band, gender, area, danger, moved_up, 1 as count from ticket
                where ticket.shift = that_shift
                and num_nonnulls(topic, age_band, gender, area, danger, moved_up) > 0
            union all select * from of_year
        )
        insert into answer_count
            select its_desk, its_year, topic, age_band, gender, area, danger, moved_up,
                    sum(count)
                from given group by topic, age_band, gender, area, danger, moved_up
                order by random();
    end if;
    update ticket
        set opened_at = opened_at + moved, consented_at = consented_at + moved,
            pre_chat_at = pre_chat_at + moved, queued_at = queued_at + moved,
            offered_at = offered_at + moved, accepted_at = accepted_at + moved,
            engaged_at = engaged_at + moved, ended_at = ended_at + moved,
            wrapped_up_at = wrapped_up_at + moved, version = last_version,
            topic = null, age_band = null, gender = null, area = null, danger = null, moved_up = null
        from (select ticket as name, quarter(opened_at) - opened_at as moved,
                    max(version) over () as last_version
                from ticket where ticket.shift = that_shift) as rounding
        where ticket.ticket = rounding.name;
    update shift set coarse = true where shift = that_shift;
end
$$;
comment on function coarsen is 'rounds the times of a shift''s tickets and moves their answers to answer_count; may be repeated';

-- A shift that was never closed, because its journal got lost, counts as closed when the next began.
-- What is open two days after its shift closed stays so: only after the journal was replayed is that known,
-- since the rows of a restored backup wait for ends that the journal still has.
create function coarsen_due(moment timestamptz, most integer) returns integer
    language plpgsql security definer as $$
declare
    due uuid;
    done integer := 0;
begin
    perform from journal_position for update; -- the writer of facts waits, or we for it
    for due in
        select shift from shift where not coarse and (
            (closed_at is not null and not exists (
                select from ticket where ticket.shift = shift.shift and (
                    exists (select from open_ticket where open_ticket.ticket = ticket.ticket)
                    or exists (select from open_session
                        where open_session.ticket = ticket.ticket))))
            or coalesce(closed_at, (select min(newer.opened_at) from shift as newer
                where newer.desk = shift.desk and newer.opened_at > shift.opened_at))
                < moment - interval '24 hours')
        order by opened_at limit most
    loop
        perform coarsen(due);
        done := done + 1;
    end loop;
    delete from open_session using ticket join shift using (shift)
        where open_session.ticket = ticket.ticket and shift.closed_at < moment - interval '2 days';
    delete from open_ticket using ticket join shift using (shift)
        where open_ticket.ticket = ticket.ticket and shift.closed_at < moment - interval '2 days';
    update presence
        set came_at = quarter(came_at), went_at = went_at + (quarter(came_at) - came_at)
        where presence in (
            select presence from presence
                where went_at < moment - interval '24 hours' and came_at <> quarter(came_at)
                limit most * 100);
    return done;
end
$$;
comment on function coarsen_due is 'coarsens shifts whose record is complete or that ended 24 hours before the moment, at most so many, and presence that ended so long ago, a hundred times as many; closes the books of shifts that ended two days ago; says how many shifts';

-- The server names the moment, but never one that has not come: a mistake in it empties no table.
create function forget_old(moment timestamptz, most integer) returns integer
    language plpgsql security definer as $$
declare
    past timestamptz := least(moment, now());
    today date := (past at time zone 'Asia/Tokyo')::date;
    first_day date := make_date(fiscal_year(today) - 1, 4, 1); -- that is kept
    gone integer;
    done integer := 0;
begin
    perform from journal_position for update;
    delete from ticket where ticket in (
        select ticket from ticket join shift using (shift) where shift.day < first_day limit most);
    get diagnostics gone = row_count;
    done := done + gone;
    delete from shift where shift in (
        select shift from shift where day < first_day
            and not exists (select from ticket where ticket.shift = shift.shift)
            and (closed_at is not null or exists (select from shift as newer
                where newer.desk = shift.desk and newer.opened_at > shift.opened_at)) limit most);
    get diagnostics gone = row_count;
    done := done + gone;
    delete from presence where presence in (
        select presence from presence
            where (coalesce(went_at, came_at) at time zone 'Asia/Tokyo')::date < first_day limit most);
    get diagnostics gone = row_count;
    done := done + gone;
    delete from answer_count where fiscal_year < fiscal_year(first_day);
    get diagnostics gone = row_count;
    return done + gone;
end
$$;
comment on function forget_old is 'deletes what is older than its retention at the moment, at most so many rows of a table; says how many rows';

-- They run with the owner's rights, so they look for nothing outside of this schema, and only the
-- server's role may call them.
do $$
declare
    name text;
begin
    foreach name in array array['coarsen(uuid)', 'coarsen_due(timestamptz, integer)',
        'forget_old(timestamptz, integer)'] loop
        execute format('alter function %s set search_path = %I, pg_temp', name, current_schema());
        execute format('revoke all on function %s from public', name);
    end loop;
end
$$;

-- As in 005, and these functions: the server may still delete no ticket and read no answer_count.
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
    grant execute on function coarsen(uuid), coarsen_due(timestamptz, integer),
        forget_old(timestamptz, integer) to yorisoi_server;
    return true;
exception
    when insufficient_privilege or duplicate_object or unique_violation then
        return false; -- may not create roles, or another database's owner was just faster
end
$$;

select grant_to_server();
