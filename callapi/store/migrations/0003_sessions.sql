-- Call sessions and what is told of them (architecture: truth is in PostgreSQL).
create sequence call_session_ids increment by 1 start with 1000001;
create sequence leg_ids increment by 20 start with 1000001;   -- handed out in blocks of 20

create table call_sessions (
    id bigint primary key,
    account_id bigint not null references accounts on delete cascade,
    version int not null default 0,
    state text not null,
    direction text not null check (direction in ('in', 'out')),
    source text not null,
    virtual_number text not null,
    contact text not null,
    external_id text,
    started_at timestamptz not null,
    finished_at timestamptz,
    finish_reason text,
    wake_at timestamptz,               -- when a timer of it runs out
    body text not null,                -- the session as domain/session.py has it, JSON
    check ((state = 'ended') = (finished_at is not null))
) with (fillfactor = 60);
-- lz4 is several times faster than the default; not every build of PostgreSQL has it
do $$ begin
    alter table call_sessions alter column body set compression lz4;
exception when feature_not_supported then null;
end $$;
-- the sessions that are running: few, however long the history grows
create index call_sessions_running on call_sessions (account_id, started_at, id)
    where finished_at is null;
create index call_sessions_history on call_sessions (account_id, started_at desc, id desc);

-- The outbox: written in the transaction of the step it tells of.
create table events (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    session_id bigint not null references call_sessions on delete cascade,
    seq int not null,                  -- 1, 2, ... inside one session
    name text not null,
    at timestamptz not null,
    body jsonb not null
);
create unique index events_session on events (session_id, seq);
-- exactly one terminal event per session, always
create unique index events_terminal on events (session_id) where name = 'call_session_finished';

-- Recordings are listed only when they are complete.
create table recordings (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    session_id bigint not null references call_sessions on delete cascade,
    name text not null unique,
    duration_s double precision not null,
    created_at timestamptz not null default now()
);
create index recordings_session on recordings (session_id);
