-- delete_oldest --
delete from security_events where id <= (select max(id) from security_events) - $1::bigint

-- find_events --
select at, kind, peer, account_id, detail, request_id::text
from security_events
order by id
