-- is_empty --
select not exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'S')
)

-- skip_sessions --
select setval('call_session_ids', nextval('call_session_ids') + $1)
