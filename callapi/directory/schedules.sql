-- find_rules --
select rules from schedules where account_id = $1 and id = $2;

-- find_days --
select country, day, is_working from calendar_days
where (country, day) in (select * from unnest($1::text[], $2::date[]));

-- list_schedules --
-- Whether it is open now is found from the rules by who reads them.
select id, name, rules as schedules, rules as is_open from schedules where account_id = $1

-- insert --
insert into schedules (account_id, name, rules) values ($1, $2, $3) returning id;

-- update --
update schedules set name = coalesce($3, name), rules = coalesce($4, rules)
where account_id = $1 and id = $2;

-- delete --
delete from schedules where account_id = $1 and id = $2;

-- list_users --
select 'employee' as entity, id from employees where account_id = $1 and schedule_id = $2
union all
select 'employee_group', id from employee_groups
where account_id = $1 and schedule_id = $2
union all
select 'call_processing_rule', id from call_processing_rules
where account_id = $1 and schedule_id = $2
union all
select 'scenario', s.id from scenarios s
where s.account_id = $1 and jsonb_path_exists(s.document,
    '$.operations[*] ? (@.type == "schedule").settings.schedule_id ? (@ == $schedule)',
    jsonb_build_object('schedule', $2::bigint))
union all
select 'notification', id from notification_settings
where account_id = $1 and schedule_id = $2
order by entity, id;
