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

-- list_api_requests --
-- $2: from, $3: till, the second included; $4 to $6: components, mnemonics, titles.
-- No joins: what is not asked for costs nothing, and a count reads indexes alone.
select r.number as api_request_id, r.at as api_request_start_date_time,
    r.request_id as api_request_raw_id, r.external_id as api_request_raw_ext_id,
    r.method as api_request_method, ltrim(r.version, 'v') as api_request_version,
    jsonb_build_object('value', ($6::text[])[array_position($4::text[], r.component)],
        'value_id', ($5::text[])[array_position($4::text[], r.component)])
        as api_request_component,
    ($5::text[])[array_position($4::text[], r.component)] as component_id,
    case r.outcome when 'success'
        then '{"value": "Successful", "value_id": "success"}'::jsonb
        else '{"value": "Failed", "value_id": "failure"}'::jsonb
    end as api_request_status,
    case r.outcome when 'success' then 'success' else 'failure' end as status_id,
    false as is_agent,
    r.code as api_request_error_code,
    nullif(r.outcome, 'success') as api_request_error_mnemonic,
    left((r.params::jsonb - 'access_token')::text, 65536) as api_request_body,
    host(r.peer) as api_request_ip, r.token_name, r.user_login as employee_login,
    r.call_session_id, r.weight as api_request_method_weight,
    round((r.duration_ms / 1000)::numeric, 3) as api_request_execution_time
from requests r
where r.account_id = $1 and r.at >= $2 and r.at < $3::timestamptz + interval '1 second'

-- delete_old --
-- What its account keeps shorter than the server does; $1: now
delete from requests r using accounts a
where a.id = r.account_id
    and r.at < to_timestamp($1) - make_interval(days => a.request_log_retention_days)
