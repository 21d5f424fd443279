-- find --
select method, params_hash, call_session_id, claimed_by::text, reply
from idempotency_keys
where account_id = $1 and key = $2 and created_at > $3

-- claim --
-- A key that has served its day may be used again.
insert into idempotency_keys
    (account_id, key, method, params_hash, claimed_by, created_at, call_session_id)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (account_id, key) do update
set method = excluded.method, params_hash = excluded.params_hash,
    claimed_by = excluded.claimed_by, created_at = excluded.created_at,
    call_session_id = excluded.call_session_id, reply = null
where idempotency_keys.created_at <= $8
returning call_session_id

-- keep_reply --
update idempotency_keys set reply = $4
where account_id = $1 and key = $2 and claimed_by = $3 and reply is null

-- delete_old --
delete from idempotency_keys where created_at <= $1
