-- find_employee --
select id, last_name, first_name, patronymic, extension, coach_id, call_recording
from employees
where account_id = $1 and id = $2;

-- find_name_of_user --
select e.last_name, e.first_name, e.patronymic
from users u
join employees e on e.id = u.employee_id
where u.account_id = $1 and u.id = $2;

-- list_employees --
-- What the status forbids is not allowed, whatever the employee's own lists say.
select e.id, u.login, nullif(e.first_name, '') as first_name, e.last_name,
    nullif(e.patronymic, '') as patronymic,
    concat_ws(' ', e.last_name, nullif(e.first_name, ''), nullif(e.patronymic, ''))
        as full_name,
    e.status, s.id as status_id,
    may.in_external @> '{in}' as calls_available,
    to_jsonb(array_remove(array[
        case when may.in_internal @> '{in}' then 'internal' end,
        case when may.in_external @> '{in}' then 'external' end], null))
        as allowed_in_call_types,
    to_jsonb(array_remove(array[
        case when may.out_internal @> '{out}' then 'internal' end,
        case when may.out_external @> '{out}' then 'external' end], null))
        as allowed_out_call_types,
    to_jsonb(may.in_external) as in_external_allowed_call_directions,
    to_jsonb(may.in_internal) as in_internal_allowed_call_directions,
    to_jsonb(may.out_external) as out_external_allowed_call_directions,
    to_jsonb(may.out_internal) as out_internal_allowed_call_directions,
    e.email, e.call_recording, e.schedule_id, h.name as schedule_name,
    case when c.id is not null then jsonb_build_object(
        'coach_id', c.id,
        'coach_full_name', concat_ws(' ', c.last_name, nullif(c.first_name, ''),
            nullif(c.patronymic, '')),
        'coach_always_enabled', e.coach_always_enabled) end as coach,
    (select coalesce(jsonb_agg(jsonb_build_object('group_id', g.id, 'group_name', g.name)
            order by g.id), '[]')
        from employee_group_members m
        join employee_groups g on g.id = m.group_id
        where m.employee_id = e.id) as groups,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'phone_id', n.id,
            'phone_number', n.number || n.tail,
            'channels_count', n.channels_count,
            'dial_time', n.ring_s,
            'status', case when n.is_active then 'active' else 'inactive' end,
            'type', n.kind) order by n.priority, n.id), '[]')
        from employee_numbers n
        where n.employee_id = e.id) as phone_numbers,
    case when e.extension is not null then jsonb_build_object(
        'extension_phone_number', e.extension,
        'extension_voice_mail_enabled', e.extension_voice_mail_enabled,
        'extension_queue_enabled', e.extension_queue_enabled) end as extension,
    null::jsonb as operator
from employees e
join employee_statuses s on s.mnemonic = e.status
cross join lateral (select
    case when s.in_external then e.in_external_directions else '{}' end as in_external,
    case when s.in_internal then e.in_internal_directions else '{}' end as in_internal,
    case when s.out_external then e.out_external_directions else '{}' end as out_external,
    case when s.out_internal then e.out_internal_directions else '{}' end as out_internal
) may
left join users u on u.employee_id = e.id
left join schedules h on h.id = e.schedule_id
left join employees c on c.id = e.coach_id
where e.account_id = $1

-- has_room --
-- The lock lets nobody else make one meanwhile.
select (select count(*) from employees where account_id = a.id) < a.max_employees
from accounts a
where a.id = $1
for no key update;

-- insert --
insert into employees (account_id, created_at, last_name, first_name, patronymic, email,
    status, extension, extension_voice_mail_enabled, extension_queue_enabled, coach_id,
    coach_always_enabled, call_recording, schedule_id, in_external_directions,
    in_internal_directions, out_external_directions, out_internal_directions)
select $1, to_timestamp($2), it.last_name, it.first_name, it.patronymic, it.email,
    it.status, it.extension, it.extension_voice_mail_enabled, it.extension_queue_enabled,
    it.coach_id, it.coach_always_enabled, it.call_recording, it.schedule_id,
    it.in_external_directions, it.in_internal_directions, it.out_external_directions,
    it.out_internal_directions
from jsonb_populate_record(null::employees, $3::jsonb) it
returning id;

-- update --
update employees e
set (last_name, first_name, patronymic, email, status, extension,
    extension_voice_mail_enabled, extension_queue_enabled, coach_id, coach_always_enabled,
    call_recording, schedule_id, in_external_directions, in_internal_directions,
    out_external_directions, out_internal_directions) = (
        select it.last_name, it.first_name, it.patronymic, it.email, it.status,
            it.extension, it.extension_voice_mail_enabled, it.extension_queue_enabled,
            it.coach_id, it.coach_always_enabled, it.call_recording, it.schedule_id,
            it.in_external_directions, it.in_internal_directions,
            it.out_external_directions, it.out_internal_directions
        from jsonb_populate_record(e, $3::jsonb) it)
where e.account_id = $1 and e.id = $2;

-- note_status --
-- Before the change: who turns from which status to which.
insert into employee_status_changes (account_id, employee_id, at, old_status, new_status,
    user_id)
select account_id, id, to_timestamp($4), status, $3, $5
from employees
where account_id = $1 and id = $2 and status <> $3;

-- set_groups --
-- Who is in a group already keeps his place there.
with wanted as (
    select unnest($3::bigint[]) as group_id
), gone as (
    delete from employee_group_members
    where employee_id = $2 and group_id not in (select group_id from wanted)
)
insert into employee_group_members (group_id, employee_id, place)
select g.id, $2, coalesce((select max(m.place) from employee_group_members m
    where m.group_id = g.id), 0) + 1
from employee_groups g
where g.account_id = $1 and g.id in (select group_id from wanted)
on conflict do nothing;

-- delete --
delete from employees where account_id = $1 and id = $2;

-- list_users --
select 'employee' as entity, id from employees where account_id = $1 and coach_id = $2
union all
select 'contact', id from contacts where account_id = $1 and personal_manager_id = $2
union all
select 'sip_line', id from sip_lines where account_id = $1 and employee_id = $2
union all
select 'talk_option', id from talk_options
where account_id = $1 and mnemonic = 'transfer_call' and value_id = $2
union all
select 'scenario', s.id from scenarios s
where s.account_id = $1 and jsonb_path_exists(s.document,
    '$.operations[*].settings.targets[*] ?
        ((@.type == "employee" && @.id == $employee)
            || (@.type == "phone" && @.id == $phones[*]))',
    jsonb_build_object('employee', $2::bigint, 'phones', (
        select coalesce(jsonb_agg(id), '[]') from employee_numbers where employee_id = $2)))
union all
select 'call_session', c.id from call_sessions c
where c.account_id = $1 and c.finished_at is null and jsonb_path_exists(c.body::jsonb,
    '$.legs[*] ? (@.employee_id == $employee && @.state != "ended")',
    jsonb_build_object('employee', $2::bigint))
order by entity, id;
