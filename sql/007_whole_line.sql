-- What the whole line adds to a ticket: the coded answers before the chat, being moved up, coming to
-- nothing because nobody wrote, and a session that was heavy to hear. Codes only, never text.
create type topic as enum ('family', 'work', 'school', 'money', 'health', 'mind', 'relationships',
    'loneliness', 'violence', 'other');
create type age_band as enum ('under_20', 'from_20', 'from_30', 'from_40', 'from_50', 'from_60',
    'from_70');
create type gender as enum ('woman', 'man', 'other');
create type area as enum ('same_city', 'same_prefecture', 'elsewhere');
create type move_reason as enum ('danger', 'young', 'came_back', 'other');
comment on type topic is 'what somebody says it is about; the same values as Topic of the protocol';
comment on type age_band is 'how old somebody says to be; the same values as AgeBand of the protocol';
comment on type gender is 'the same values as Gender of the protocol';
comment on type area is 'seen from the place that runs the desk; the same values as Area of the protocol';
comment on type move_reason is 'why a supervisor moved somebody up; the same values as MoveReason of the protocol';

alter table ticket
    add column topic topic,
    add column age_band age_band,
    add column gender gender,
    add column area area,
    add column danger boolean,
    add column moved_up move_reason,
    add column no_shows integer not null default 0,
    add column heavy boolean not null default false;

comment on column ticket.topic is 'answer before the chat; null: not asked, or not answered';
comment on column ticket.age_band is 'answer before the chat; null: not asked, or not answered';
comment on column ticket.gender is 'answer before the chat; null: not asked, or not answered';
comment on column ticket.area is 'answer before the chat; null: not asked, or not answered';
comment on column ticket.danger is 'whether somebody is in danger, as answered before the chat; null: not asked, or not answered';
comment on column ticket.moved_up is 'why a supervisor moved it to the front, the last time; null: never';
comment on column ticket.no_shows is 'how many of its sessions went back into the line because nobody wrote';
comment on column ticket.heavy is 'whether a counsellor needed a pause after it';

comment on table presence is 'spans in which a counsellor or supervisor was signed in at a desk';
comment on column presence.account is 'the person';
