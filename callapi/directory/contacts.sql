-- find_name --
select c.full_name
from contact_numbers n
join contacts c on c.id = n.contact_id
where n.account_id = $1 and n.number = $2
order by c.id desc
limit 1;

-- add_to_group --
with chosen_group as (
    select id from contact_groups where account_id = $1 and id = $2
),
known as (
    select contact_id as id from contact_numbers
    where account_id = $1 and number = $3
    order by contact_id desc
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

-- list_contacts --
select c.id, nullif(c.first_name, '') as first_name, c.last_name,
    nullif(c.patronymic, '') as patronymic, c.full_name, to_jsonb(c.emails) as emails,
    (select coalesce(jsonb_agg(n.number order by n.place, n.number), '[]')
        from contact_numbers n where n.contact_id = c.id) as phone_numbers,
    c.personal_manager_id,
    case when m.id is not null then concat_ws(' ', m.last_name,
        nullif(m.first_name, ''), nullif(m.patronymic, '')) end
        as personal_manager_full_name,
    c.organization_id, o.name as organization_name,
    (select coalesce(jsonb_agg(jsonb_build_object('group_id', g.id, 'group_name', g.name)
            order by g.id), '[]')
        from contact_group_members gm
        join contact_groups g on g.id = gm.group_id
        where gm.contact_id = c.id) as groups
from contacts c
left join employees m on m.id = c.personal_manager_id
left join contact_organizations o on o.id = c.organization_id
where c.account_id = $1

-- insert --
insert into contacts (account_id, last_name, first_name, patronymic, emails,
    personal_manager_id, organization_id)
select $1, it.last_name, it.first_name, it.patronymic, it.emails,
    it.personal_manager_id, it.organization_id
from jsonb_populate_record(null::contacts, $2::jsonb) it
returning id;

-- update --
update contacts c
set (last_name, first_name, patronymic, emails, personal_manager_id, organization_id) = (
    select it.last_name, it.first_name, it.patronymic, it.emails,
        it.personal_manager_id, it.organization_id
    from jsonb_populate_record(c, $3::jsonb) it)
where c.account_id = $1 and c.id = $2;

-- set_numbers --
with gone as (
    delete from contact_numbers where contact_id = $2 and number <> all ($3::text[])
)
insert into contact_numbers (account_id, contact_id, number, place)
select $1, $2, number, place
from unnest($3::text[]) with ordinality as given (number, place)
on conflict (contact_id, number) do update set place = excluded.place;

-- set_groups --
-- The group of the system follows the blacklist and not what is set here.
with wanted as (
    select id from contact_groups
    where account_id = $1 and id = any ($3::bigint[]) and not is_system
), gone as (
    delete from contact_group_members m
    using contact_groups g
    where g.id = m.group_id and m.contact_id = $2 and not g.is_system
        and g.id not in (select id from wanted)
)
insert into contact_group_members (group_id, contact_id)
select id, $2 from wanted
on conflict do nothing;

-- delete --
delete from contacts where account_id = $1 and id = any ($2::bigint[]);
