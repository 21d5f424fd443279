-- find_by_external_id --
-- Of several the newest.
select id from call_sessions where account_id = $1 and external_id = $2
order by started_at desc, id desc limit 1

-- find_over --
select id, finished_at is not null as is_over from call_sessions
where account_id = $1 and id = any($2::bigint[])

-- lock --
-- Nobody else changes these meanwhile; in one order, so that nobody waits in a circle.
select id from call_sessions where account_id = $1 and id = any($2::bigint[])
order by id
for update

-- list_held --
select t.id, t.name, t.color from tag_communications c
join tags t on t.id = c.tag_id
where c.session_id = $1 and c.removed_at is null
order by c.id

-- mark --
-- The row of the tag follows its event.
with session as (
    update call_sessions set told = told + 1 where account_id = $1 and id = $2
    returning account_id, id, told
), marked as (
    insert into events (account_id, session_id, seq, name, at, body, trace)
    select account_id, id, told, 'set_mark', $3, $4, $5 from session
    returning id
)
select pg_notify('event_written', '') from marked

-- comment --
insert into communication_comments (session_id, account_id, comment, at, user_login)
select id, account_id, $3, $4, $5 from call_sessions where account_id = $1 and id = $2
on conflict (session_id) do update
set comment = excluded.comment, at = excluded.at, user_login = excluded.user_login
returning session_id
