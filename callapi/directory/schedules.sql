-- find_rules --
select rules from schedules where account_id = $1 and id = $2;

-- find_day --
select is_working from calendar_days where country = $1 and day = $2;
