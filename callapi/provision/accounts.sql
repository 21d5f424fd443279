-- find_account --
select id, name, state, timezone, home_country, post_call_s, points_per_minute,
    points_per_day, tts_message_length, data_points_per_minute, data_points_per_day,
    max_in_calls, max_out_calls, max_employees, max_media_files,
    max_sip_channels_per_line, max_media_total_size, recording_retention_days,
    request_log_retention_days
from accounts where name = $1;

-- insert_account --
insert into accounts (name, state, timezone, home_country, post_call_s,
    points_per_minute, points_per_day, tts_message_length, data_points_per_minute,
    data_points_per_day, max_in_calls, max_out_calls, max_employees, max_media_files,
    max_sip_channels_per_line, max_media_total_size, recording_retention_days,
    request_log_retention_days)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
    $18)
returning id;

-- update_account --
update accounts
set name = $2, state = $3, timezone = $4, home_country = $5, post_call_s = $6,
    points_per_minute = $7, points_per_day = $8, tts_message_length = $9,
    data_points_per_minute = $10, data_points_per_day = $11, max_in_calls = $12,
    max_out_calls = $13, max_employees = $14, max_media_files = $15,
    max_sip_channels_per_line = $16, max_media_total_size = $17,
    recording_retention_days = $18, request_log_retention_days = $19
where id = $1;

-- list_components --
select component as id, component as label, component
from account_components where account_id = $1 order by component;

-- insert_component --
insert into account_components (account_id, component) values ($1, $2);

-- delete_component --
delete from account_components where account_id = $1 and component = $2;

-- list_security_rules --
select component as id, component as label, component, mobile, national, international
from direction_rules where account_id = $1 order by component;

-- insert_security_rule --
insert into direction_rules (account_id, component, mobile, national, international)
values ($1, $2, $3, $4, $5);

-- update_security_rule --
update direction_rules
set component = $3, mobile = $4, national = $5, international = $6
where account_id = $1 and component = $2;

-- list_networks --
select id, network::text as label, network, comment
from allowed_networks where account_id = $1 order by id;

-- insert_network --
insert into allowed_networks (account_id, network, comment) values ($1, $2, $3)
returning id;

-- update_network --
update allowed_networks set network = $3, comment = $4
where account_id = $1 and id = $2;

-- delete_network --
delete from allowed_networks where account_id = $1 and id = $2;
