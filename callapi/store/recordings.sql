-- find --
-- Unless it is older than its account keeps them.
select r.account_id, r.session_id, r.name, r.kind
from sounds_of_calls r
join accounts a on a.id = r.account_id
where r.session_id = $1 and r.public_id = $2
  and r.started_at > $3::timestamptz - make_interval(days => a.recording_retention_days)

-- list_talks --
-- A session's recordings in their order.
select name, public_id from recordings where session_id = $1 order by id

-- list_old --
select r.account_id, r.name
from accounts a
join sounds_of_calls r on r.account_id = a.id
  and r.started_at <= $1::timestamptz - make_interval(days => a.recording_retention_days)
order by r.started_at
limit $2

-- delete --
with voicemail as (delete from voicemails where name = any($1::text[]))
delete from recordings where name = any($1::text[])

-- find_secret --
-- Made once; of several processes that start together one makes it.
with made as (
    insert into secrets (name, value) values ($1, $2)
    on conflict (name) do nothing
    returning value
)
select value from made union all select value from secrets where name = $1
