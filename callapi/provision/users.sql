-- list_users --
select id, login as label, lower(login), login, name, is_admin, is_active,
    call_api_access, key_access, components
from users where account_id = $1 order by id;

-- insert_user --
-- $2, the login in small letters, tells users apart; it is not stored.
insert into users (account_id, login, name, is_admin, is_active, call_api_access,
    key_access, components, password_hash)
select $1, $3, $4, $5, $6, $7, $8, $9, 'no password yet' where $2::text = lower($3)
returning id;

-- update_user --
update users
set login = $4, name = $5, is_admin = $6, is_active = $7, call_api_access = $8,
    key_access = $9, components = $10
where account_id = $1 and id = $2 and $3::text = lower($4);

-- delete_user --
delete from users where account_id = $1 and id = $2;

-- find_password_hash --
select password_hash from users where id = $1;

-- update_password --
update users set password_hash = $2 where id = $1;

-- delete_session_tokens --
delete from tokens where user_id = $1 and kind = 'session';

-- list_keys --
select id, name, expires_at, is_blocked from tokens
where user_id = $1 and kind = 'key' order by id;

-- insert_key --
insert into tokens (user_id, kind, name, hash, last4, expires_at, is_blocked)
values ($1, 'key', $2, $3, $4, $5, $6);

-- update_key --
update tokens set expires_at = $2, is_blocked = $3 where id = $1;

-- delete_key --
delete from tokens where id = $1;
