-- find_token --
select t.id as token_id, t.kind, t.last4, t.expires_at, t.is_blocked,
       t.name as token_name,
       u.id, u.account_id, u.login, u.name, u.is_active, u.call_api_access,
       u.key_access, u.components, u.is_admin, p.permissions
from tokens t
join users u on u.id = t.user_id
left join lateral (
    select jsonb_object_agg(p.unit, to_jsonb(p)) as permissions
    from user_permissions p where p.user_id = u.id
) p on true
where t.hash = $1

-- find_login --
select u.id, u.account_id, u.login, u.name, u.is_active, u.call_api_access,
       u.key_access, u.components, u.is_admin, u.password_hash, p.permissions
from users u
left join lateral (
    select jsonb_object_agg(p.unit, to_jsonb(p)) as permissions
    from user_permissions p where p.user_id = u.id
) p on true
where lower(u.login) = lower($1)

-- find_account --
select a.id, a.state = 'active' as is_active, a.timezone, a.home_country,
       a.points_per_minute, a.points_per_day, a.tts_message_length, a.post_call_s,
       a.data_points_per_minute, a.data_points_per_day,
       a.max_in_calls, a.max_out_calls,
       array(select component from account_components c where c.account_id = a.id)
           as components,
       array(select network from allowed_networks n
           where n.account_id = a.id and 'callapi' = any (n.apis)) as networks,
       array(select network from allowed_networks n
           where n.account_id = a.id and 'dataapi' = any (n.apis)) as data_networks
from accounts a
where a.id = $1

-- find_rules --
select component, mobile, national, international
from direction_rules
where account_id = $1

-- find_talk_options --
select o.button, o.mnemonic, o.name, o.value_id,
       case o.mnemonic
           when 'tag_call' then t.name
           when 'run_scenario' then s.name
           when 'save_numa' then g.name
           when 'transfer_call' then nullif(concat_ws(' ', e.last_name,
               nullif(e.first_name, ''), nullif(e.patronymic, '')), '')
       end as value_name
from talk_options o
left join tags t on t.id = o.value_id
left join scenarios s on s.id = o.value_id
left join contact_groups g on g.id = o.value_id
left join employees e on o.mnemonic = 'transfer_call' and e.id = o.value_id
where o.account_id = $1
order by position(o.button in '0123456789*#')
