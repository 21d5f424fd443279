-- list_schedules --
select id, name as label, name, rules from schedules where account_id = $1 order by id;

-- insert_schedule --
insert into schedules (account_id, name, rules) values ($1, $2, $3) returning id;

-- update_schedule --
update schedules set name = $3, rules = $4 where account_id = $1 and id = $2;

-- delete_schedule --
-- A rule for hours that are no more goes with them; people work at all hours then.
with freed_rules as (
    delete from call_processing_rules where account_id = $1 and schedule_id = $2
), freed_employees as (
    update employees set schedule_id = null where account_id = $1 and schedule_id = $2
), freed_groups as (
    update employee_groups set schedule_id = null
    where account_id = $1 and schedule_id = $2
)
delete from schedules where account_id = $1 and id = $2;
