-- find_account --
select id, name, state, timezone, home_country, post_call_s, points_per_minute,
    points_per_day, tts_message_length, data_points_per_minute, data_points_per_day
from accounts where name = $1;

-- insert_account --
insert into accounts (name, state, timezone, home_country, post_call_s,
    points_per_minute, points_per_day, tts_message_length, data_points_per_minute,
    data_points_per_day)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
returning id;

-- update_account --
update accounts
set name = $2, state = $3, timezone = $4, home_country = $5, post_call_s = $6,
    points_per_minute = $7, points_per_day = $8, tts_message_length = $9,
    data_points_per_minute = $10, data_points_per_day = $11
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
