-- contains --
select exists (select from blacklist where account_id = $1 and number = $2);

-- add --
insert into blacklist (account_id, number, added_by, comment)
values ($1, $2, $3, $4)
on conflict (account_id, number) do nothing
returning id;
