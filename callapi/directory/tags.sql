-- find_tags --
select id, name from tags where account_id = $1 and id = any ($2::bigint[]) order by id;
