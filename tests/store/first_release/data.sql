-- One of everything, as the schema of 0004 had it; sessions and their events beside it.
insert into accounts (name) values ('Bay Repairs'), ('Foreign Office');
insert into account_components values (1, 'basic'), (1, 'management'), (2, 'basic');
insert into direction_rules (account_id, component, international) values (1, 'basic', true);
insert into allowed_networks (account_id, network) values (1, '127.0.0.0/8');
insert into users (account_id, login, password_hash, call_api_access)
    values (1, 'desk', 'x', true);
insert into tokens (user_id, kind, hash, last4, name)
    values (1, 'key', sha256('key'), 'abcd', 'crm');
insert into login_failures values (sha256('desk'), '2026-11-26 09:00+00');
insert into media_files (account_id, name, duration_s, size_bytes, checksum)
    values (1, 'welcome', 2.5, 20000, 'ab');
insert into employees (account_id, last_name, extension) values (1, 'Smith', '101');
insert into sip_lines values ('0486173', 1, 1, 'secret');
insert into employee_numbers (employee_id, account_id, number, kind, priority)
    values (1, 1, '0486173', 'sip', 1), (1, 1, '12025550151', 'pstn', 2);
insert into scenarios (account_id, name, document) values (1, 'Office',
    '{"start_operation_key": "bye", "operations": [{"key": "bye", "type": "hangup"}]}');
insert into virtual_numbers (account_id, number, scenario_id) values
    (1, '12025550100', 1), (1, '12025550101', null);
insert into virtual_number_groups (account_id, name) values (1, 'Washington');
insert into virtual_number_group_members values (1, 1);
insert into shown_numbers values (1, '12025550143', 'fixed_for_numa', 1, 1);
insert into tags (account_id, name) values (1, 'Sale');
insert into contact_groups (account_id, name) values (1, 'Warm'), (1, 'Blacklist');
insert into contacts (account_id, full_name) values (1, 'Grace Hall'), (1, 'Otto');
insert into contact_numbers values (1, 1, '12025550143'), (2, 1, '12025550199');
insert into contact_group_members values (1, 1);
insert into talk_options (account_id, button, mnemonic, name)
    values (1, '0', 'finish_conversation', 'End');
insert into blacklist (account_id, number) values (1, '12025550199');
select make_requests_partition('2026-11-25');
insert into requests (id, at, account_id, user_id, request_id, method, version, peer,
    params, outcome, points, duration_ms) values
    (gen_random_uuid(), '2026-11-25 10:00+00', 1, 1, 'req1', 'list.calls', 'v4.0',
    '127.0.0.1', '{}', 'success', 1, 2.5),
    (gen_random_uuid(), '2026-11-26 10:00+00', 1, 1, 'req2', 'hold.call', 'v4.0',
    '127.0.0.1', '{}', 'invalid_state', 0, 1.5);
insert into security_events (at, kind) values ('2026-11-26 10:00+00', 'http_404');
