-- find_employee --
select id, last_name, first_name, patronymic, extension, coach_id, call_recording
from employees
where account_id = $1 and id = $2;
