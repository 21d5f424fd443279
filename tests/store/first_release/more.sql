-- What grows with use and came after 0004, as the schema of the first release had it.
insert into call_reports (session_id, account_id, started_at, finished_at, finish_reason,
    direction, source, is_lost, is_transfer, contact, virtual_number,
    communication_number, wait_s, talk_s, clean_talk_s, post_s, total_s, employees,
    operations)
select id, account_id, started_at, finished_at, finish_reason, direction, source, false,
    false, contact, virtual_number, 1, 2, 3, 3, 0, 5, '[]', '[]'
from call_sessions where finished_at is not null;
insert into leg_reports (leg_id, session_id, account_id, started_at, finished_at,
    duration_s, total_s, finish_reason, direction, source, virtual_number, contact,
    calling, called, is_transferred, is_operator, is_coach, is_talked, recordings)
select 1, session_id, account_id, started_at, finished_at, 3, 5, finish_reason, direction,
    source, virtual_number, contact, contact, virtual_number, false, true, false, true, '{}'
from call_reports;
insert into tag_communications (account_id, session_id, tag_id, type, at)
select account_id, session_id, (select min(id) from tags where account_id = 1), 'manual',
    finished_at from call_reports;
insert into talks (account_id, employee_id, contact, ended_at)
    values (1, 1, '12025550143', now());
insert into voicemails (account_id, session_id, name, duration_s, started_at)
    select account_id, session_id, 'vm-1', 4, started_at from call_reports;
insert into notification_settings (account_id, name, event, url, host)
    values (1, 'crm', 'set_mark', 'https://crm.example/hook', 'crm.example:443');
insert into deliveries (account_id, setting_id, event_uid, event, name, delay, method,
    host, url, created_at, due_at)
values (1, 1, gen_random_uuid(), 'set_mark', 'crm', 0, 'GET', 'crm.example:443',
    'https://crm.example/hook', now(), now());
