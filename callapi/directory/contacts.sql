-- find_name --
select c.full_name
from contact_numbers n
join contacts c on c.id = n.contact_id
where n.account_id = $1 and n.number = $2
order by c.id
limit 1;

-- add_to_group --
with chosen_group as (
    select id from contact_groups where account_id = $1 and id = $2
),
known as (
    select contact_id as id from contact_numbers
    where account_id = $1 and number = $3
    order by contact_id
    limit 1
),
made as (
    insert into contacts (account_id, full_name)
    select $1, $3 from chosen_group where not exists (select from known)
    returning id
),
numbered as (
    insert into contact_numbers (contact_id, account_id, number)
    select id, $1, $3 from made
),
joined as (
    insert into contact_group_members (group_id, contact_id)
    select g.id, c.id
    from chosen_group g, (select id from known union all select id from made) c
    on conflict do nothing
)
select exists (select from chosen_group);
