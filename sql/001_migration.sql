-- The list of these files themselves: which of them this database has, so that each runs once.
create table migration (
    number integer primary key check (number > 0),
    name text not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    applied_at timestamptz not null default now(),
    program_version text not null
);

comment on table migration is 'changes of the schema that this database has';
comment on column migration.number is 'NNN of sql/NNN_name.sql';
comment on column migration.name is 'file name without its ending';
comment on column migration.sha256 is 'SHA-256 of the file; an applied file must not change any more';
comment on column migration.applied_at is 'when it was applied';
comment on column migration.program_version is 'version of the program that applied it';
