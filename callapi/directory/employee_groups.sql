-- list_groups --
select g.id, g.name,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'employee_id', e.id,
            'employee_full_name', concat_ws(' ', e.last_name, nullif(e.first_name, ''),
                nullif(e.patronymic, ''))) order by m.place, e.id), '[]')
        from employee_group_members m
        join employees e on e.id = m.employee_id
        where m.group_id = g.id) as members,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'employee_phone_number_id', n.id,
            'employee_phone_number', n.number || n.tail,
            'employee_id', e.id,
            'employee_full_name', concat_ws(' ', e.last_name, nullif(e.first_name, ''),
                nullif(e.patronymic, '')),
            'available', d.is_available) order by d.place, n.id), '[]')
        from employee_group_numbers d
        join employee_numbers n on n.id = d.employee_number_id
        join employees e on e.id = n.employee_id
        where d.group_id = g.id) as phone_numbers,
    g.extension as group_phone_number, g.queue_enabled, g.channels_count, g.schedule_id
from employee_groups g
where g.account_id = $1


-- insert --
insert into employee_groups (account_id, name, extension, queue_enabled, channels_count,
    schedule_id)
select $1, it.name, it.extension, it.queue_enabled, it.channels_count, it.schedule_id
from jsonb_populate_record(null::employee_groups, $2::jsonb) it
returning id;

-- update --
update employee_groups g
set (name, extension, queue_enabled, channels_count, schedule_id) = (
    select it.name, it.extension, it.queue_enabled, it.channels_count, it.schedule_id
    from jsonb_populate_record(g, $3::jsonb) it)
where g.account_id = $1 and g.id = $2;

-- set_members --
-- In the order given; of the group ($1) itself the caller is sure.
with wanted as (
    select employee_id, min(place) as place
    from unnest($2::bigint[]) with ordinality as them (employee_id, place)
    group by employee_id
), gone as (
    delete from employee_group_members
    where group_id = $1 and employee_id not in (select employee_id from wanted)
)
insert into employee_group_members (group_id, employee_id, place)
select $1, employee_id, place from wanted
on conflict (group_id, employee_id) do update set place = excluded.place;

-- list_number_ids --
select d.employee_number_id
from employee_group_numbers d
join employee_groups g on g.id = d.group_id
where g.account_id = $1 and g.id = $2
for update of g;

-- set_numbers --
update employee_group_numbers d
set place = asked.place, is_available = asked.is_available
from unnest($2::bigint[], $3::boolean[]) with ordinality
    as asked (employee_number_id, is_available, place)
where d.group_id = $1 and d.employee_number_id = asked.employee_number_id;

-- delete --
delete from employee_groups where account_id = $1 and id = $2;

-- list_users --
select 'scenario' as entity, s.id from scenarios s
where s.account_id = $1 and jsonb_path_exists(s.document,
    '$.operations[*].settings.targets[*] ? (@.type == "group" && @.id == $group)',
    jsonb_build_object('group', $2::bigint))
order by entity, id;
