-- has_component --
select exists (
    select from account_components where account_id = $1 and component = $2);

-- list_users --
select id, login as label, login, name, is_admin, is_active, call_api_access,
    key_access, components
from users where account_id = $1 order by id;

-- insert_user --
insert into users (account_id, login, name, is_admin, is_active, call_api_access,
    key_access, components, password_hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'no password yet')
returning id;

-- update_user --
update users
set login = $3, name = $4, is_admin = $5, is_active = $6, call_api_access = $7,
    key_access = $8, components = $9
where account_id = $1 and id = $2;

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
insert into tokens (user_id, kind, name, hash, prefix, last4, expires_at, is_blocked)
values ($1, 'key', $2, $3, $4, $5, $6, $7);

-- update_key --
update tokens set expires_at = $2, is_blocked = $3 where id = $1;

-- delete_key --
delete from tokens where id = $1;

-- list_permissions --
select unit, is_select, is_insert, is_update, is_delete from user_permissions
where user_id = $1;

-- delete_permissions --
delete from user_permissions where user_id = $1;

-- insert_permission --
insert into user_permissions (account_id, user_id, unit, is_select, is_insert, is_update,
    is_delete)
values ($1, $2, $3, $4, $5, $6, $7);

-- set_employee --
update users set employee_id = $2
where id = $1 and employee_id is distinct from $2
returning true;
