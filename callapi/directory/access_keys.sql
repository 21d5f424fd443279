-- list_access_keys --
-- $2: now
select t.id, t.user_id, u.login as user_login, t.name,
    case when t.expires_at is null then 'permanent' else 'temporary' end as type,
    t.expires_at as expire_at,
    case
        when t.is_blocked then 'blocked'
        when t.expires_at <= to_timestamp($2) then 'expired'
        else 'active'
    end as status,
    coalesce(t.prefix, '') as token_prefix, t.created_at as creation_date_time,
    t.last_used_at as last_used_date_time, host(t.last_used_from) as last_used_ip
from tokens t
join users u on u.id = t.user_id
where u.account_id = $1 and t.kind = 'key'

-- find --
select t.name, t.expires_at, t.is_blocked
from tokens t
join users u on u.id = t.user_id
where u.account_id = $1 and t.id = $2 and t.kind = 'key'

-- count --
select count(*) from tokens where user_id = $1 and kind = 'key'

-- insert --
insert into tokens (user_id, kind, name, hash, last4, prefix, expires_at, created_at)
values ($1, 'key', $2, $3, $4, $5, $6, to_timestamp($7))
returning id

-- update --
update tokens t
set name = $3, expires_at = $4, is_blocked = $5
from users u
where u.id = t.user_id and u.account_id = $1 and t.id = $2 and t.kind = 'key'

-- delete --
delete from tokens t using users u
where u.id = t.user_id and u.account_id = $1 and t.id = $2 and t.kind = 'key'
returning t.id
