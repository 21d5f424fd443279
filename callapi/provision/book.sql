-- list_blocked --
select id, number as label, number, comment from blacklist where account_id = $1;

-- insert_blocked --
insert into blacklist (account_id, number, comment) values ($1, $2, $3) returning id;

-- update_blocked --
update blacklist set number = $3, comment = $4 where account_id = $1 and id = $2;

-- list_groups --
select id, name as label, name from contact_groups where account_id = $1 and not is_system order by id;

-- insert_group --
insert into contact_groups (account_id, name) values ($1, $2) returning id;

-- delete_group --
with freed as (
    delete from call_processing_rules where account_id = $1 and contact_group_id = $2
)
delete from contact_groups where account_id = $1 and id = $2;

-- list_contacts --
-- Of several with one name the oldest is the file's.
select distinct on (full_name) id, full_name as label, full_name
from contacts where account_id = $1 order by full_name, id;

-- insert_contact --
insert into contacts (account_id, full_name) values ($1, $2) returning id;

-- list_numbers --
select contact_id as id, number as label, contact_id, number
from contact_numbers where account_id = $1;

-- insert_number --
insert into contact_numbers (account_id, contact_id, number) values ($1, $2, $3);

-- list_members --
select m.contact_id as id, g.name as label, m.group_id, m.contact_id
from contact_group_members m
join contact_groups g on g.id = m.group_id
where g.account_id = $1;

-- insert_member --
insert into contact_group_members (group_id, contact_id)
select g.id, $3 from contact_groups g where g.account_id = $1 and g.id = $2;
