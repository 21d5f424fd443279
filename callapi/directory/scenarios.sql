-- find_scenario --
select id, name, document from scenarios where account_id = $1 and id = $2;
