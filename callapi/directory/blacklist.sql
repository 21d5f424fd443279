-- contains --
select exists (select from blacklist where account_id = $1 and number = $2);

-- add --
insert into blacklist (account_id, number, added_by, comment)
values ($1, $2, $3, $4)
on conflict (account_id, number) do nothing
returning id;

-- list_blacklist_phone_numbers --
select id, number as phone_number, added_by as add_user_name, comment as add_comment,
    added_at as add_date_time
from blacklist
where account_id = $1

-- count --
select count(*) from blacklist where account_id = $1;

-- delete --
delete from blacklist where account_id = $1 and id = $2
returning id;
