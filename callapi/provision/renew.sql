-- has_key --
select exists (
    select from tokens t
    join users u on u.id = t.user_id
    where u.login = $1 and t.hash = $2 and t.kind = 'key' and not t.is_blocked
        and (t.expires_at is null or t.expires_at > now())
);

-- renew_key --
update tokens t set hash = $3, prefix = $4, last4 = $5
from users u
where u.id = t.user_id and u.login = $1 and t.name = $2 and t.kind = 'key';

-- find_password_hash --
select password_hash from users where login = $1;

-- renew_password --
update users set password_hash = $2 where login = $1;
