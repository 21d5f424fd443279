-- insert_session_token --
-- The oldest of a user's session tokens make room, ended ones first. The user's row is
-- locked: who is being deleted is not found.
with kept as (
    select id from tokens
    where user_id = $1 and kind = 'session' and expires_at > $5
    order by created_at desc, id desc
    limit $6
), gone as (
    delete from tokens
    where user_id = $1 and kind = 'session' and id not in (select id from kept)
)
insert into tokens (user_id, kind, hash, last4, expires_at, created_at)
select u.id, 'session', $2, $3, $4, $5 from users u where u.id = $1
for key share
returning id

-- delete_token --
delete from tokens where id = $1

-- count_login_failures --
select count(*) from login_failures where login_hash = $1 and at > $2

-- insert_login_failure --
insert into login_failures (login_hash, at) values ($1, $2)

-- delete_old_login_failures --
delete from login_failures where at <= $1

-- note_login --
update users set last_login_at = $2 where id = $1

-- note_uses --
update tokens t
set last_used_at = to_timestamp(used.at), last_used_from = used.peer::inet
from unnest($1::bigint[], $2::double precision[], $3::text[]) used (id, at, peer)
where t.id = used.id
