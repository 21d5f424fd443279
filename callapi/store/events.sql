-- append_outside --
insert into events (account_id, name, at, body, trace) values ($1, $2, $3, $4, $5)

-- lock --
-- Who waits here is not answered by a process that has been stopped.
select set_config('idle_in_transaction_session_timeout', '10s', true),
    pg_advisory_xact_lock(hashtext('distribution of events'))

-- list_waiting --
select e.id, e.uid, e.account_id, e.session_id, e.seq, e.name, e.at, e.body, e.trace,
    a.timezone, s.direction, s.source, s.virtual_number, s.contact, s.external_id,
    s.started_at, case when s.id is not null then coalesce(
        (select communication_number from call_reports where session_id = s.id),
        communication_number(s.account_id, s.contact, s.id)) end as communication_number
from events e
join accounts a on a.id = e.account_id
left join call_sessions s on s.id = e.session_id
where e.position is null
order by e.id
limit $1

-- place --
with told as (
    select id, account_id, payload,
        row_number() over (partition by account_id order by id) as n
    from unnest($1::bigint[], $2::bigint[], $3::text[]) as event (id, account_id, payload)
), heads as (
    insert into event_positions (account_id, last)
    select account_id, max(n) from told group by account_id order by account_id
    on conflict (account_id) do update
    set last = event_positions.last + excluded.last
    returning account_id, last
), sizes as (
    select account_id, max(n) as size from told group by account_id
), placed as (
    update events
    set position = heads.last - sizes.size + told.n, payload = told.payload
    from told
    join heads using (account_id)
    join sizes using (account_id)
    where events.id = told.id
    returning events.id, position
), notified as (
    select pg_notify('events_distributed', '')
)
select id, position from placed, notified

-- find_range --
-- What is kept of an account's log: a payload was not made for what is older.
select coalesce((select last from event_positions where account_id = $1), 0) as last,
    (select position from events
     where account_id = $1 and payload is not null order by position limit 1) as first

-- list_since --
select account_id, position, name, payload
from (
    select e.account_id, e.position, e.name, e.payload
    from unnest($1::bigint[], $2::bigint[]) as asked (account_id, since)
    cross join lateral (
        select account_id, position, name, payload from events
        where events.account_id = asked.account_id and position > asked.since
        order by position
        limit $3
    ) as e
) as found
where payload is not null
order by account_id, position

-- delete_old --
-- What somebody else is about to delete is his.
delete from events where id in (
    select id from events where at < $1 and position is not null
    limit 10000 for update skip locked
)
