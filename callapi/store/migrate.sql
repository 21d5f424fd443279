-- lock --
-- Held until the connection is closed: two processes never migrate at once.
select pg_advisory_lock($1);

-- is_half_restored --
select to_regclass('unfinished_restore') is not null;

-- create_table --
create table if not exists schema_migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
);

-- table_exists --
select to_regclass('schema_migrations') is not null;

-- find_applied --
select name, checksum from schema_migrations order by name;

-- wait_shortly --
-- Behind a lock that is waited for, all others wait as well.
set local lock_timeout = '1s';

-- remember --
insert into schema_migrations (name, checksum) values ($1, $2);
