-- list_talk_options --
select o.id, o.button, o.mnemonic, o.name, o.value_id as button_value_id,
    case o.mnemonic
        when 'tag_call' then t.name
        when 'run_scenario' then s.name
        when 'save_numa' then g.name
        when 'transfer_call' then nullif(concat_ws(' ', e.last_name,
            nullif(e.first_name, ''), nullif(e.patronymic, '')), '')
    end as button_value_name
from talk_options o
left join tags t on o.mnemonic = 'tag_call' and t.id = o.value_id
left join scenarios s on o.mnemonic = 'run_scenario' and s.id = o.value_id
left join contact_groups g on o.mnemonic = 'save_numa' and g.id = o.value_id
left join employees e on o.mnemonic = 'transfer_call' and e.id = o.value_id
where o.account_id = $1

-- find --
select button, mnemonic, name, value_id from talk_options
where account_id = $1 and id = $2

-- insert --
insert into talk_options (account_id, button, mnemonic, name, value_id)
values ($1, $2, $3, $4, $5)
returning id

-- update --
update talk_options set button = $3, mnemonic = $4, name = $5, value_id = $6
where account_id = $1 and id = $2

-- delete --
delete from talk_options where account_id = $1 and id = $2
returning id
