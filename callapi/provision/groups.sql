-- list_groups --
select id, name as label, name, extension, queue_enabled, channels_count, schedule_id
from employee_groups where account_id = $1 order by id;

-- insert_group --
insert into employee_groups (account_id, name, extension, queue_enabled, channels_count,
    schedule_id)
values ($1, $2, $3, $4, $5, $6)
returning id;

-- update_group --
update employee_groups
set name = $3, extension = $4, queue_enabled = $5, channels_count = $6, schedule_id = $7
where account_id = $1 and id = $2;

-- delete_group --
delete from employee_groups where account_id = $1 and id = $2;

-- list_members --
-- A member has no id of its own: the pair is it.
select array[m.group_id, m.employee_id] as id,
    g.name || ' ' || concat_ws(' ', e.last_name, nullif(e.first_name, ''),
        nullif(e.patronymic, '')) as label,
    m.group_id, m.employee_id, m.place
from employee_group_members m
join employee_groups g on g.id = m.group_id
join employees e on e.id = m.employee_id
where g.account_id = $1
order by m.group_id, m.place;

-- insert_member --
insert into employee_group_members (group_id, employee_id, place)
select g.id, $3, $4 from employee_groups g where g.account_id = $1 and g.id = $2;

-- update_member --
update employee_group_members m set place = $5
from employee_groups g
where g.id = m.group_id and g.account_id = $1
    and array[m.group_id, m.employee_id] = $2::bigint[]
    and m.group_id = $3 and m.employee_id = $4;

-- delete_member --
delete from employee_group_members m
using employee_groups g
where g.id = m.group_id and g.account_id = $1
    and array[m.group_id, m.employee_id] = $2::bigint[];

-- add_numbers --
-- Exactly the members' numbers, in the members' order.
with wanted as (
    select n.id, row_number() over (order by m.place, n.priority, n.id) as place
    from employee_group_members m
    join employee_numbers n on n.employee_id = m.employee_id
    where m.group_id = $1
), gone as (
    delete from employee_group_numbers g
    where g.group_id = $1 and g.employee_number_id not in (select id from wanted)
)
insert into employee_group_numbers (group_id, employee_number_id, place)
select $1, id, place from wanted
on conflict (group_id, employee_number_id) do update set place = excluded.place;
