-- list_positions --
select id, name from employee_positions where account_id = $1

-- insert --
insert into employee_positions (account_id, name) values ($1, $2) returning id;

-- update --
update employee_positions set name = coalesce($3, name)
where account_id = $1 and id = $2
returning true;

-- delete --
delete from employee_positions where account_id = $1 and id = $2 returning true;
