-- employees --
select id from employees where account_id = $1 and id = any ($2::bigint[]) for key share;

-- employee_groups --
select id from employee_groups where account_id = $1 and id = any ($2::bigint[]) for key share;

-- schedules --
select id from schedules where account_id = $1 and id = any ($2::bigint[]) for key share;

-- scenarios --
select id from scenarios where account_id = $1 and id = any ($2::bigint[]) for key share;

-- contacts --
select id from contacts where account_id = $1 and id = any ($2::bigint[]) for key share;

-- contact_groups --
select id from contact_groups where account_id = $1 and id = any ($2::bigint[]) for key share;

-- contact_organizations --
select id from contact_organizations where account_id = $1 and id = any ($2::bigint[]) for key share;

-- virtual_numbers --
select id from virtual_numbers where account_id = $1 and id = any ($2::bigint[]) for key share;
