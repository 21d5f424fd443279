-- list_matching --
-- Held until the events are distributed: a delivery that ends meanwhile waits.
select s.id, s.account_id, s.name, s.event, s.delay, s.condition_groups, s.method, s.url,
    s.host, s.body_template, a.home_country,
    (select rules from schedules where id = s.schedule_id) as rules
from notification_settings s
join accounts a on a.id = s.account_id
where s.is_active and s.account_id = any($1::bigint[]) and s.event = any($2::text[])
order by s.id
for share of s

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

-- list_settings --
select id, name, event, is_active, delay, schedule_id, condition_groups, method, url,
    headers, body_template, exists (
        select from notification_secrets k
        where k.setting_id = s.id and retired_at is null
    ) as has_secret
from notification_settings s
where account_id = $1

-- list_events --
-- $2: the events; they belong to no account
select id, mnemonic, title, params
from json_to_recordset($2::json) as event (id text, mnemonic text, title text, params json)
where $1::bigint is not null

-- count --
select count(*) from notification_settings where account_id = $1

-- find --
select name, event, is_active, delay, schedule_id, condition_groups, method, url,
    headers, body_template
from notification_settings
where account_id = $1 and id = $2
for no key update

-- insert --
insert into notification_settings (account_id, name, event, is_active, delay,
    schedule_id, condition_groups, method, url, host, headers, body_template)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
returning id

-- update --
update notification_settings
set name = $3, event = $4, is_active = $5, delay = $6, schedule_id = $7,
    condition_groups = $8, method = $9, url = $10, host = $11, headers = $12,
    body_template = $13,
    failures = case when $5 and not is_active then 0 else failures end
where account_id = $1 and id = $2

-- delete --
delete from notification_settings where account_id = $1 and id = $2

-- insert_secret --
insert into notification_secrets (setting_id, secret) values ($1, $2)

-- retire_secrets --
update notification_secrets set retired_at = $2
where setting_id = $1 and retired_at is null

-- delete_secrets --
delete from notification_secrets
where setting_id = $1 and ($2::timestamptz is null or retired_at < $2)

-- list_secrets --
select secret from notification_secrets
where setting_id = $1 and (retired_at is null or retired_at > $2)
order by id desc
