-- list_media --
-- All a scenario may name: the account's files, and the system's by their mnemonics.
select id, coalesce(mnemonic, name) as label from media_files
where account_id = $1 or account_id is null
order by account_id is not null, id;

-- list_own_media --
select id, name from media_files where account_id = $1 order by id;

-- find_media --
select id, checksum from media_files where account_id = $1 and name = $2;

-- update_media --
update media_files set duration_s = $2, size_bytes = $3, checksum = $4 where id = $1;

-- delete_media --
delete from media_files where id = $1;
