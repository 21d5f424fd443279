-- lock --
-- Two processes never provision at once; held until the transaction ends.
select pg_advisory_xact_lock($1);
