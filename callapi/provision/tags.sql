-- list_tags --
select id, name as label, name, color from tags where account_id = $1 order by id;

-- insert_tag --
insert into tags (account_id, name, color) values ($1, $2, $3) returning id;

-- update_tag --
update tags set name = $3, color = $4 where account_id = $1 and id = $2;

-- delete_tag --
delete from tags where account_id = $1 and id = $2 and not is_system;
