-- list_virtual_numbers --
select id, number as label, number, name, is_active
from virtual_numbers where account_id = $1 order by id;

-- insert_virtual_number --
insert into virtual_numbers (account_id, number, name, is_active)
values ($1, $2, $3, $4)
returning id;

-- update_virtual_number --
update virtual_numbers set number = $3, name = $4, is_active = $5
where account_id = $1 and id = $2;

-- delete_virtual_number --
-- Lines that had it can not call any more.
with silenced as (
    update sip_lines set virtual_number_id = null
    where account_id = $1 and virtual_number_id = $2
)
delete from virtual_numbers where account_id = $1 and id = $2;

-- list_rules --
select r.id, v.number || ' ' || r.priority as label, r.virtual_number_id, r.priority,
    r.scenario_id, r.schedule_id, r.contact_group_id, r.is_active
from call_processing_rules r
join virtual_numbers v on v.id = r.virtual_number_id
where r.account_id = $1
order by r.virtual_number_id, r.priority;

-- insert_rule --
insert into call_processing_rules (account_id, virtual_number_id, priority, scenario_id,
    schedule_id, contact_group_id, is_active)
values ($1, $2, $3, $4, $5, $6, $7)
returning id;

-- update_rule --
update call_processing_rules
set virtual_number_id = $3, priority = $4, scenario_id = $5, schedule_id = $6,
    contact_group_id = $7, is_active = $8
where account_id = $1 and id = $2;

-- delete_rule --
delete from call_processing_rules where account_id = $1 and id = $2;

-- list_groups --
select id, name as label, name from virtual_number_groups
where account_id = $1 order by id;

-- insert_group --
insert into virtual_number_groups (account_id, name) values ($1, $2) returning id;

-- delete_group --
delete from virtual_number_groups where account_id = $1 and id = $2;

-- list_members --
-- A member has no id of its own: the pair is it.
select array[m.group_id, m.virtual_number_id] as id, g.name || ' ' || v.number as label,
    m.group_id, m.virtual_number_id
from virtual_number_group_members m
join virtual_number_groups g on g.id = m.group_id
join virtual_numbers v on v.id = m.virtual_number_id
where g.account_id = $1
order by m.group_id, m.virtual_number_id;

-- insert_member --
insert into virtual_number_group_members (group_id, virtual_number_id)
select g.id, $3 from virtual_number_groups g where g.account_id = $1 and g.id = $2;

-- delete_member --
delete from virtual_number_group_members m
using virtual_number_groups g
where g.id = m.group_id and g.account_id = $1
    and array[m.group_id, m.virtual_number_id] = $2::bigint[];
