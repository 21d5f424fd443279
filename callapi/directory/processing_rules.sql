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
