-- Several nodes on one database: who is alive, and who hears which calls.

-- A process that serves. Its row goes with it, removed by itself or by those who miss its
-- beat: who finds no row of his own any more has been taken for dead.
create table nodes (
    id bigint generated always as identity primary key,
    name text not null,
    place text not null,               -- where `pid` means something: host, namespace
    pid int not null,
    started_at timestamptz not null default clock_timestamp(),
    beat_at timestamptz not null default clock_timestamp()
);

-- A Stasis application by its number. Whoever sits there is told what happens to the
-- calls that were begun in it; nobody: the next who looks takes the seat.
create table seats (
    number int primary key check (number > 0),
    node_id bigint references nodes on delete set null,
    is_own boolean not null            -- the one its node begins calls in
);

alter table call_sessions
    add column app text not null default '',       -- its application; '': that of seat 1
    add column moved_by bigint not null default 0, -- the node of the last step
    add column moved_at timestamptz not null default now();

-- Whether one more session fits: those who ask at the same moment are told one after
-- another, each when the one before has been written.
create function has_room(account bigint, way text, most int) returns boolean
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(format('room %s %s', account, way), 0));
    return most > (select count(*) from call_sessions
        where account_id = account and direction = way and finished_at is null);
end $$;
