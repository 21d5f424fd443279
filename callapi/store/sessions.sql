-- next_session_id --
select nextval('call_session_ids')

-- next_leg_ids --
select nextval('leg_ids')

-- insert --
-- $22 and $23: the reports of one that was over at once.
with session as (
    insert into call_sessions (id, account_id, state, direction, source, virtual_number,
        contact, external_id, started_at, finished_at, finish_reason, wake_at, body,
        numbers_in_use, employees_talking, queue, queued_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $18, $19, $20, $21)
    returning id, account_id
), told as (
    insert into events (account_id, session_id, seq, name, at, body)
    select session.account_id, session.id, event.seq, event.name, event.at, event.body::jsonb
    from session, unnest($14::int[], $15::text[], $16::timestamptz[], $17::text[])
        as event (seq, name, at, body)
)
select write_reports($22, $23) from session where $22::jsonb is not null

-- save --
-- $16 and $17: the reports, with the last step.
with session as (
    update call_sessions
    set version = version + 1, state = $3, finished_at = $4, finish_reason = $5,
        wake_at = $6, body = $7, numbers_in_use = $12, employees_talking = $13,
        queue = $14, queued_at = $15
    where id = $1 and version = $2
    returning id, account_id
), told as (
    insert into events (account_id, session_id, seq, name, at, body)
    select session.account_id, session.id, event.seq, event.name, event.at, event.body::jsonb
    from session, unnest($8::int[], $9::text[], $10::timestamptz[], $11::text[])
        as event (seq, name, at, body)
)
select id, case when $16::jsonb is not null then write_reports($16, $17) end from session

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
insert into voicemails (account_id, session_id, name, duration_s, emails, started_at)
select account_id, id, $2, $3, $4, started_at from call_sessions where id = $1
on conflict (name) do nothing

-- insert_recording --
insert into recordings (account_id, session_id, name, duration_s, started_at)
select account_id, id, $2, $3, started_at from call_sessions where id = $1
on conflict (name) do nothing

-- has_voicemail --
select exists (select from voicemails where name = $1)

-- has_recording --
select exists (select from recordings where name = $1)
