-- find --
select points_per_minute as callapi_points_per_minute,
    points_per_day as callapi_points_per_day,
    data_points_per_minute as dataapi_points_per_minute,
    data_points_per_day as dataapi_points_per_day,
    tts_message_length, max_in_calls, max_out_calls, max_employees, max_media_files,
    max_sip_channels_per_line, max_media_total_size, recording_retention_days,
    request_log_retention_days
from accounts
where id = $1

-- update --
-- What is null stays as it is.
update accounts
set points_per_minute = coalesce($2, points_per_minute),
    points_per_day = coalesce($3, points_per_day),
    data_points_per_minute = coalesce($4, data_points_per_minute),
    data_points_per_day = coalesce($5, data_points_per_day),
    tts_message_length = coalesce($6, tts_message_length),
    max_in_calls = coalesce($7, max_in_calls),
    max_out_calls = coalesce($8, max_out_calls),
    max_employees = coalesce($9, max_employees),
    max_media_files = coalesce($10, max_media_files),
    max_sip_channels_per_line = coalesce($11, max_sip_channels_per_line),
    max_media_total_size = coalesce($12, max_media_total_size),
    recording_retention_days = coalesce($13, recording_retention_days),
    request_log_retention_days = coalesce($14, request_log_retention_days)
where id = $1

-- count_use --
select count(*) filter (where s.direction = 'in') as in_calls,
    count(*) filter (where s.direction = 'out') as out_calls,
    (select count(*) from employees e where e.account_id = $1) as employees,
    (select count(*) from media_files m where m.account_id = $1) as media_files,
    (select coalesce(sum(m.size_bytes), 0)::bigint from media_files m
     where m.account_id = $1) as media_total_size
from call_sessions s
where s.account_id = $1 and s.finished_at is null
