-- list_media_files --
select m.id, m.name, ceil(m.duration_s)::int as duration, m.size_bytes as size,
    '/system/media/file/' || m.id || '/' || left(m.checksum, 32) as play_link,
    m.normalization,
    case when m.account_id is null then 'system' else 'user' end as type, m.mnemonic
from media_files m
where m.account_id = $1 or m.account_id is null

-- room --
-- What is there already, and how much there may be.
select count(m.id) as files, coalesce(sum(m.size_bytes), 0)::bigint as total_size,
    a.max_media_files, a.max_media_total_size
from accounts a
left join media_files m on m.account_id = a.id
where a.id = $1
group by a.id

-- insert --
insert into media_files (account_id, name, duration_s, size_bytes, checksum,
    normalization)
values ($1, $2, $3, $4, $5, $6)
returning id

-- is_system --
-- No row: neither a file of the account nor of the system.
select account_id is null from media_files
where id = $2 and (account_id = $1 or account_id is null)

-- update --
update media_files set name = $3 where account_id = $1 and id = $2

-- list_users --
-- Wherever in an operation an audio stands: {"type": "media", "value": "7"}.
select 'scenario' as entity, s.id from scenarios s
where s.account_id = $1 and jsonb_path_exists(s.document,
    '$.operations[*].settings.** ? (@.type == "media" && @.value == $id)',
    jsonb_build_object('id', $2::bigint::text))
order by s.id

-- delete --
delete from media_files where account_id = $1 and id = $2
