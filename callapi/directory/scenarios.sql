-- find_scenario --
select s.id, s.name, s.document,
    (select coalesce(jsonb_object_agg(o.key, o.id), '{}')
        from scenario_operations o where o.scenario_id = s.id) as operation_ids
from scenarios s
where s.account_id = $1 and s.id = $2;

-- list_scenarios --
select s.id, s.name,
    (select coalesce(jsonb_agg(v.number order by v.number), '[]')
        from virtual_numbers v
        where exists (select from call_processing_rules r
            where r.virtual_number_id = v.id and r.scenario_id = s.id))
        as virtual_phone_numbers,
    '[]'::jsonb as sites, '[]'::jsonb as campaigns,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'id', o.id, 'name', it.operation -> 'name', 'key', o.key,
            'type', it.operation -> 'type') order by it.place), '[]')
        from jsonb_array_elements(s.document -> 'operations') with ordinality
            as it (operation, place)
        join scenario_operations o
            on o.scenario_id = s.id and o.key = it.operation ->> 'key') as operations,
    s.document ->> 'start_operation_key' as start_operation_key,
    coalesce((s.document ->> 'schema_version')::int, 1) as schema_version,
    s.updated_at as update_date_time
from scenarios s
where s.account_id = $1

-- find_stored --
select s.name, s.document, s.updated_at,
    (select coalesce(jsonb_object_agg(o.key, o.id), '{}')
        from scenario_operations o where o.scenario_id = s.id) as operation_ids
from scenarios s
where s.account_id = $1 and s.id = $2;

-- has_name --
select exists (select from scenarios where account_id = $1 and name = $2);

-- insert --
insert into scenarios (account_id, name, document) values ($1, $2, $3) returning id;

-- update --
update scenarios set name = coalesce($3, name), document = coalesce($4, document)
where account_id = $1 and id = $2;

-- delete --
delete from scenarios where account_id = $1 and id = $2;

-- list_users --
select 'call_processing_rule' as entity, id from call_processing_rules
where account_id = $1 and scenario_id = $2
union all
select 'talk_option', id from talk_options
where account_id = $1 and mnemonic = 'run_scenario' and value_id = $2
union all
select 'scenario', s.id from scenarios s
where s.account_id = $1 and s.id <> $2 and jsonb_path_exists(s.document,
    '$.operations[*] ? (@.type == "run_scenario").settings.scenario_id
        ? (@ == $scenario)',
    jsonb_build_object('scenario', $2::bigint))
order by entity, id;
