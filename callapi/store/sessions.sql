-- next_session_id --
select nextval('call_session_ids')

-- next_leg_ids --
select nextval('leg_ids')

-- insert --
-- $21 and $22: the reports of one that was over at once; $23: of what trace it is; $26:
-- how many the account may have, if that counts. Nothing comes back when it has as many.
with session as (
    insert into call_sessions (id, account_id, state, direction, source, virtual_number,
        contact, external_id, started_at, finished_at, finish_reason, wake_at, body,
        told, numbers_in_use, employees_talking, queue, queued_at, app, moved_by)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        cardinality($14::text[]), $17, $18, $19, $20, $24, $25
    where $26::int is null or has_room($2, $4, $26)
    returning id, account_id
), told as (
    insert into events (account_id, session_id, seq, name, at, body, trace)
    select session.account_id, session.id, event.n, event.name, event.at,
        event.body::jsonb, $23
    from session, unnest($14::text[], $15::timestamptz[], $16::text[])
        with ordinality as event (name, at, body, n)
)
select id, case when $21::jsonb is not null then write_reports($21, $22) end from session

-- save --
-- $15 and $16: the reports, with the last step; $17: of what trace it is.
with session as (
    update call_sessions
    set version = version + 1, state = $3, finished_at = $4, finish_reason = $5,
        wake_at = $6, body = $7, told = told + cardinality($8::text[]),
        numbers_in_use = $11, employees_talking = $12, queue = $13, queued_at = $14,
        moved_by = $18, moved_at = clock_timestamp()
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

-- count_by_state --
select state, count(*) as sessions from call_sessions where finished_at is null group by state

-- find_other --
-- Nothing, while the version is still $2.
select version, body from call_sessions where id = $1 and version <> $2

-- list_of_app --
-- $2: also those from before there were applications
select version, body, moved_by,
    extract(epoch from clock_timestamp() - moved_at)::double precision as moved_s
from call_sessions
where finished_at is null and (app = $1 or $2 and app = '')
order by id

-- find_stored --
select version, body, moved_by,
    extract(epoch from clock_timestamp() - moved_at)::double precision as moved_s
from call_sessions where id = $1

-- find_later --
select version, body, moved_by,
    extract(epoch from clock_timestamp() - moved_at)::double precision as moved_s
from call_sessions where id = $1 and version > $2 and moved_by <> $3

-- find_unfinished --
select id from call_sessions where id = any($1::bigint[]) and finished_at is null

-- list_unfinished --
select version, body from call_sessions where finished_at is null order by id

-- list_queuing --
select id, app from call_sessions
where account_id = $1 and queue is not null and finished_at is null
order by queued_at, id

-- list_unfinished_of --
select version, body from call_sessions
where account_id = $1 and finished_at is null
order by started_at, id

-- lock_finding --
-- Who waits here is not answered by a process that has been stopped.
select set_config('idle_in_transaction_session_timeout', '5s', true),
    pg_advisory_xact_lock(hashtextextended('finding', $1))

-- take_overdue --
-- Each for one who asks; should he not get to it, they are due again at $2.
with overdue as (
    select id from call_sessions
    where finished_at is null and wake_at < $1
    order by wake_at
    limit 500
    for update skip locked
)
update call_sessions set wake_at = $2
from overdue where call_sessions.id = overdue.id
returning call_sessions.id

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
