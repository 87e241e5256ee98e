-- Shifts, the tickets in them, who was there, and counts for each day: what became of the journal's
-- facts. Nothing here holds words, addresses or names of visitors, nor a name that is on a phone.
-- No rule about the order of times: the clock of a machine may be set back, and facts must get in.
create type end_reason as enum ('visitor_left', 'counsellor_ended', 'supervisor_ended', 'visitor_lost',
    'counsellor_lost', 'not_reached');
comment on type end_reason is 'why a ticket ended; the same values as EndReason of the protocol';

create type funnel_step as enum ('opened', 'consented', 'turned_away_closed', 'turned_away_over',
    'turned_away_full', 'queued', 'accepted', 'engaged', 'abandoned', 'broken_off',
    'ended_visitor_left', 'ended_counsellor_ended', 'ended_supervisor_ended', 'ended_visitor_lost',
    'ended_counsellor_lost', 'ended_not_reached');
comment on type funnel_step is 'what is counted for a day: see docs/statistics.md';

create table shift (
    shift uuid primary key,
    desk integer not null references desk,
    day date not null,
    opened_at timestamptz not null,
    intake_stopped_at timestamptz,
    closed_at timestamptz,
    version bigint not null check (version > 0)
);
create index shift_newest on shift (desk, opened_at desc);
create index shift_day on shift (desk, day);

comment on table shift is 'the times in which a desk was open';
comment on column shift.shift is 'random name';
comment on column shift.desk is 'the desk';
comment on column shift.day is 'the day in Japan on which it opened; all its figures belong to that day';
comment on column shift.opened_at is 'when it began to receive visitors';
comment on column shift.intake_stopped_at is 'since when nobody new was received; null: received, or taken up again';
comment on column shift.closed_at is 'when it was closed; null: open';
comment on column shift.version is 'journal position of the last fact that changed the row, so it only rises';

create table ticket (
    ticket uuid primary key,
    shift uuid not null references shift,
    opened_at timestamptz not null,
    consented_at timestamptz not null,
    pre_chat_at timestamptz,
    queued_at timestamptz not null,
    offered_at timestamptz,
    accepted_at timestamptz,
    engaged_at timestamptz,
    ended_at timestamptz,
    end_reason end_reason,
    account bigint references account on delete set null,
    sessions integer not null default 0,
    talked interval not null default '0',
    broken_off integer not null default 0,
    visitor_words bigint not null default 0,
    counsellor_words bigint not null default 0,
    wrapped_up_at timestamptz,
    version bigint not null check (version > 0),
    check ((ended_at is null) = (end_reason is null))
);
create index ticket_shift on ticket (shift);
create index ticket_account on ticket (account);

comment on table ticket is 'one row for each place in the line, served or not';
comment on column ticket.ticket is 'random name that stands for no person and is on no phone';
comment on column ticket.shift is 'the shift';
comment on column ticket.opened_at is 'when the page was opened';
comment on column ticket.consented_at is 'when what is read before the chat was agreed to';
comment on column ticket.pre_chat_at is 'when the questions before the chat were passed; null: that step was not there';
comment on column ticket.queued_at is 'when the place in the line was given';
comment on column ticket.offered_at is 'when it was first offered to a counsellor; null: never, or not by an offer';
comment on column ticket.accepted_at is 'when a counsellor first accepted; null: never';
comment on column ticket.engaged_at is 'when each side had had two turns; null: never';
comment on column ticket.ended_at is 'when the ticket ended, in the line or by the end of its last session; null: not yet';
comment on column ticket.end_reason is 'why it ended';
comment on column ticket.account is 'the counsellor who accepted last; null: nobody, or the account was deleted';
comment on column ticket.sessions is 'how many sessions of it have ended';
comment on column ticket.talked is 'how long these lasted together';
comment on column ticket.broken_off is 'how many of them lost their counsellor and went back into the line';
comment on column ticket.visitor_words is 'how many words of the visitor reached the other page';
comment on column ticket.counsellor_words is 'how many words of counsellors reached the other page';
comment on column ticket.wrapped_up_at is 'when the counsellor was done with the record of the last session';
comment on column ticket.version is 'journal position of the last fact that changed the row, so it only rises';

-- The journal speaks of tickets by their number in the line and of sessions by the name that pages
-- know. These two tables say which ticket that is, only as long as the journal may still speak of it,
-- so that the writer keeps nothing in memory, and no row that stays can be found from a phone.
create table open_ticket (
    desk integer not null references desk,
    number bigint not null,
    ticket uuid not null unique references ticket on delete cascade,
    primary key (desk, number)
);

comment on table open_ticket is 'tickets that have not ended, by their number in the line';
comment on column open_ticket.desk is 'the desk';
comment on column open_ticket.number is 'number in the line of that desk';
comment on column open_ticket.ticket is 'the ticket';

create table open_session (
    desk integer not null references desk,
    session text not null check (session ~ '^[0-9]{1,10}-[0-9]{1,20}$'),
    ticket uuid not null references ticket on delete cascade,
    began_at timestamptz not null,
    ended_at timestamptz,
    primary key (desk, session)
);
create index open_session_ticket on open_session (ticket);

comment on table open_session is 'sessions whose record is not complete yet';
comment on column open_session.desk is 'the desk';
comment on column open_session.session is 'its name in the journal and on the pages: life of the server, counter';
comment on column open_session.ticket is 'the ticket';
comment on column open_session.began_at is 'when it began';
comment on column open_session.ended_at is 'when it ended; null: not yet';

create table presence (
    presence bigint primary key,
    desk integer not null references desk,
    account bigint not null references account on delete cascade,
    came_at timestamptz not null,
    went_at timestamptz
);
create unique index presence_open on presence (desk, account) where went_at is null;
create index presence_account on presence (account);

comment on table presence is 'spans in which a counsellor was signed in at a desk';
comment on column presence.presence is 'key: journal position of the fact that began the span';
comment on column presence.desk is 'the desk';
comment on column presence.account is 'the counsellor';
comment on column presence.came_at is 'when the span began';
comment on column presence.went_at is 'when it ended; null: still there';

create table funnel_day (
    desk integer not null references desk,
    day date not null,
    step funnel_step not null,
    count bigint not null check (count > 0),
    primary key (desk, day, step)
);

comment on table funnel_day is 'how often something happened at a desk on a day';
comment on column funnel_day.desk is 'the desk; only those whose purpose is real get into published figures';
comment on column funnel_day.day is 'day in Japan; of an open shift, the day on which it opened';
comment on column funnel_day.step is 'what happened';
comment on column funnel_day.count is 'how often';

create table journal_position (
    one boolean primary key default true check (one),
    position bigint not null check (position >= 0),
    skipped bigint not null default 0 check (skipped >= 0)
);
insert into journal_position (position) values (0);

comment on table journal_position is 'up to where the journal has become rows; one row, written together with them';
comment on column journal_position.one is 'always true: there is only one row';
comment on column journal_position.position is 'position of the last fact that was applied';
comment on column journal_position.skipped is 'how many facts made no sense and became no row';

-- The day that a moment at a desk is counted under: while a shift is open, the day on which that
-- shift opened, also after midnight; otherwise the day in Japan.
create function running_day(at_desk integer, moment timestamptz) returns date
    language sql stable
    return coalesce(
        (select case when newest.closed_at is null then newest.day end
            from (select closed_at, day from shift where shift.desk = at_desk
                order by opened_at desc limit 1) as newest),
        (moment at time zone 'Asia/Tokyo')::date);
comment on function running_day is 'the day that a moment at a desk is counted under';
