-- list_matching --
-- Held until the events are distributed: a delivery that ends meanwhile waits.
select id, account_id, name, event, delay, condition_groups, method, url, host,
    body_template
from notification_settings
where is_active and account_id = any($1::bigint[]) and event = any($2::text[])
order by id
for share

-- note_success --
update notification_settings set failures = 0 where id = $1 and failures <> 0

-- note_failure --
with before as (
    select id, is_active from notification_settings where id = $1
)
update notification_settings s
set failures = failures + 1, is_active = s.is_active and failures + 1 < $2
from before
where s.id = before.id
returning account_id, name, failures, before.is_active and not s.is_active as is_off

-- lock --
select id from notification_settings where id = $1 for no key update
