-- list_groups --
select g.id, g.name, g.is_system,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'contact_id', c.id, 'contact_full_name', c.full_name) order by c.id), '[]')
        from contact_group_members m
        join contacts c on c.id = m.contact_id
        where m.group_id = g.id) as members
from contact_groups g
where g.account_id = $1

-- is_system --
select is_system from contact_groups where account_id = $1 and id = $2 for update;

-- list_system --
select id from contact_groups
where account_id = $1 and id = any ($2::bigint[]) and is_system
order by id;

-- has_all --
select count(*) = cardinality($2::bigint[]) from contact_group_members
where contact_id = $1 and group_id = any ($2::bigint[]);

-- insert --
insert into contact_groups (account_id, name) values ($1, $2) returning id;

-- update --
update contact_groups set name = $3 where account_id = $1 and id = $2;

-- set_members --
-- Of the group ($1) and the contacts the caller is sure.
with gone as (
    delete from contact_group_members
    where group_id = $1 and contact_id <> all ($2::bigint[])
)
insert into contact_group_members (group_id, contact_id)
select $1, contact_id from unnest($2::bigint[]) as them (contact_id)
on conflict do nothing;

-- delete --
delete from contact_groups where account_id = $1 and id = $2;

-- list_users --
select 'call_processing_rule' as entity, id from call_processing_rules
where account_id = $1 and contact_group_id = $2
union all
select 'talk_option', id from talk_options
where account_id = $1 and mnemonic = 'save_numa' and value_id = $2
union all
select 'scenario', s.id from scenarios s
where s.account_id = $1 and jsonb_path_exists(s.document,
    '$.operations[*] ? (@.type == "contact_list").settings.contact_group_ids[*]
        ? (@ == $group)',
    jsonb_build_object('group', $2::bigint))
order by entity, id;
