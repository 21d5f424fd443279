-- Reports of calls that are over, their tags, comments and recordings (Data API spec
-- 2.11, 2.15 to 2.17). A session's reports are written by the step that ends it.
create table call_reports (
    session_id bigint primary key references call_sessions on delete cascade,
    account_id bigint not null references accounts on delete cascade,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    finish_reason text not null,
    direction text not null,
    source text not null,
    is_lost boolean not null,
    is_transfer boolean not null,
    contact text not null,
    virtual_number text not null,
    communication_number int not null,
    region_id int,
    region_name text,
    country_id text,
    country_name text,
    wait_s int not null,
    talk_s int not null,
    clean_talk_s int not null,
    post_s int not null,
    total_s int not null,
    first_talk_at timestamptz,         -- by it lost calls are seen to be taken care of
    employees jsonb not null,
    first_answered_id bigint,
    first_answered_name text,
    last_answered_id bigint,
    last_answered_name text,
    first_talked_id bigint,
    first_talked_name text,
    last_talked_id bigint,
    last_talked_name text,
    operator_number text,
    scenario_id bigint,
    scenario_name text,
    operations jsonb not null,         -- of scenarios, in the order they were executed
    external_id text
);
create index call_reports_time on call_reports (account_id, started_at, session_id);
create index call_reports_contact on call_reports (account_id, contact, session_id);
create index call_reports_talk on call_reports (account_id, contact, first_talk_at)
    where first_talk_at is not null;

create table leg_reports (
    leg_id bigint primary key,
    session_id bigint not null references call_sessions on delete cascade,
    account_id bigint not null references accounts on delete cascade,
    started_at timestamptz not null,
    answered_at timestamptz,
    finished_at timestamptz not null,
    duration_s int not null,           -- since the answer
    total_s int not null,
    finish_reason text not null,
    cause int,                         -- Q.850, where the switch gave one
    direction text not null,
    source text not null,
    virtual_number text not null,
    contact text not null,
    calling text not null,
    called text not null,
    is_transferred boolean not null,
    is_operator boolean not null,
    is_coach boolean not null,
    is_talked boolean not null,
    employee_id bigint,
    employee_name text,
    employee_number text,
    scenario_id bigint,
    scenario_name text,
    operation_id bigint,
    operation_name text,
    group_id bigint,
    group_name text,
    recordings int[] not null          -- numbers of those that were made of it
);
create index leg_reports_session on leg_reports (session_id);
create index leg_reports_time on leg_reports (account_id, started_at, leg_id);

-- The ordinal of a session for its contact outlives the sessions before it.
create index call_sessions_external on call_sessions (account_id, external_id)
    where external_id is not null;
create index call_sessions_numbered on call_sessions (account_id, contact, id);
create table forgotten_sessions (
    account_id bigint not null references accounts on delete cascade,
    contact text not null,
    communication_number int not null, -- of the last one that was deleted
    primary key (account_id, contact)
);

create function communication_number(account bigint, number text, session bigint)
returns int language sql stable as $$
    with last as (
        select r.session_id, r.communication_number from call_reports r
        where r.account_id = account and r.contact = number and r.session_id < session
        order by r.session_id desc limit 1
    )
    select 1 + coalesce((select last.communication_number from last),
        (select f.communication_number from forgotten_sessions f
         where f.account_id = account and f.contact = number), 0)
      + (select count(*)::int from call_sessions s
         where s.account_id = account and s.contact = number and s.id < session
           and s.id > coalesce((select last.session_id from last), 0))
$$;

-- Written as a whole and with the step that makes them true, or not at all.
create function write_reports(call jsonb, legs jsonb) returns void language sql as $$
    insert into call_reports (
        session_id, account_id, started_at, finished_at, finish_reason, direction, source,
        is_lost, is_transfer, contact, virtual_number, region_id, region_name, country_id,
        country_name, wait_s, talk_s, clean_talk_s, post_s, total_s, first_talk_at,
        employees, first_answered_id, first_answered_name, last_answered_id,
        last_answered_name, first_talked_id, first_talked_name, last_talked_id,
        last_talked_name, operator_number, scenario_id, scenario_name, operations,
        external_id,
        communication_number)
    select session_id, account_id, started_at, finished_at, finish_reason, direction, source,
        is_lost, is_transfer, contact, virtual_number, region_id, region_name, country_id,
        country_name, wait_s, talk_s, clean_talk_s, post_s, total_s, first_talk_at,
        employees, first_answered_id, first_answered_name, last_answered_id,
        last_answered_name, first_talked_id, first_talked_name, last_talked_id,
        last_talked_name, operator_number, scenario_id, scenario_name, operations,
        external_id,
        communication_number(account_id, contact, session_id)
    from jsonb_populate_record(null::call_reports, call);

    insert into leg_reports (
        leg_id, session_id, account_id, started_at, answered_at, finished_at, duration_s,
        total_s, finish_reason, cause, direction, source, virtual_number, contact,
        calling, called, is_transferred, is_operator, is_coach, is_talked, employee_id,
        employee_name, employee_number, scenario_id, scenario_name, operation_id,
        operation_name, group_id, group_name,
        recordings)
    select leg_id, session_id, account_id, started_at, answered_at, finished_at, duration_s,
        total_s, finish_reason, cause, direction, source, virtual_number, contact,
        calling, called, is_transferred, is_operator, is_coach, is_talked, employee_id,
        employee_name, employee_number, scenario_id, scenario_name, operation_id,
        operation_name, group_id, group_name,
        recordings
    from jsonb_populate_recordset(null::leg_reports, legs);
$$;

-- Why sessions and legs end: as clients of the documented dialect know it, as those of
-- the live service do (`wire`) where that differs, and for people to read.
create table finish_reasons (
    mnemonic text primary key,
    wire text unique,
    description text not null
);
insert into finish_reasons values
    ('caller_disconnects', 'subscriber_disconnects', 'The contact hung up'),
    ('caller_busy', 'subscriber_busy', 'The contact is busy'),
    ('caller_not_responsive', 'subscriber_not_responsible', 'The contact did not answer'),
    ('caller_number_problems', 'subscriber_number_problems', 'The contact''s number cannot be called'),
    ('no_success_caller_call', 'no_success_subscriber_call', 'The contact could not be called'),
    ('numa_in_black_list', null, 'The contact''s number is on the blacklist'),
    ('disconnect_before_call_processing', null, 'The contact hung up before the call was processed'),
    ('operator_disconnects', null, 'The employee hung up'),
    ('operator_busy', null, 'The employee is busy'),
    ('operator_not_responsive', 'operator_not_responsible', 'The employee did not answer'),
    ('operator_number_problems', null, 'The employee''s number cannot be called'),
    ('no_success_operator_call', null, 'The employee could not be called'),
    ('no_operator_confirmation', null, 'The employee did not confirm the call'),
    ('transfer_disconnects', null, 'The party the call was transferred to hung up'),
    ('no_operation', null, 'The scenario ran out of operations'),
    ('scenario_disconnects', null, 'Released by a scenario that was started'),
    ('incorrect_input', null, 'Wrong input'),
    ('timeout', null, 'The time for an input ran out'),
    ('max_transition_count_exceeded', null, 'The scenario made too many transitions'),
    ('success_finish', null, 'Finished successfully'),
    ('fax_session_done', null, 'The fax is done'),
    ('numb_not_exists', null, 'The virtual number does not exist'),
    ('numb_is_inactive', null, 'The virtual number is not active'),
    ('no_active_scenario', null, 'There is no active scenario'),
    ('app_is_inactive', null, 'The account is not active'),
    ('component_is_inactive', null, 'The component is not active'),
    ('locked_numb', null, 'The number is barred'),
    ('max_in_call_reached', null, 'Too many inbound calls at the same time'),
    ('max_out_call_reached', null, 'Too many outbound calls at the same time'),
    ('internal_error', null, 'Internal error'),
    ('employee_busy', null, 'The employee is busy with another call'),
    ('employee_busy_after_call', null, 'The employee is busy after a call'),
    ('employee_inactive', null, 'The employee is not active'),
    ('employee_inactive_by_schedule', null, 'The employee is not at work by his schedule'),
    ('employee_phone_inactive', null, 'The employee''s number is not active'),
    ('employee_phone_inactive_by_schedule', null, 'The employee''s number is not active by its schedule'),
    ('employee_without_phones', null, 'The employee has no numbers'),
    ('group_without_phones', null, 'The group has no numbers'),
    ('group_phone_inactive', null, 'The group''s number is not active'),
    ('group_inactive_by_schedule', null, 'The group is not at work by its schedule'),
    ('sip_offline', null, 'The SIP line is not registered'),
    ('locked_phone', null, 'The employee''s number is barred'),
    ('operator_channels_busy', null, 'All channels of the employee''s line are busy'),
    ('in_call_not_allowed', null, 'Inbound calls are not allowed'),
    ('out_call_not_allowed', null, 'Outbound calls are not allowed'),
    ('external_call_not_allowed', null, 'External calls are not allowed'),
    ('internal_call_not_allowed', null, 'Internal calls are not allowed'),
    ('employee_status_break', null, 'The employee has a break'),
    ('employee_status_do_not_disturb', null, 'The employee does not want to be disturbed'),
    ('employee_status_not_at_workplace', null, 'The employee is not at his workplace'),
    ('employee_status_not_at_work', null, 'The employee is not at work'),
    ('action_interval_exceeded', null, 'The time for the operation ran out'),
    ('another_operator_answer', null, 'Another employee answered'),
    ('operator_answer', null, 'The employee answered'),
    ('Sitephone_is_not_configured', null, 'The sitephone is not configured'),
    ('simple_forwarding_is_not_configured', null, 'Simple forwarding is not configured'),
    ('call_generator_is_not_configured', null, 'The call generator is not configured'),
    ('site_not_exists', null, 'The site does not exist'),
    ('add_cdr_timeout', null, 'The leg could not be added in time'),
    ('api_permission_denied', null, 'The API has no permission'),
    ('api_ip_now_allowed', null, 'The API''s address is not allowed'),
    ('employees_not_exists', 'employee_not_exists', 'The employees do not exist'),
    ('not_enough_money', null, 'Not enough money'),
    ('no_money', null, 'No money'),
    ('limit_exceeded', null, 'A limit was exceeded'),
    ('platform_not_found', null, 'The platform was not found'),
    ('incorrect_config', null, 'The configuration is incorrect'),
    ('communication_unavailable', null, 'Communication is unavailable'),
    ('no_resources', null, 'No resources'),
    ('call_not_allowed_on_tp', null, 'The call is not allowed by the tariff plan'),
    ('account_not_found', null, 'The account was not found'),
    ('contract_not_found', null, 'The contract was not found'),
    ('net_lock', null, 'Locked by the network'),
    ('fmc_is_disabled', null, 'FMC is disabled'),
    ('fmc_is_locked', null, 'FMC is locked'),
    ('sip_trunk_is_locked', null, 'The SIP trunk is locked'),
    ('processing_method_not_found', null, 'The processing method was not found'),
    ('no_operator_cdr_found', null, 'The employee''s leg was not found'),
    ('numa_in_spam_list', null, 'The contact''s number is on the spam list'),
    ('numa_dnd_interval', null, 'The contact must not be disturbed at this time'),
    ('too_many_identical_incoming_calls', null, 'Too many identical inbound calls'),
    ('call_enqueued', null, 'The call was put into a queue'),
    ('employee_status_available', null, 'The employee is available'),
    ('employee_status_auto_out_call', null, 'The employee is busy with an outbound campaign'),
    ('employee_auto_status_do_not_disturb', null, 'The employee was set to do not disturb'),
    ('phone_protocol_not_allowed_by_status', null, 'The employee''s status does not allow this kind of number'),
    ('out_call_not_allowed_by_status', null, 'The employee''s status does not allow outbound calls'),
    ('external_call_not_allowed_by_status', null, 'The employee''s status does not allow external calls'),
    ('internal_call_not_allowed_by_status', null, 'The employee''s status does not allow internal calls'),
    ('auto_out_calls_not_allowed_by_status', null, 'The employee''s status does not allow campaigns'),
    ('scenario_not_found', null, 'The scenario was not found'),
    ('employee_phone_not_found', null, 'The employee''s number was not found'),
    ('phone_group_inactive_by_schedule', null, 'The group''s numbers are not active by their schedule');

create table release_causes (       -- Q.850
    code int primary key,
    description text not null
);
insert into release_causes values
    (1, 'Unallocated number'),
    (2, 'No route to transit network'),
    (3, 'No route to destination'),
    (6, 'Channel unacceptable'),
    (7, 'Call awarded and delivered in an established channel'),
    (16, 'Normal call clearing'),
    (17, 'User busy'),
    (18, 'No user responding'),
    (19, 'No answer from user'),
    (20, 'Subscriber absent'),
    (21, 'Call rejected'),
    (22, 'Number changed'),
    (26, 'Non-selected user clearing'),
    (27, 'Destination out of order'),
    (28, 'Invalid number format'),
    (29, 'Facility rejected'),
    (30, 'Response to status enquiry'),
    (31, 'Normal, unspecified'),
    (34, 'No circuit or channel available'),
    (38, 'Network out of order'),
    (41, 'Temporary failure'),
    (42, 'Switching equipment congestion'),
    (43, 'Access information discarded'),
    (44, 'Requested circuit or channel not available'),
    (47, 'Resource unavailable, unspecified'),
    (50, 'Requested facility not subscribed'),
    (54, 'Incoming calls barred'),
    (57, 'Bearer capability not authorized'),
    (58, 'Bearer capability not presently available'),
    (63, 'Service or option not available'),
    (65, 'Bearer capability not implemented'),
    (69, 'Requested facility not implemented'),
    (79, 'Service or option not implemented'),
    (81, 'Invalid call reference value'),
    (87, 'User not a member of the group'),
    (88, 'Incompatible destination'),
    (95, 'Invalid message'),
    (96, 'Mandatory information element is missing'),
    (97, 'Message type not implemented'),
    (102, 'Recovery on timer expiry'),
    (111, 'Protocol error, unspecified'),
    (127, 'Interworking, unspecified');

-- Sessions that ended before there were reports: the next start makes theirs.
create table unreported_sessions (
    session_id bigint primary key references call_sessions on delete cascade
);
insert into unreported_sessions select id from call_sessions where finished_at is not null;

-- Who has put which tag on a call and taken it off again, when.
create table tag_communications (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    session_id bigint not null references call_sessions on delete cascade,
    tag_id bigint not null references tags on delete cascade,
    type text not null check (type in ('manual', 'auto')),
    at timestamptz not null,
    removed_at timestamptz,
    user_id bigint,                    -- no reference: it outlives who did it
    user_login text,
    employee_id bigint,
    employee_name text
);
create unique index tag_communications_held on tag_communications (session_id, tag_id)
    where removed_at is null;
create index tag_communications_session on tag_communications (session_id);
create index tag_communications_tag on tag_communications (tag_id);
create index tag_communications_time on tag_communications (account_id, at, id);

-- The rows follow the event, whoever writes it: a step, or a change of a finished call.
create function tag_marked() returns trigger language plpgsql as $$
declare
    marker text := nullif(new.body ->> 'tag_user_login', '');
begin
    if new.body ->> 'tag_action' = 'unset' then
        update tag_communications set removed_at = new.at
        where session_id = new.session_id and tag_id = (new.body ->> 'tag_id')::bigint
          and removed_at is null;
        return null;
    end if;
    insert into tag_communications
        (account_id, session_id, tag_id, type, at, user_id, user_login, employee_id,
         employee_name)
    select new.account_id, new.session_id, tags.id, new.body ->> 'tag_type', new.at,
           users.id, marker,
           coalesce((new.body ->> 'employee_id')::bigint, employees.id),
           coalesce(new.body ->> 'employee_full_name', nullif(concat_ws(' ',
               employees.last_name, nullif(employees.first_name, ''),
               nullif(employees.patronymic, '')), ''))
    from tags
    left join users on lower(users.login) = lower(marker)
    left join employees on employees.id = users.employee_id
    where tags.id = (new.body ->> 'tag_id')::bigint  -- unless deleted since
    on conflict (session_id, tag_id) where removed_at is null do nothing;
    return null;
end $$;
create trigger marked after insert on events for each row
    when (new.name = 'set_mark') execute function tag_marked();

insert into tag_communications
    (account_id, session_id, tag_id, type, at, user_id, user_login)
select e.account_id, e.session_id, t.id, e.body ->> 'tag_type', e.at, u.id, u.login
from events e
join tags t on t.id = (e.body ->> 'tag_id')::bigint
left join users u on lower(u.login) = lower(e.body ->> 'tag_user_login')
where e.name = 'set_mark'
order by e.id
on conflict (session_id, tag_id) where removed_at is null do nothing;

create table communication_comments (
    session_id bigint primary key references call_sessions on delete cascade,
    account_id bigint not null references accounts on delete cascade,
    comment text not null check (length(comment) between 1 and 1000),
    at timestamptz not null,
    user_login text not null
);

-- A recording's name in links; its file's own name is told to nobody. It is kept from the
-- start of its session on.
alter table recordings
    add column public_id text not null default replace(gen_random_uuid()::text, '-', ''),
    add column started_at timestamptz;
update recordings r set started_at = s.started_at
from call_sessions s where s.id = r.session_id;
alter table recordings alter column started_at set not null;
create unique index recordings_public_id on recordings (public_id);
create index recordings_age on recordings (account_id, started_at);

alter table voicemails
    add column public_id text not null default replace(gen_random_uuid()::text, '-', ''),
    add column started_at timestamptz;
update voicemails v set started_at = s.started_at
from call_sessions s where s.id = v.session_id;
alter table voicemails alter column started_at set not null;
create unique index voicemails_public_id on voicemails (public_id);
create index voicemails_age on voicemails (account_id, started_at);

-- Whatever has a file of its own.
create view sounds_of_calls as
select account_id, session_id, name, public_id, started_at, 'talk' as kind from recordings
union all
select account_id, session_id, name, public_id, started_at, 'voice_mail' from voicemails;

-- What this installation signs with, made when it is first needed.
create table secrets (
    name text primary key,
    value bytea not null
);

alter table accounts
    add column report_retention_days int not null default 1095
        check (report_retention_days between 1 and 36500);
