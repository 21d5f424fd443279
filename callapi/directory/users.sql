-- list_users --
-- $2, $3: components as stored and their mnemonics; $4: the units there are
select u.id, u.login, u.name, u.description,
    case when u.is_admin then 'admin' else 'user' end as type,
    u.is_active, u.employee_id,
    array(
        select c.mnemonic
        from unnest($2::text[], $3::text[]) with ordinality c (component, mnemonic, place)
        where (c.component <> 'basic' or u.call_api_access)
            and case when u.components is null then exists (
                select from account_components own
                where own.account_id = u.account_id and own.component = c.component
            ) else c.component = any (u.components) end
        order by c.place
    ) as components,
    (
        select coalesce(jsonb_agg(jsonb_build_object('unit_id', unit.name,
            'is_select', u.is_admin or p.is_select,
            'is_insert', u.is_admin or p.is_insert,
            'is_update', u.is_admin or p.is_update,
            'is_delete', u.is_admin or p.is_delete) order by unit.place), '[]')
        from unnest($4::text[]) with ordinality unit (name, place)
        left join user_permissions p on p.user_id = u.id and p.unit = unit.name
        where u.is_admin or p.unit is not null
    ) as permissions,
    u.key_access as is_key_access_enabled,
    u.created_at as creation_date_time, u.last_login_at as last_login_date_time
from users u
where u.account_id = $1

-- exists --
select exists (select from users where account_id = $1 and id = $2)

-- find --
select login, key_access from users where account_id = $1 and id = $2

-- has_employee --
-- And has him until the end of the transaction.
select true from employees where account_id = $1 and id = $2 for key share

-- insert --
insert into users (account_id, login, name, description, is_admin, is_active, employee_id,
    components, call_api_access, key_access, password_hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
returning id

-- update --
-- What is null stays, but for what may be null itself: $7 and $8 say whether it was sent.
update users
set login = coalesce($3, login), name = coalesce($4, name),
    is_admin = coalesce($5, is_admin), is_active = coalesce($6, is_active),
    description = case when $7::boolean then $9 else description end,
    employee_id = case when $8::boolean then $10 else employee_id end,
    components = coalesce($11, components),
    call_api_access = coalesce($12, call_api_access),
    key_access = coalesce($13, key_access),
    password_hash = coalesce($14, password_hash)
where account_id = $1 and id = $2

-- has_active_admin --
select exists (select from users where account_id = $1 and is_admin and is_active)

-- delete_sessions --
delete from tokens where user_id = $1 and kind = 'session'

-- delete_permissions --
delete from user_permissions where user_id = $1

-- insert_permissions --
insert into user_permissions (account_id, user_id, unit, is_select, is_insert, is_update,
    is_delete)
select $1, $2, p.unit, p.is_select, p.is_insert, p.is_update, p.is_delete
from unnest($3::text[], $4::boolean[], $5::boolean[], $6::boolean[], $7::boolean[])
    p (unit, is_select, is_insert, is_update, is_delete)

-- delete --
delete from users where account_id = $1 and id = $2
