-- account --
select account_id from users where login = 'bench'

-- accounts --
-- From $1 to $2, each with a user and a key.
with made as (
    insert into accounts (name)
    select 'Grown ' || n from generate_series($1::int, $2::int) n
    returning id
), let_in as (
    insert into allowed_networks (account_id, network)
    select id, '127.0.0.0/8' from made
), allowed as (
    insert into account_components (account_id, component)
    select id, component from made, unnest(array['basic', 'management']) component
), people as (
    insert into users (account_id, login, password_hash, call_api_access, key_access)
    select id, 'grown' || id, '-', true, true from made
    returning id
)
insert into tokens (user_id, kind, hash, last4, name)
select id, 'key', sha256(convert_to('grown-key-' || id, 'utf8')), 'grow', 'grown'
from people

-- keys --
select 'grown-key-' || user_id as key from tokens where name = 'grown'
order by user_id limit $1

-- sessions --
-- Calls of account $3 that are over, with what is told and reported of them; from $1 to
-- $2, the last of them a minute ago, one every ten seconds. Ten events each.
with said as (
    select 500000000::bigint + n as id, now() - interval '1 minute' - n * interval '10 s' as at,
        '1202555' || lpad((n % 5000)::text, 4, '0') as contact
    from generate_series($1::int, $2::int) n
), ended as (
    insert into call_sessions (id, account_id, state, direction, source, virtual_number,
        contact, started_at, finished_at, finish_reason, body, told)
    select id, $3::bigint, 'ended', 'out', 'callapi', '12025550100', contact, at,
        at + interval '9 s', 'success_finish', '{}', 10
    from said
), reported as (
    insert into call_reports (session_id, account_id, started_at, finished_at,
        finish_reason, direction, source, is_lost, is_transfer, contact, virtual_number,
        communication_number, wait_s, talk_s, clean_talk_s, post_s, total_s, employees,
        operations)
    select id, $3, at, at + interval '9 s', 'success_finish', 'out', 'callapi', false,
        false, contact, '12025550100', 1, 2, 7, 7, 0, 9, '[]', '[]'
    from said
)
insert into events (account_id, session_id, seq, name, at, body, position, payload)
select $3, id, seq, case seq when 10 then 'call_session_finished' else 'leg_answered' end,
    at + seq * interval '900 ms', '{"leg_id": 1000001, "leg_ids": [1000001, 1000002]}',
    -(id * 10 + seq),  -- before all that the server itself tells
    '{"notification_mnemonic": "leg_answered", "call_session_id": 1000001}'
from said, generate_series(1, 10) seq

-- unindex_requests --
-- Rows come faster without; those of the days go with those of the whole.
create temp table request_indexes as
select indexrelid::regclass::text as name,
    replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition
from pg_index where indrelid = 'requests'::regclass;
do $$
declare it record;
begin
    for it in select name from request_indexes loop
        execute format('drop index %I', it.name);
    end loop;
end $$

-- index_requests --
do $$
declare it record;
begin
    for it in select definition from request_indexes loop
        execute it.definition;
    end loop;
end $$;
drop table request_indexes

-- settle_accounts --
-- This and the others are what PostgreSQL does by itself, a minute later.
vacuum (analyze) accounts, users, tokens, allowed_networks, account_components

-- settle_sessions --
vacuum (analyze) call_sessions, call_reports, events

-- settle_requests --
vacuum (analyze) requests

-- request_day --
select make_requests_partition($1)

-- requests --
-- From $1 to $2 of $3 in all, evenly over the days before $4: of twenty accounts, the
-- first of them $5, the others nobody's; one in fifty failed.
insert into requests (id, at, account_id, user_id, token_kind, token_last4, request_id,
    method, version, peer, params, outcome, code, points, duration_ms, call_session_id,
    api, user_login, token_name, external_id, weight, component)
select gen_random_uuid(),
    $4::timestamptz - ($3::bigint - n) * ($6::int * interval '1 day' / $3),
    $5::bigint + 1000000 * (n % 20), $5 + n / 20 % 10, 'key', 'abcd', 'req' || n, method,
    'v4.0', '127.0.0.1'::inet + n / 20 % 50,
    '{"access_token": "***", "virtual_phone_number": "12025550100"}',
    case when n % 1000 < 20 then 'invalid_state' else 'success' end,
    case when n % 1000 < 20 then -32004 end, 1, 2 + n % 9,
    case when method not like 'list.%' then 1000000 + n / 100 end,
    'callapi', 'user' || n / 20 % 10, 'desk', null, 1, 'management'
from generate_series($1::int, $2::int) n
cross join lateral (select (array['list.calls', 'start.simple_call', 'hold.call',
    'unhold.call', 'tag.call', 'release.call', 'list.talk_options'])[1 + n / 20 % 7]
) as asked (method)

-- some_session --
select call_session_id from requests
where account_id = $1 and call_session_id is not null and at < $2 order by at desc limit 1
