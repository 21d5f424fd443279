-- insert --
-- In a session only the first that is not over is due.
insert into deliveries (account_id, setting_id, event_uid, event, session_id, name, delay,
    method, host, url, body, trace, created_at, due_at)
select account_id, setting_id, event_uid::uuid, event, session_id, name, delay, method,
    host, url, body, trace, at,
    case when session_id is null or not (follows or exists (
        select from deliveries earlier
        where earlier.setting_id = made.setting_id
            and earlier.session_id = made.session_id and earlier.finished_at is null
    )) then at + make_interval(secs => delay) end
from (
    select *, row_number() over (partition by setting_id, session_id order by n) > 1
        as follows
    from json_to_recordset($1::json) as row (n int, account_id bigint,
        setting_id bigint, event_uid text, event text, session_id bigint, name text,
        delay int, method text, host text, url text, body text, trace text,
        at timestamptz)
) as made
order by n

-- claim --
-- Of each host as many as may be under way, of hosts that are among $4 or of all others;
-- what is claimed is due again later, should nobody live to tell how it went.
with recursive hosts as (
    (select host from deliveries where due_at is not null order by host limit 1)
    union all
    select (
        select host from deliveries
        where due_at is not null and host > hosts.host order by host limit 1
    )
    from hosts where hosts.host is not null
), chosen as (
    select found.id
    from (
        select host from hosts
        where host is not null and (host = any($4::text[])) = $5 order by random()
    ) as hosts
    left join unnest($2::text[], $3::int[]) as used (host, free) using (host)
    cross join lateral (
        select id from deliveries
        where deliveries.host = hosts.host and due_at <= $1
        order by due_at, id
        limit greatest(0, coalesce(used.free, 1))
        for update skip locked
    ) as found
    limit $6
)
update deliveries d
set attempts = attempts + 1, attempted_at = $1,
    due_at = $1 + make_interval(secs => $7),
    give_up_at = coalesce(give_up_at, $1 + make_interval(secs => $8))
from chosen, notification_settings s
where d.id = chosen.id and s.id = d.setting_id
returning d.id, d.uid, d.setting_id, d.session_id, d.event_uid, d.event, d.method,
    d.host, d.url, d.body, d.trace, d.attempts, d.give_up_at, s.headers,
    array(
        select secret from notification_secrets k
        where k.setting_id = s.id
            and (retired_at is null or retired_at > $1 - make_interval(secs => $9))
        order by k.id desc
    ) as secrets

-- settle --
update deliveries
set status = $3, due_at = $4, finished_at = $5, error_type = $6, error_message = $7,
    http_status = $8, response = $9, duration_ms = $10
where id = $1 and attempts = $2 and finished_at is null
returning id

-- promote --
update deliveries
set due_at = greatest($3, created_at + make_interval(secs => delay))
where due_at is null and id = (
    select id from deliveries
    where setting_id = $1 and session_id = $2 and finished_at is null
    order by id
    limit 1
)

-- close_all --
update deliveries
set status = 'failed', due_at = null, finished_at = $2, error_type = $3,
    error_message = $4
where setting_id = $1 and finished_at is null

-- count_open --
select status, count(*) as deliveries from deliveries
where finished_at is null group by status

-- delete_old --
-- What somebody else is about to delete is his.
delete from deliveries where id in (
    select id from deliveries where finished_at < $1 limit 10000 for update skip locked
)

-- list_log --
-- $2 and $3: from when to when; $4: the events' titles
select id, id::text as notification_id, name as notification_name,
    delay as notification_delay, coalesce(body, url) as notification_message,
    url as notification_send_to, null::int as notification_sms_count,
    json_build_object('value', coalesce($4::jsonb ->> event, event), 'value_id', event)
        as event_type, event as event_type_id,
    case when session_id is not null then
        json_build_object('value', 'Call', 'value_id', 'call') end as communication_type,
    case when session_id is not null then 'call' end as communication_type_id,
    session_id as communication_id,
    json_build_object('value', initcap(status), 'value_id', status)
        as notification_status, status as notification_status_id,
    json_build_object('value', 'HTTP request', 'value_id', 'http_request')
        as notification_channel, 'http_request' as notification_channel_id,
    case when error_type is not null then
        json_build_object('value', error_message, 'value_id', error_type) end
        as notification_error_type, error_type as notification_error_type_id,
    error_message as notification_error_message,
    attempted_at as notification_send_date_time,
    created_at as notification_start_date_time, attempts, http_status
from deliveries
where account_id = $1 and created_at >= $2 and created_at < $3

-- list_again --
-- What is over and whose notification is on; $3 to $6 narrow it down where they are given.
select d.id, d.setting_id
from deliveries d
join notification_settings s on s.id = d.setting_id and s.is_active
where d.account_id = $1 and d.finished_at is not null and d.status = any($2::text[])
    and ($3::bigint is null or d.id = $3)
    and ($4::timestamptz is null or d.created_at >= $4)
    and ($5::timestamptz is null or d.created_at <= $5)
    and ($6::bigint is null or d.setting_id = $6)
order by d.id
limit $7

-- exists --
select exists (
    select from deliveries d
    join notification_settings s on s.id = d.setting_id and s.is_active
    where d.account_id = $1 and d.id = $2
)

-- lock_settings --
select id from notification_settings where id = any($1::bigint[])
order by id for no key update

-- queue_again --
update deliveries
set status = 'queued', finished_at = null, attempts = 0, give_up_at = null,
    error_type = null, error_message = null, http_status = null, response = null,
    duration_ms = null
where id = any($1::bigint[]) and finished_at is not null and setting_id is not null

-- promote_all --
-- The first of each session that has nothing due, and all that are of no session.
update deliveries set due_at = $3
where finished_at is null and due_at is null and (
    id = any($2::bigint[]) and session_id is null
    or id in (
        select min(id) from deliveries
        where setting_id = any($1::bigint[]) and session_id is not null
            and finished_at is null
        group by setting_id, session_id
        having count(due_at) = 0
    )
)

-- notify --
select pg_notify('events_distributed', '')
