-- next_session_id --
select nextval('call_session_ids')

-- next_leg_ids --
select nextval('leg_ids')

-- insert --
-- $21 and $22: the reports of one that was over at once; $23: of what trace it is.
with session as (
    insert into call_sessions (id, account_id, state, direction, source, virtual_number,
        contact, external_id, started_at, finished_at, finish_reason, wake_at, body,
        told, numbers_in_use, employees_talking, queue, queued_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        cardinality($14::text[]), $17, $18, $19, $20)
    returning id, account_id
), told as (
    insert into events (account_id, session_id, seq, name, at, body, trace)
    select session.account_id, session.id, event.n, event.name, event.at,
        event.body::jsonb, $23
    from session, unnest($14::text[], $15::timestamptz[], $16::text[])
        with ordinality as event (name, at, body, n)
)
select write_reports($21, $22) from session where $21::jsonb is not null

-- save --
-- $15 and $16: the reports, with the last step; $17: of what trace it is.
with session as (
    update call_sessions
    set version = version + 1, state = $3, finished_at = $4, finish_reason = $5,
        wake_at = $6, body = $7, told = told + cardinality($8::text[]),
        numbers_in_use = $11, employees_talking = $12, queue = $13, queued_at = $14
    where id = $1 and version = $2
    returning id, account_id, told - cardinality($8::text[]) as told_before
), told as (
    insert into events (account_id, session_id, seq, name, at, body, trace)
    select session.account_id, session.id, session.told_before + event.n, event.name,
        event.at, event.body::jsonb, $17
    from session, unnest($8::text[], $9::timestamptz[], $10::text[])
        with ordinality as event (name, at, body, n)
)
select id, case when $15::jsonb is not null then write_reports($15, $16) end from session

-- find --
select version, body from call_sessions where id = $1

-- find_in_account --
select version, body from call_sessions
where id = $1 and account_id = $2 and finished_at is null

-- find_many --
select version, body from call_sessions where id = any($1)

-- find_many_in_account --
select version, body from call_sessions where account_id = $1 and id = any($2::bigint[])

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

-- list_queuing --
select id from call_sessions
where account_id = $1 and queue is not null and finished_at is null
order by queued_at, id

-- list_unfinished_of --
select version, body from call_sessions
where account_id = $1 and finished_at is null
order by started_at, id

-- find_overdue --
select id from call_sessions
where finished_at is null and wake_at < $1
order by wake_at
limit 1000

-- insert_voicemail --
with kept as (
    insert into voicemails (account_id, session_id, name, duration_s, emails, started_at)
    select account_id, id, $2, $3, $4, started_at from call_sessions where id = $1
    on conflict (name) do nothing
    returning public_id, session_id
), session as (
    update call_sessions set told = told + 1
    from kept where call_sessions.id = kept.session_id
    returning call_sessions.account_id, call_sessions.id, told, kept.public_id as file_id
), told as (
    insert into events (account_id, session_id, seq, name, at, body)
    select account_id, id, told, 'voice_mail_recorded', $5,
        $6::jsonb || jsonb_build_object('file_id', file_id)
    from session
    returning id
)
select pg_notify('event_written', '') from told

-- insert_recording --
with kept as (
    insert into recordings (account_id, session_id, name, duration_s, started_at)
    select account_id, id, $2, $3, started_at from call_sessions where id = $1
    on conflict (name) do nothing
    returning public_id, session_id
), session as (
    update call_sessions set told = told + 1
    from kept where call_sessions.id = kept.session_id
    returning call_sessions.account_id, call_sessions.id, told, kept.public_id as file_id
), told as (
    insert into events (account_id, session_id, seq, name, at, body)
    select account_id, id, told, 'talk_recorded', $4,
        $5::jsonb || jsonb_build_object('file_id', file_id, 'first_file_id', coalesce(
            (select public_id from recordings r where r.session_id = session.id
                order by r.id limit 1), file_id))
    from session
    returning id
)
select pg_notify('event_written', '') from told

-- has_voicemail --
select exists (select from voicemails where name = $1)

-- has_recording --
select exists (select from recordings where name = $1)
