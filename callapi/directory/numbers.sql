-- find_sip_line --
select l.number, '' as tail, 'sip' as kind, coalesce(n.ring_s, 60) as ring_s,
    coalesce(n.is_active, true) as is_active,
    e.id as employee_id, e.last_name, e.first_name, e.patronymic, e.call_recording
from sip_lines l
join employees e on e.id = l.employee_id
left join employee_numbers n on n.employee_id = e.id and n.number = l.number
where l.account_id = $1 and l.number = $2;

-- find_extension --
select id from employees where account_id = $1 and extension = $2;

-- find_employee_numbers --
select n.number, n.tail, n.kind, n.ring_s, n.is_active,
    e.id as employee_id, e.last_name, e.first_name, e.patronymic, e.call_recording
from employee_numbers n
join employees e on e.id = n.employee_id
where n.account_id = $1 and n.employee_id = $2
order by n.priority, n.id;

-- find_number --
-- A number several employees share belongs to the first of them.
select n.number, n.tail, n.kind, n.ring_s, n.is_active,
    e.id as employee_id, e.last_name, e.first_name, e.patronymic, e.call_recording
from employee_numbers n
join employees e on e.id = n.employee_id
where n.account_id = $1 and n.number = $2
order by n.employee_id, n.priority, n.id;
