-- find_virtual_number --
select id, number, name
from virtual_numbers
where account_id = $1 and number = $2 and is_active;

-- find_owner --
select id, account_id, is_active from virtual_numbers where number = $1;

-- is_own --
select exists (
    select from virtual_numbers where account_id = $1 and number = $2
);

-- has_group --
select exists (
    select from virtual_number_groups where account_id = $1 and id = $2
);

-- find_pool --
select id, number, name
from virtual_numbers v
where v.account_id = $1 and v.is_active
    and ($2::bigint is null or exists (
        select from virtual_number_group_members m
        where m.group_id = $2 and m.virtual_number_id = v.id
    ))
order by id;

-- keep --
-- Of two first calls at once, the first to arrive decides for both.
insert into shown_numbers (account_id, contact, rule, group_id, virtual_number_id)
values ($1, $2, $3, $4, $5)
on conflict (account_id, contact, rule, group_id) do update
set virtual_number_id = case
    when shown_numbers.virtual_number_id = any ($6::bigint[])
    then shown_numbers.virtual_number_id
    else excluded.virtual_number_id
end
returning virtual_number_id;

-- list_numbers --
select v.id, v.number as virtual_phone_number,
    v.redirection_number as redirection_phone_number, v.activated_at as activation_date,
    case when v.is_active then 'active' else 'manual_lock' end as status,
    v.category, 'va' as type, v.comment, nullif(v.name, '') as name,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'scenario_id', s.id,
            'scenario_name', s.name,
            'call_processing_rule_id', r.id,
            'is_active', r.is_active) order by r.priority), '[]')
        from call_processing_rules r
        join scenarios s on s.id = r.scenario_id
        where r.virtual_number_id = v.id) as scenarios,
    '[]'::jsonb as campaigns, '[]'::jsonb as site_blocks, null::bigint as child_customer_id
from virtual_numbers v
where v.account_id = $1

-- update --
update virtual_numbers v
set (name, comment, redirection_number, is_active) = (
    select it.name, it.comment, it.redirection_number, it.is_active
    from jsonb_populate_record(v, $3::jsonb) it)
where v.account_id = $1 and v.id = $2
returning true;
