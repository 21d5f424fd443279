-- find_phones --
-- The numbers of employees in dialling order, with all that decides whether one of
-- them can be dialled now. $3: the session that asks does not stand in its own way.
-- Of a line that no switch has been told of nobody knows who is registered.
with running as (
    select numbers_in_use, employees_talking from call_sessions
    where account_id = $1 and finished_at is null and id <> $3
), in_use as (
    select number, count(*) as times from running, unnest(numbers_in_use) as number
    group by number
), talking as (
    select distinct unnest(employees_talking) as id from running
)
select e.id as employee_id, e.last_name, e.first_name, e.patronymic, e.call_recording,
    e.status, e.extension_queue_enabled as waits,
    e.extension_voice_mail_enabled as takes_messages,
    t.in_external and 'in' = any (e.in_external_directions) as in_external,
    t.in_internal and 'in' = any (e.in_internal_directions) as in_internal,
    t.in_external as status_in_external, t.in_internal as status_in_internal,
    s.rules as schedule,
    n.id, n.number, n.tail, n.kind, n.ring_s, n.is_active, n.channels_count,
    coalesce(not l.is_registered and exists (
        select from sip_line_switches w where w.number = l.number), false) as is_offline,
    coalesce(l.billing_state <> 'active', false) as is_locked,
    coalesce(u.times, 0) as times_in_use,
    k.id is not null as is_talking
from employees e
join employee_statuses t on t.mnemonic = e.status
left join schedules s on s.id = e.schedule_id
left join employee_numbers n on n.employee_id = e.id
left join sip_lines l on l.number = n.number and n.kind = 'sip'
left join in_use u on u.number = n.number
left join talking k on k.id = e.id
where e.account_id = $1 and e.id = any ($2::bigint[])
order by e.id, n.priority, n.id;

-- find_group --
select g.name, g.queue_enabled as waits, s.rules as schedule
from employee_groups g
left join schedules s on s.id = g.schedule_id
where g.account_id = $1 and g.id = $2;

-- is_group_full --
-- Whether the group's number ($2) has as many calls as it may have at once: those in
-- which one of its members is dialled or talks. Who waits in line, and $3, are none.
select g.channels_count <= (
    select count(*) from call_sessions c
    where c.account_id = g.account_id and c.finished_at is null and c.id <> $3
        and c.numbers_in_use <> '{}'
        and c.body::jsonb #> '{route,found,group_ids}' @> to_jsonb(g.id)
        and exists (
            select from jsonb_array_elements(c.body::jsonb -> 'legs') as leg
            where (leg ->> 'group_id')::bigint = g.id and leg ->> 'state' <> 'ended')
)
from employee_groups g
where g.account_id = $1 and g.id = $2;

-- find_group_numbers --
select n.employee_id, n.id as number_id, m.is_available
from employee_group_numbers m
join employee_groups g on g.id = m.group_id
join employee_numbers n on n.id = m.employee_number_id
where g.account_id = $1 and m.group_id = $2
order by m.place, n.id;

-- find_owner --
select employee_id from employee_numbers where account_id = $1 and id = $2;

-- find_extension --
select 'employee' as kind, id from employees where account_id = $1 and extension = $2
union all
select 'group', id from employee_groups where account_id = $1 and extension = $2;

-- find_personal_manager --
-- Of several contacts with one number the newest.
select c.personal_manager_id
from contact_numbers n
join contacts c on c.id = n.contact_id
where n.account_id = $1 and n.number = $2
order by c.id desc
limit 1;

-- find_last_manager --
select employee_id from talks
where account_id = $1 and contact = $2 and ended_at >= $3
order by ended_at desc
limit 1;

-- find_last_talks --
select employee_id, max(ended_at) as at from talks
where employee_id = any ($1::bigint[])
group by employee_id;

-- find_last_answer --
select last_answered_by from scenario_operations where id = $1;

-- note_answer --
update scenario_operations o set last_answered_by = e.id
from employees e
where o.id = $1 and e.id = $2 and e.account_id = o.account_id
    and o.last_answered_by is distinct from e.id;

-- find_queue --
select count(*) as waiting,
    count(*) filter (where (queued_at, id) < ($3, $4::bigint)) as ahead
from call_sessions
where account_id = $1 and queue = $2 and finished_at is null and id <> $4;

-- count_interactions --
select count(*) from call_sessions where account_id = $1 and contact = $2 and id <= $3;

-- is_in_groups --
select exists (
    select from contact_numbers n
    where n.account_id = $1 and n.number = $2 and ($4 or exists (
        select from contact_group_members m
        where m.contact_id = n.contact_id and m.group_id = any ($3::bigint[])
    ))
);
