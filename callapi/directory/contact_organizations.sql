-- list_organizations --
select id, name from contact_organizations where account_id = $1

-- insert --
insert into contact_organizations (account_id, name) values ($1, $2) returning id;

-- update --
update contact_organizations set name = coalesce($3, name)
where account_id = $1 and id = $2
returning true;

-- delete --
delete from contact_organizations where account_id = $1 and id = $2;

-- list_users --
select 'contact' as entity, id from contacts
where account_id = $1 and organization_id = $2
order by entity, id;
