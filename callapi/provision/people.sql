-- list_employees --
select id,
    concat_ws(' ', last_name, nullif(first_name, ''), nullif(patronymic, '')) as label,
    last_name, first_name, patronymic, email, extension, call_recording, schedule_id
from employees where account_id = $1 order by id;

-- insert_employee --
insert into employees (account_id, last_name, first_name, patronymic, email, extension,
    call_recording, schedule_id)
values ($1, $2, $3, $4, $5, $6, $7, $8)
returning id;

-- update_employee --
update employees
set last_name = $3, first_name = $4, patronymic = $5, email = $6, extension = $7,
    call_recording = $8, schedule_id = $9
where account_id = $1 and id = $2;

-- delete_employee --
with left_alone as (
    update employees set coach_id = null where account_id = $1 and coach_id = $2
), unmanaged as (
    update contacts set personal_manager_id = null
    where account_id = $1 and personal_manager_id = $2
)
delete from employees where account_id = $1 and id = $2;

-- free_extension --
update employees set extension = null where id = $1;

-- set_coach --
update employees set coach_id = $2
where id = $1 and coach_id is distinct from $2
returning true;

-- list_sip_lines --
select number as id, number as label, number, employee_id, password
from sip_lines where account_id = $1 order by number;

-- insert_sip_line --
insert into sip_lines (account_id, number, employee_id, password)
values ($1, $2, $3, $4);

-- update_sip_line --
update sip_lines set number = $3, employee_id = $4, password = $5
where account_id = $1 and number = $2;

-- delete_sip_line --
delete from sip_lines where account_id = $1 and number = $2;

-- list_numbers --
select n.id,
    concat_ws(' ', e.last_name, nullif(e.first_name, ''), nullif(e.patronymic, ''),
        n.number || n.tail) as label,
    n.employee_id, n.number, n.tail, n.kind, n.priority, n.ring_s, n.is_active,
    n.channels_count
from employee_numbers n
join employees e on e.id = n.employee_id
where n.account_id = $1
order by n.employee_id, n.priority;

-- insert_number --
insert into employee_numbers (account_id, employee_id, number, tail, kind, priority,
    ring_s, is_active, channels_count)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
returning id;

-- update_number --
update employee_numbers
set employee_id = $3, number = $4, tail = $5, kind = $6, priority = $7, ring_s = $8,
    is_active = $9, channels_count = $10
where account_id = $1 and id = $2;

-- delete_number --
delete from employee_numbers where account_id = $1 and id = $2;
