-- is_empty --
-- But for what a restore that was broken off has left.
select not exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'S')
        and c.relname <> 'unfinished_restore'
)

-- begin --
-- While this table is there, no server starts on the database.
create table if not exists unfinished_restore ()

-- skip_sessions --
select setval('call_session_ids', nextval('call_session_ids') + $1)

-- end --
drop table unfinished_restore
