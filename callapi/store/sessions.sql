-- next_session_id --
select nextval('call_session_ids')

-- next_leg_ids --
select nextval('leg_ids')

-- insert --
with session as (
    insert into call_sessions (id, account_id, state, direction, source, virtual_number,
        contact, external_id, started_at, finished_at, finish_reason, wake_at, body, told)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        cardinality($14::text[]))
    returning id, account_id
)
insert into events (account_id, session_id, seq, name, at, body)
select session.account_id, session.id, event.n, event.name, event.at, event.body::jsonb
from session, unnest($14::text[], $15::timestamptz[], $16::text[])
    with ordinality as event (name, at, body, n)

-- save --
with session as (
    update call_sessions
    set version = version + 1, state = $3, finished_at = $4, finish_reason = $5,
        wake_at = $6, body = $7, told = told + cardinality($8::text[])
    where id = $1 and version = $2
    returning id, account_id, told - cardinality($8::text[]) as told_before
), told as (
    insert into events (account_id, session_id, seq, name, at, body)
    select session.account_id, session.id, session.told_before + event.n, event.name,
        event.at, event.body::jsonb
    from session, unnest($8::text[], $9::timestamptz[], $10::text[])
        with ordinality as event (name, at, body, n)
)
select count(*) from session

-- find --
select version, body from call_sessions where id = $1

-- find_in_account --
select version, body from call_sessions
where id = $1 and account_id = $2 and finished_at is null

-- find_many --
select version, body from call_sessions where id = any($1)

-- list_running --
select id, version from call_sessions
where account_id = $1 and finished_at is null and state <> 'finishing'
    and ($2::text is null or direction = $2)
    and ($3::text is null or virtual_number = $3)
order by started_at, id

-- count_running --
select count(*) from call_sessions
where account_id = $1 and direction = $2 and finished_at is null
    and id <> all ($3::bigint[])

-- count_by_state --
select state, count(*) as sessions from call_sessions where finished_at is null group by state

-- list_unfinished --
select version, body from call_sessions where finished_at is null order by id

-- find_overdue --
select id from call_sessions
where finished_at is null and wake_at < $1
order by wake_at
limit 1000

-- insert_recording --
with kept as (
    insert into recordings (account_id, session_id, name, duration_s)
    select account_id, id, $2, $3 from call_sessions where id = $1
    on conflict (name) do nothing
    returning id, session_id
), session as (
    update call_sessions set told = told + 1
    from kept where call_sessions.id = kept.session_id
    returning call_sessions.account_id, call_sessions.id, told, kept.id as file_id
), told as (
    insert into events (account_id, session_id, seq, name, at, body)
    select account_id, id, told, 'talk_recorded', $4,
        $5::jsonb || jsonb_build_object('file_id', file_id)
    from session
    returning id
)
select pg_notify('event_written', '') from told
