-- find_scenario --
select s.id, s.name, s.document,
    (select coalesce(jsonb_object_agg(o.key, o.id), '{}')
        from scenario_operations o where o.scenario_id = s.id) as operation_ids
from scenarios s
where s.account_id = $1 and s.id = $2;
