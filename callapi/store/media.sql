-- find_in_account --
select id, account_id, name, mnemonic, duration_s, size_bytes, checksum
from media_files
where id = $2 and (account_id = $1 or account_id is null)

-- find_by_checksum --
-- Whoever knows how its checksum begins.
select id, account_id, name, mnemonic, duration_s, size_bytes, checksum
from media_files
where id = $1 and left(checksum, length($2)) = $2

-- find_system --
select id, account_id, name, mnemonic, duration_s, size_bytes, checksum
from media_files
where mnemonic = $1

-- find_by_name --
select id, account_id, name, mnemonic, duration_s, size_bytes, checksum
from media_files
where (account_id = $1 and name = $2) or (account_id is null and $2 in (name, mnemonic))
order by account_id is null, id
limit 1

-- list_files --
select id, account_id, name, mnemonic, duration_s, size_bytes, checksum
from media_files
where account_id = $1 or account_id is null
order by account_id is null, id

-- find_account_id --
select id from accounts where name = $1

-- insert --
insert into media_files (account_id, name, duration_s, size_bytes, checksum)
values ($1, $2, $3, $4, $5)
returning id

-- keep_system --
insert into media_files (mnemonic, name, duration_s, size_bytes, checksum)
values ($1, $2, $3, $4, $5)
on conflict (mnemonic) do update
set name = excluded.name, duration_s = excluded.duration_s,
    size_bytes = excluded.size_bytes, checksum = excluded.checksum
returning id

-- lock_system --
select pg_advisory_xact_lock($1)

-- list_unknown --
select id from unnest($1::bigint[]) id
where not exists (select from media_files f where f.id = id.id)
order by id

-- bound_the_wait --
-- Those who come later wait behind us.
set local lock_timeout = '2s'

-- lock_files --
lock table media_files in share mode
