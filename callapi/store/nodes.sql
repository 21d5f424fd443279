-- lock --
-- Seats are given out one after another. Who waits here is not answered by a node that
-- has been stopped.
select set_config('idle_in_transaction_session_timeout', '1500', true),
    pg_advisory_xact_lock(hashtext('seats of nodes'))

-- join --
insert into nodes (name, place, pid) values ($1, $2, $3) returning id

-- beat --
update nodes set beat_at = clock_timestamp() where id = $1
returning extract(epoch from clock_timestamp())::double precision

-- time --
select extract(epoch from clock_timestamp())::double precision

-- list_nodes --
select id, name, place, pid,
    extract(epoch from clock_timestamp() - started_at)::double precision as age_s,
    extract(epoch from clock_timestamp() - beat_at)::double precision as silent_s
from nodes order by id

-- list_seats --
select number, node_id, is_own from seats order by number

-- remove --
delete from nodes where id = any($1::bigint[])

-- take --
insert into seats (number, node_id, is_own) values ($1, $2, $3)
on conflict (number) do update
set node_id = excluded.node_id, is_own = excluded.is_own

-- free --
update seats set node_id = null, is_own = false where node_id = $1

-- drop_empty --
delete from seats
where number = $1 and node_id = $2 and not is_own and not exists (
    select from call_sessions
    where finished_at is null and (app = $3 or app = '' and seats.number = 1)
)

-- tell --
select pg_notify('nodes', '')
