-- list_talk_options --
select id, button as label, button, mnemonic, name, value_id
from talk_options where account_id = $1 order by id;

-- insert_talk_option --
insert into talk_options (account_id, button, mnemonic, name, value_id)
values ($1, $2, $3, $4, $5)
returning id;

-- update_talk_option --
update talk_options set button = $3, mnemonic = $4, name = $5, value_id = $6
where account_id = $1 and id = $2;

-- delete_talk_option --
delete from talk_options where account_id = $1 and id = $2;
