-- list_lines --
-- $2: whether passwords may be seen. Those of nobody are null, and so no filter finds them.
select l.id, l.number as phone_number,
    case when v.id is null then 'in' else 'in_out' end as type,
    l.employee_id,
    concat_ws(' ', e.last_name, nullif(e.first_name, ''), nullif(e.patronymic, ''))
        as employee_full_name,
    l.channels_count, coalesce(n.ring_s, 60) as dial_time,
    case when l.is_active and coalesce(n.is_active, true) then 'active' else 'inactive' end
        as status,
    l.billing_state,
    case when l.is_registered then 'Зарегистрирован' else 'Не зарегистрирован' end
        as physical_state,
    l.is_registered, v.number as virtual_phone_number,
    case when v.id is not null then l.number_rule end as virtual_phone_usage_rule,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'ip', s.address,
            'date_time', to_char(s.registered_at at time zone a.timezone,
                'YYYY-MM-DD"T"HH24:MI:SS')) order by s.registered_at, s.switch), '[]')
        from sip_line_switches s
        where s.number = l.number and s.registered_at is not null
            and s.address is not null) as ip_addresses,
    case when $2::boolean then l.password end as password
from sip_lines l
join accounts a on a.id = l.account_id
join employees e on e.id = l.employee_id
left join employee_numbers n on n.employee_id = l.employee_id and n.number = l.number
left join virtual_numbers v on v.id = l.virtual_number_id
where l.account_id = $1

-- list_caller_ids --
select id, number as virtual_phone_number
from virtual_numbers
where account_id = $1 and is_active

-- insert --
insert into sip_lines (account_id, number, employee_id, password, virtual_number_id)
values ($1, $2, $3, $4, $5)
on conflict (number) do nothing
returning id;

-- append_number --
insert into employee_numbers (account_id, employee_id, number, kind, priority)
select $1, $2, $3, 'sip',
    (select coalesce(max(priority) + 1, 0) from employee_numbers where employee_id = $2);

-- count_numbers --
select count(*) from employee_numbers where account_id = $1 and employee_id = $2;

-- find_line --
select l.id, l.number, l.employee_id from sip_lines l
where l.account_id = $1 and l.id = $2
for update;

-- find_most_channels --
select max_sip_channels_per_line from accounts where id = $1;

-- update --
update sip_lines l
set (employee_id, virtual_number_id, billing_state, channels_count) = (
    select it.employee_id, it.virtual_number_id, it.billing_state, it.channels_count
    from jsonb_populate_record(l, $3::jsonb) it)
where l.account_id = $1 and l.id = $2;

-- move_number --
-- With its settings, to the end of the other's list, unless he has it already.
update employee_numbers n
set employee_id = $4,
    priority = (select coalesce(max(priority) + 1, 0) from employee_numbers
        where employee_id = $4)
where n.account_id = $1 and n.number = $2 and n.employee_id = $3 and not exists (
    select from employee_numbers where employee_id = $4 and number = $2);

-- delete_number --
delete from employee_numbers
where account_id = $1 and number = $2 and ($3::bigint is null or employee_id = $3);

-- set_password --
update sip_lines set password = $3 where account_id = $1 and id = $2 returning true;

-- delete --
delete from sip_lines where account_id = $1 and id = $2;

-- list_users --
select 'scenario' as entity, s.id from scenarios s
where s.account_id = $1 and jsonb_path_exists(s.document,
    '$.operations[*].settings.targets[*] ? (@.type == "phone" && @.id == $phones[*])',
    jsonb_build_object('phones', (
        select coalesce(jsonb_agg(id), '[]') from employee_numbers
        where account_id = $1 and number = $2)))
union all
select 'call_session', c.id from call_sessions c
where c.account_id = $1 and c.finished_at is null and jsonb_path_exists(c.body::jsonb,
    '$.legs[*] ? (@.endpoint == $number && @.state != "ended")',
    jsonb_build_object('number', $2::text))
order by entity, id;
