-- insert --
insert into requests (id, at, account_id, user_id, token_kind, token_last4, request_id,
    method, version, peer, params, outcome, code, points, duration_ms, call_session_id,
    api, user_login, token_name, external_id, weight, component)
select id, to_timestamp(at), account_id, user_id, token_kind, token_last4, request_id,
    method, version, peer, params, outcome, code, points, duration_ms, call_session_id,
    api, user_login, token_name, external_id, weight, component
from json_to_recordset($1::json) as entry (id uuid, at double precision,
    account_id bigint, user_id bigint, token_kind text, token_last4 text,
    request_id text, method text, version text, peer inet, params json, outcome text,
    code int, points int, duration_ms real, call_session_id bigint, api text,
    user_login text, token_name text, external_id text, weight int, component text)

-- make_partition --
select make_requests_partition($1)

-- drop_partitions --
select drop_requests_partitions($1)

-- find_requests --
select id::text, extract(epoch from at)::double precision as at, account_id, user_id,
       token_kind, token_last4, request_id, method, version, host(peer) as peer, params,
       outcome, code, points, duration_ms, call_session_id, api, user_login,
       token_name, external_id, weight, component
from requests
where account_id = $1
order by requests.at, requests.id
