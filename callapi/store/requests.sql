-- make_partition --
select make_requests_partition($1)

-- drop_partitions --
select drop_requests_partitions($1)

-- find_requests --
select id, at, account_id, user_id, token_kind, token_last4, request_id, method, version,
       peer, params, outcome, code, points, duration_ms, call_session_id
from requests
where account_id = $1
order by at, id
