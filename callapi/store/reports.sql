-- forget --
-- Calls that their accounts keep no longer, with all that refers to them. Whose recordings
-- have files yet stay. How many sessions a contact has had is not forgotten.
with old as (
    select r.session_id, r.account_id, r.contact, r.communication_number
    from accounts a
    join call_reports r on r.account_id = a.id
      and r.started_at <= $1::timestamptz - make_interval(days => a.report_retention_days)
    where not exists (select from sounds_of_calls f where f.session_id = r.session_id)
    order by r.session_id
    limit $2
), counted as (
    insert into forgotten_sessions (account_id, contact, communication_number)
    select account_id, contact, max(communication_number) from old
    group by account_id, contact
    on conflict (account_id, contact) do update
    set communication_number = greatest(
        forgotten_sessions.communication_number, excluded.communication_number)
)
delete from call_sessions where id in (select session_id from old)
returning id

-- list_calls --
-- From $2 to $3, to the second; $4: reports of running calls; $5: the account's zone; $6: whether
-- reasons are spelled as the live service does; $7: whether recordings are told.
select r.session_id as id,
    date_trunc('second', r.started_at) as start_time,
    date_trunc('second', r.finished_at) as finish_time,
    case when $6::boolean then coalesce(reason.wire, r.finish_reason)
        else r.finish_reason end as finish_reason,
    r.direction, r.source, r.is_lost,
    nullif(r.contact, '') as contact_phone_number,
    nullif(r.virtual_number, '') as virtual_phone_number,
    r.session_id as communication_id,
    coalesce(r.communication_number,
        communication_number(r.account_id, r.contact, r.session_id)) as communication_number,
    r.region_id as cpn_region_id, r.region_name as cpn_region_name,
    r.country_id as cpn_country_id, r.country_name as cpn_country_name,
    r.wait_s as wait_duration,
    r.total_s - r.clean_talk_s - r.post_s as total_wait_duration,
    r.talk_s as talk_duration, r.clean_talk_s as clean_talk_duration,
    r.total_s as total_duration, r.post_s as postprocess_duration,
    case when r.is_lost and r.direction = 'in' then (
        select floor(extract(epoch from min(later.first_talk_at) - r.finished_at))::int
        from call_reports later
        where later.account_id = r.account_id and later.contact = r.contact
            and later.first_talk_at >= r.finished_at
    ) end as lost_call_processing_duration,
    case when $7::boolean then array(
        select f.public_id from recordings f
        where f.session_id = r.session_id order by f.id
    ) else '{}' end as call_records,
    case when $7 then array(
        select f.public_id from recordings f
        where f.session_id = r.session_id order by f.id
    ) else '{}' end as wav_call_records,
    case when $7 then (
        select format('/%s/%s', f.session_id, f.public_id) from recordings f
        where f.session_id = r.session_id order by f.id limit 1
    ) end as full_record_file_link,
    case when $7 then array(
        select f.public_id from voicemails f
        where f.session_id = r.session_id order by f.id
    ) else '{}' end as voice_mail_records,
    r.is_transfer,
    (select coalesce(jsonb_agg(jsonb_build_object(
            'tag_id', t.id, 'tag_name', t.name, 'tag_type', c.type,
            'tag_change_time', to_char(c.at at time zone $5::text, 'YYYY-MM-DD HH24:MI:SS'),
            'tag_user_id', c.user_id, 'tag_user_login', c.user_login,
            'tag_employee_id', c.employee_id,
            'tag_employee_full_name', c.employee_name) order by c.id), '[]')
        from tag_communications c
        join tags t on t.id = c.tag_id
        where c.session_id = r.session_id and c.removed_at is null
    ) as tags,
    r.employees,
    r.first_answered_id as first_answered_employee_id,
    r.first_answered_name as first_answered_employee_full_name,
    r.last_answered_id as last_answered_employee_id,
    r.last_answered_name as last_answered_employee_full_name,
    null::numeric as last_answered_employee_rating,
    r.first_talked_id as first_talked_employee_id,
    r.first_talked_name as first_talked_employee_full_name,
    r.last_talked_id as last_talked_employee_id,
    r.last_talked_name as last_talked_employee_full_name,
    r.operator_number as operator_phone_number,
    r.scenario_id, r.scenario_name,
    r.operations as scenario_operations,
    (select q.number from requests q
        where q.call_session_id = r.session_id and q.outcome = 'success'
            and q.method like 'start.%'
            and q.at between r.started_at - interval '1 minute' and r.started_at
        order by q.at limit 1) as call_api_request_id,
    r.external_id as call_api_external_id,
    (select c.id from contact_numbers n join contacts c on c.id = n.contact_id
        where n.account_id = r.account_id and n.number = r.contact
        order by c.id limit 1) as contact_id,
    (select c.full_name from contact_numbers n join contacts c on c.id = n.contact_id
        where n.account_id = r.account_id and n.number = r.contact
        order by c.id limit 1) as contact_full_name,
    null::text as auto_call_campaign_name,
    null::text as ext_id
from (
    select * from call_reports
    where account_id = $1 and started_at >= $2::timestamptz and started_at < $3::timestamptz + interval '1 second'
    union all
    select * from jsonb_populate_recordset(null::call_reports, $4) running
    where not exists (select from call_reports d where d.session_id = running.session_id)
) r
left join finish_reasons reason on reason.mnemonic = r.finish_reason

-- list_legs --
-- As list_calls; $4: reports of legs that have ended in running calls.
select r.leg_id as id, r.session_id as call_session_id,
    case when $6::boolean then array(
        select f.public_id from unnest(r.recordings) number
        join recordings f on f.name = format('rec-%s-%s', r.session_id, number)
        order by number
    ) else '{}' end as call_records,
    date_trunc('second', r.started_at) as start_time,
    date_trunc('second', r.answered_at) as connect_time,
    r.duration_s as duration, r.total_s as total_duration,
    case when $5::boolean then coalesce(reason.wire, r.finish_reason)
        else r.finish_reason end as finish_reason,
    coalesce(reason.description, r.finish_reason) as finish_reason_description,
    nullif(r.virtual_number, '') as virtual_phone_number,
    nullif(r.calling, '') as calling_phone_number,
    nullif(r.called, '') as called_phone_number,
    r.direction, r.is_transferred as is_transfered, r.is_operator, r.is_coach,
    r.answered_at is null as is_failed, r.is_talked,
    r.employee_id, r.employee_name as employee_full_name,
    r.employee_number as employee_phone_number,
    null::numeric as employee_rating,
    r.scenario_id, r.scenario_name,
    r.operation_id as action_id, r.operation_name as action_name,
    r.group_id, r.group_name,
    r.cause as release_cause_code, cause.description as release_cause_description,
    (select c.id from contact_numbers n join contacts c on c.id = n.contact_id
        where n.account_id = r.account_id and n.number = r.contact
        order by c.id limit 1) as contact_id,
    (select c.full_name from contact_numbers n join contacts c on c.id = n.contact_id
        where n.account_id = r.account_id and n.number = r.contact
        order by c.id limit 1) as contact_full_name,
    nullif(r.contact, '') as contact_phone_number
from (
    select * from leg_reports
    where account_id = $1 and started_at >= $2::timestamptz and started_at < $3::timestamptz + interval '1 second'
    union all
    select * from jsonb_populate_recordset(null::leg_reports, $4) running
    where started_at >= $2::timestamptz and started_at < $3::timestamptz + interval '1 second' and not exists (select from leg_reports d where d.leg_id = running.leg_id)
) r
left join finish_reasons reason on reason.mnemonic = r.finish_reason
left join release_causes cause on cause.code = r.cause

-- list_financial_legs --
-- As list_legs. What a leg costs depends on its numbers: `methods/data` says it.
select r.leg_id as id, r.leg_id, r.session_id as call_session_id,
    date_trunc('second', r.started_at) as start_time, r.direction, r.source,
    nullif(r.calling, '') as calling_phone_number,
    nullif(r.called, '') as called_phone_number,
    nullif(r.virtual_number, '') as virtual_phone_number,
    exists (select from virtual_numbers v where v.account_id = r.account_id
        and v.number = case r.direction when 'in' then r.calling else r.called end
    ) as is_own,
    r.duration_s as duration
from (
    select * from leg_reports
    where account_id = $1 and started_at >= $2::timestamptz and started_at < $3::timestamptz + interval '1 second'
    union all
    select * from jsonb_populate_recordset(null::leg_reports, $4) running
    where started_at >= $2::timestamptz and started_at < $3::timestamptz + interval '1 second' and not exists (select from leg_reports d where d.leg_id = running.leg_id)
) r

-- list_tags_history --
-- Tags put on calls from $2 to $3, those that were taken off again too.
select c.id, c.tag_id,
    jsonb_build_object('value', t.name, 'value_id', t.id) as tag_name,
    date_trunc('second', c.at) as tagging_date_time,
    c.session_id as communication_id,
    c.employee_name as employee_full_name,
    c.user_login as employee_login,
    t.is_system as tag_is_system,
    c.type = 'auto' as tagging_is_auto
from tag_communications c
join tags t on t.id = c.tag_id
where c.account_id = $1 and c.at >= $2::timestamptz and c.at < $3::timestamptz + interval '1 second'

-- list_unreported --
-- Sessions that ended before there were reports, and when they talked with whom.
select s.version, s.body, (
        select coalesce(jsonb_agg(jsonb_build_object('name', e.name, 'leg_ids', e.body -> 'leg_ids',
            'at', extract(epoch from e.at)::double precision) order by e.seq), '[]')
        from events e
        where e.session_id = s.id and e.name in ('talk_started', 'talk_finished')
    ) as talks
from unreported_sessions u
join call_sessions s on s.id = u.session_id
order by s.id
limit $1

-- report_late --
-- Both or nothing; done twice, the second time nothing.
with late as (
    delete from unreported_sessions where session_id = $1 returning session_id
)
select count(*) from (select write_reports($2, $3) from late) as reported

-- list_details --
-- $2: calls as `methods/data/call_details` tells them; $3: whether reasons are spelled as
-- the live service does.
select r.session_id as communication_id,
    date_trunc('second', r.started_at) as call_start_date_time,
    jsonb_build_object('value', case r.direction when 'in' then 'Inbound' else 'Outbound' end,
        'value_id', r.direction) as call_direction,
    jsonb_build_object('value', case when r.is_lost then 'Lost' else 'Received' end,
        'value_id', case when r.is_lost then 'lost' else 'received' end) as call_status,
    jsonb_build_object('value', r.title, 'value_id', r.source) as call_type,
    case when r.finish_reason is not null then jsonb_build_object(
        'value', coalesce(reason.description, r.finish_reason),
        'value_id', case when $3::boolean then coalesce(reason.wire, r.finish_reason)
            else r.finish_reason end) end as call_finish_reason,
    nullif(r.contact, '') as contact_phone_number,
    nullif(r.virtual_number, '') as virtual_phone_number,
    r.scenario_name as call_scenario,
    r.employees, r.coaches,
    to_char(make_interval(secs => r.total_s), 'HH24:MI:SS') as call_total_duration,
    r.operations as call_scenario_actions,
    jsonb_build_object('items', (
            select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name,
                'color', t.color) order by c.id), '[]')
            from tag_communications c join tags t on t.id = c.tag_id
            where c.session_id = r.session_id and c.removed_at is null),
        'communication_id', r.session_id, 'communication_type', 'call') as tags,
    (select m.comment from communication_comments m
        where m.session_id = r.session_id) as communication_comment,
    (select c.full_name from contact_numbers n join contacts c on c.id = n.contact_id
        where n.account_id = $1 and n.number = r.contact
        order by c.id limit 1) as contact_full_name,
    r.call_events
from jsonb_to_recordset($2) as r (session_id bigint, started_at timestamptz,
    finish_reason text, direction text, source text, title text, is_lost boolean,
    contact text, virtual_number text, scenario_name text, employees jsonb,
    coaches jsonb, total_s int, operations jsonb, call_events jsonb)
left join finish_reasons reason on reason.mnemonic = r.finish_reason

-- list_marks --
select c.session_id, extract(epoch from c.at)::double precision as at, t.name
from tag_communications c
join tags t on t.id = c.tag_id
where c.account_id = $1 and c.session_id = any($2::bigint[])
order by c.id

-- describe --
-- Reasons for people to read.
select mnemonic, description from finish_reasons where mnemonic = any($1::text[])
