-- find_rules --
select r.scenario_id, s.rules as schedule
from call_processing_rules r
left join schedules s on s.id = r.schedule_id
where r.account_id = $1 and r.virtual_number_id = $2 and r.is_active
    and (r.contact_group_id is null or exists (
        select from contact_group_members m
        join contact_numbers n on n.contact_id = m.contact_id
        where m.group_id = r.contact_group_id and n.account_id = $1 and n.number = $3
    ))
order by r.priority;

-- list_rules --
select s.id as scenario_id, s.name as scenario_name, r.id as call_processing_rule_id,
    r.is_active, r.priority, r.schedule_id, h.name as schedule_name, r.contact_group_id,
    g.name as contact_group_name
from call_processing_rules r
join scenarios s on s.id = r.scenario_id
left join schedules h on h.id = r.schedule_id
left join contact_groups g on g.id = r.contact_group_id
where r.account_id = $1 and r.virtual_number_id = $2
order by r.priority;

-- lock_number --
-- Who changes the rules of a number does it alone.
select id from virtual_numbers where account_id = $1 and id = $2 for no key update;

-- find_rule --
select virtual_number_id from call_processing_rules where account_id = $1 and id = $2;

-- insert --
insert into call_processing_rules (account_id, virtual_number_id, scenario_id, priority,
    schedule_id, contact_group_id, is_active)
select v.account_id, v.id, $3,
    (select coalesce(max(priority), 0) + 1 from call_processing_rules
        where virtual_number_id = v.id),
    $4, $5, $6
from virtual_numbers v
where v.account_id = $1 and v.id = $2
returning id;

-- update --
update call_processing_rules r
set (scenario_id, schedule_id, contact_group_id, is_active) = (
    select it.scenario_id, it.schedule_id, it.contact_group_id, it.is_active
    from jsonb_populate_record(r, $3::jsonb) it)
where r.account_id = $1 and r.id = $2;

-- place --
-- The rule ($2) stands at $3, or last where that is too far; the others close up.
with others as (
    select id, row_number() over (order by priority) as place
    from call_processing_rules
    where virtual_number_id = $1 and id <> $2
), placed as (
    select id, case when place >= $3 then place + 1 else place end as place from others
    union all
    select $2, least($3, (select count(*) + 1 from others))
)
update call_processing_rules r set priority = placed.place
from placed
where r.id = placed.id and r.priority <> placed.place;

-- delete --
delete from call_processing_rules where account_id = $1 and id = $2;
