-- calls --
-- Of the account $1, yesterday in its zone $2: a rush before noon and one after.
with hours as (
    select * from unnest(
        array[8, 9, 10, 11, 12, 13, 14, 15, 16, 17],
        array[6, 14, 21, 18, 9, 12, 19, 16, 11, 5]
    ) as it (hour, calls)
), placed as (
    select 900000 + row_number() over (order by hour, n) as id,
        (date_trunc('day', now() at time zone $2) - interval '1 day'
            + hour * interval '1 hour' + n * interval '1 hour' / (calls + 1)
        ) at time zone $2 as at
    from hours, generate_series(1, calls) n
), said as (
    select id, at, id % 4 = 0 as is_out, id * 7 % 9 = 0 as is_lost,
        '120255501' || (44 + id * 7 % 50) as contact, 3 + id * 5 % 17 as waited,
        case when id * 7 % 9 = 0 then 0 else 35 + id * 37 % 380 end as talked,
        (array['Smith Ann', 'Brown James Earl', 'Stone Robert'])[1 + id % 3] as name
    from placed
), ended as (
    insert into call_sessions (id, account_id, state, direction, source, virtual_number,
        contact, started_at, finished_at, finish_reason, body, told)
    select id, $1::bigint, 'ended', case when is_out then 'out' else 'in' end,
        case when is_out then 'callapi' else 'va' end, '12025550100', contact, at,
        at + (waited + talked) * interval '1 s', 'caller_disconnects', '{}', 0
    from said
)
insert into call_reports (session_id, account_id, started_at, finished_at,
    finish_reason, direction, source, is_lost, is_transfer, contact, virtual_number,
    communication_number, wait_s, talk_s, clean_talk_s, post_s, total_s, employees,
    operations, last_talked_name)
select id, $1::bigint, at, at + (waited + talked) * interval '1 s',
    case when id % 3 = 0 and not is_lost then 'operator_disconnects'
        else 'caller_disconnects' end,
    case when is_out then 'out' else 'in' end,
    case when is_out then 'callapi' else 'va' end, is_lost, false, contact,
    '12025550100', 1, waited, talked, talked, 0, waited + talked, '[]', '[]',
    case when not is_lost then name end
from said
