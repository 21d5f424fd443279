-- list_phones --
-- Those of the account that are named by id or by number, and all of the employee.
select id, employee_id, number, tail, kind, channels_count, ring_s, is_active
from employee_numbers
where account_id = $1
    and (employee_id = $2 or id = any ($3::bigint[]) or number = any ($4::text[]))
order by id
for update;

-- list_own_virtual --
select number from virtual_numbers where account_id = $1 and number = any ($2::text[]);

-- list_lines --
select number from sip_lines where account_id = $1 and number = any ($2::text[])
for key share;

-- delete_phones --
delete from employee_numbers
where account_id = $1 and employee_id = $2 and id <> all ($3::bigint[]);

-- insert_phone --
insert into employee_numbers (account_id, employee_id, priority, number, tail, kind,
    channels_count, ring_s, is_active)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- place_phone --
update employee_numbers set priority = $3, number = $4
where account_id = $1 and id = $2;

-- set_phones --
-- For all who have the number.
update employee_numbers
set tail = $3, channels_count = $4, ring_s = $5, is_active = $6
where account_id = $1 and number = $2
    and (tail, channels_count, ring_s, is_active) is distinct from ($3, $4, $5, $6);

-- leave_groups --
-- A group dials the numbers of its members and no others.
delete from employee_group_numbers g
using employee_numbers n
where n.id = g.employee_number_id and n.account_id = $1 and not exists (
    select from employee_group_members m
    where m.group_id = g.group_id and m.employee_id = n.employee_id);

-- join_groups --
-- New numbers stand behind those that were there.
insert into employee_group_numbers (group_id, employee_number_id, place)
select m.group_id, n.id, last.place
    + row_number() over (partition by m.group_id order by m.place, n.priority, n.id)
from employee_group_members m
join employee_groups g on g.id = m.group_id and g.account_id = $1
join employee_numbers n on n.employee_id = m.employee_id
cross join lateral (
    select coalesce(max(place), 0) as place from employee_group_numbers
    where group_id = m.group_id
) last
where not exists (
    select from employee_group_numbers there
    where there.group_id = m.group_id and there.employee_number_id = n.id);
