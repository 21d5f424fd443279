-- The report "Requests to API" (spec 6.7), one partition per day, and what stands beside
-- it: the security log and the replies kept for Idempotency-Key.
create table requests (
    id uuid not null,                  -- X-Request-Id
    at timestamptz not null,
    account_id bigint not null,        -- no reference: the log outlives what it names
    user_id bigint not null,
    token_kind text,                   -- session, key; null: login.user
    token_last4 text,
    request_id text not null,          -- the id the client chose
    method text not null,
    version text not null,
    peer inet not null,
    params json not null,              -- secrets and texts to speak are masked
    outcome text not null,             -- success, or the mnemonic of the error
    code int,
    points int not null,
    duration_ms real not null,
    call_session_id bigint
) partition by range (at);
create index requests_account on requests (account_id, at desc);
create index requests_session on requests (call_session_id) where call_session_id is not null;

-- Nothing is lost when the partition of a day was not made in time.
create table requests_rest partition of requests default;

-- Make the partition of one day, unless it is there. Rows that came before it move in.
create function make_requests_partition(day date) returns void language plpgsql as $$
declare
    name text := 'requests_' || to_char(day, 'YYYYMMDD');
    first timestamptz := day::timestamp at time zone 'UTC';
    past timestamptz := (day + 1)::timestamp at time zone 'UTC';
begin
    perform pg_advisory_xact_lock(hashtext('requests partitions'));
    if to_regclass(name) is not null then
        return;
    end if;
    execute format('create table %I (like requests including all)', name);
    execute format('with moved as (delete from requests_rest
        where at >= %L and at < %L returning *) insert into %I select * from moved',
        first, past, name);
    execute format('alter table requests attach partition %I for values from (%L) to (%L)',
        name, first, past);
end $$;

-- Drop the days before `oldest`; say how many.
create function drop_requests_partitions(oldest date) returns int language plpgsql as $$
declare
    name text;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('requests partitions'));
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'requests'::regclass and c.relname ~ '^requests_[0-9]{8}$'
          and to_date(right(c.relname, 8), 'YYYYMMDD') < oldest
    loop
        execute format('drop table %I', name);
        dropped := dropped + 1;
    end loop;
    delete from requests_rest where at < oldest::timestamp at time zone 'UTC';
    return dropped;
end $$;

-- What the request log leaves out: refused addresses, bad tokens, unreadable requests.
create table security_events (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    kind text not null,                -- a mnemonic, http_<status>, or dropped
    peer inet,
    account_id bigint,
    detail text not null default '',
    request_id uuid
);
create index security_events_at on security_events (at);

-- Replies of the start methods, kept 24 hours for clients that send Idempotency-Key.
-- A row is written in the transaction of its call session; the reply follows.
create table idempotency_keys (
    account_id bigint not null references accounts on delete cascade,
    key text not null,
    method text not null,
    params_hash bytea not null check (length(params_hash) = 32),
    call_session_id bigint not null,
    claimed_by uuid not null,          -- the request that made the call
    reply bytea,                       -- null: the first request is not answered yet
    created_at timestamptz not null,
    primary key (account_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);

-- Whoever disables a user ends the user's sessions (spec 6.2).
create function end_sessions_of_user() returns trigger language plpgsql as $$
begin
    delete from tokens where user_id = new.id and kind = 'session';
    return null;
end $$;
create trigger disabled after update of is_active on users
    for each row when (old.is_active and not new.is_active)
    execute function end_sessions_of_user();
