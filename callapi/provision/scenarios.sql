-- list_scenarios --
select id, name as label, name from scenarios where account_id = $1 order by id;

-- insert_scenario --
insert into scenarios (account_id, name, document)
values ($1, $2, '{}') returning id;

-- delete_scenario --
with freed as (
    delete from call_processing_rules where account_id = $1 and scenario_id = $2
)
delete from scenarios where account_id = $1 and id = $2;

-- list_documents --
select id, name as label, name, document from scenarios where account_id = $1;

-- update_document --
update scenarios set name = $3, document = $4 where account_id = $1 and id = $2;
