-- Who takes a call and when: statuses, schedules, groups, processing rules, the address
-- book, voicemail, and what running calls tell of free numbers (Data API 2.7 to 2.13, 3, 4).

-- Working hours; a list of rules, open when one matches (Data API 3.3).
create table schedules (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (name <> ''),
    rules jsonb not null check (jsonb_typeof(rules) = 'array'),
    created_at timestamptz not null default now(),
    unique (account_id, name)
);

-- Days of a country that are not as their day of the week says.
create table calendar_days (
    country text not null check (country ~ '^[A-Z]{2}$'),
    day date not null,
    is_working boolean not null,
    primary key (country, day)
);

-- What an employee can be doing. Everybody's, read only (Data API 2.7).
create table employee_statuses (
    id bigint primary key,
    mnemonic text not null unique,
    name text not null,
    description text,
    color text not null check (color ~ '^#[0-9A-F]{6}$'),
    in_external boolean not null,
    in_internal boolean not null,
    out_external boolean not null,
    out_internal boolean not null,
    is_worktime boolean not null,
    is_auto_out_calls_ready boolean not null,
    is_select_allowed boolean not null
);
insert into employee_statuses values
    (1, 'available', 'Available', null, '#48B23F', true, true, true, true, true, true, true),
    (2, 'break', 'Break', null, '#F2C14E', false, true, true, true, true, false, true),
    (3, 'do_not_disturb', 'Do not disturb', null, '#D64545',
        false, false, true, true, true, false, true),
    (4, 'not_at_workplace', 'Not at the workplace', null, '#F28C38',
        false, false, true, true, true, false, true),
    (5, 'not_at_work', 'Not at work', null, '#8A8A8A',
        false, false, false, false, false, false, true),
    (6, 'auto_out_call', 'Outbound campaign', 'Set while a campaign uses the employee',
        '#3F7FBF', false, false, false, false, true, true, false),
    (7, 'unknown', 'Unknown', 'No status is known yet', '#C0C0C0',
        true, true, true, true, false, false, false);

-- A list with its own direction in it allows (Data API 2.7, 6.4); the status has to allow too.
alter table employees
    add column status text not null default 'available' references employee_statuses (mnemonic),
    add column in_external_directions text[] not null default '{in}'
        check (in_external_directions <@ '{in,out}'),
    add column in_internal_directions text[] not null default '{in}'
        check (in_internal_directions <@ '{in,out}'),
    add column out_external_directions text[] not null default '{out}'
        check (out_external_directions <@ '{in,out}'),
    add column out_internal_directions text[] not null default '{out}'
        check (out_internal_directions <@ '{in,out}'),
    add column schedule_id bigint references schedules,       -- null: always working
    add column coach_always_enabled boolean not null default false,
    add column extension_voice_mail_enabled boolean not null default false,
    add column extension_queue_enabled boolean not null default false;

-- For the statistics of statuses: who set which, when.
create table employee_status_changes (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    employee_id bigint not null references employees on delete cascade,
    at timestamptz not null,
    old_status text not null,
    new_status text not null,
    user_id bigint references users on delete set null
);
create index employee_status_changes_employee on employee_status_changes (employee_id, at);

-- A number several employees share has the same settings for each of them.
alter table employee_numbers
    add column channels_count int not null default 1 check (channels_count between 1 and 150);

alter table sip_lines
    add column id bigint generated always as identity unique,
    add column channels_count int not null default 1 check (channels_count between 1 and 20),
    add column billing_state text not null default 'active'
        check (billing_state in ('active', 'manual_lock', 'limit_lock')),
    add column virtual_number_id bigint references virtual_numbers;  -- null: the line only receives

-- Groups of employees, dialled in the order of their numbers (Data API 3.1).
create table employee_groups (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (name <> ''),
    extension text check (extension ~ '^[0-9]{1,5}$'),        -- group_phone_number
    queue_enabled boolean not null default false,
    channels_count int not null default 1 check (channels_count between 1 and 199),
    schedule_id bigint references schedules,
    unique (account_id, name),
    unique (account_id, extension)
);

create table employee_group_members (
    group_id bigint not null references employee_groups on delete cascade,
    employee_id bigint not null references employees on delete cascade,
    place int not null,
    primary key (group_id, employee_id)
);
create index employee_group_members_employee on employee_group_members (employee_id);

create table employee_group_numbers (
    group_id bigint not null references employee_groups on delete cascade,
    employee_number_id bigint not null references employee_numbers on delete cascade,
    place int not null,
    is_available boolean not null default true,
    primary key (group_id, employee_number_id)
);
create index employee_group_numbers_number on employee_group_numbers (employee_number_id);

-- Employees and groups share one space of extensions.
create function extension_is_free() returns trigger language plpgsql as $$
declare
    taken boolean;
begin
    perform pg_advisory_xact_lock(hashtextextended('extensions', new.account_id));
    if tg_table_name = 'employees' then
        select exists (select from employee_groups
            where account_id = new.account_id and extension = new.extension) into taken;
    else
        select exists (select from employees
            where account_id = new.account_id and extension = new.extension) into taken;
    end if;
    if taken then
        raise unique_violation using message = 'the extension is taken',
            constraint = tg_table_name || '_extension';
    end if;
    return new;
end $$;
create trigger extension_is_free before insert or update of extension on employees
    for each row when (new.extension is not null) execute function extension_is_free();
create trigger extension_is_free before insert or update of extension on employee_groups
    for each row when (new.extension is not null) execute function extension_is_free();

-- The address book (Data API 3.2). `full_name` follows its parts; whoever gives only
-- a full name gives a last name.
create table contact_organizations (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (name <> ''),
    unique (account_id, name)
);

alter table contacts
    add column last_name text not null default '',
    add column first_name text not null default '',
    add column patronymic text not null default '',
    add column emails text[] not null default '{}',
    add column personal_manager_id bigint references employees,
    add column organization_id bigint references contact_organizations;
update contacts set last_name = full_name;
create index contacts_personal_manager on contacts (personal_manager_id)
    where personal_manager_id is not null;

create function name_contact() returns trigger language plpgsql as $$
declare
    only_full boolean := new.last_name = '';
begin
    if tg_op = 'UPDATE' then
        only_full := only_full or (new.full_name <> old.full_name
            and (new.last_name, new.first_name, new.patronymic)
                = (old.last_name, old.first_name, old.patronymic));
    end if;
    if only_full then
        new.last_name := new.full_name;
        new.first_name := '';
        new.patronymic := '';
    end if;
    new.full_name := concat_ws(' ', new.last_name, nullif(new.first_name, ''),
        nullif(new.patronymic, ''));
    return new;
end $$;
create trigger named before insert or update of full_name, last_name, first_name, patronymic
    on contacts for each row execute function name_contact();
alter table contacts alter column full_name set default '';

-- The group "Blacklist" of each account shows whom the blacklist names.
alter table contact_groups add column is_system boolean not null default false;
insert into contact_groups (account_id, name, is_system) select id, 'Blacklist', true from accounts
    on conflict (account_id, name) do update set is_system = true;
create function add_system_groups() returns trigger language plpgsql as $$
begin
    insert into contact_groups (account_id, name, is_system) values (new.id, 'Blacklist', true);
    return null;
end $$;
create trigger add_system_groups after insert on accounts
    for each row execute function add_system_groups();

-- Which scenario answers a number: the first active rule that fits (Data API 2.9).
create table call_processing_rules (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    virtual_number_id bigint not null references virtual_numbers on delete cascade,
    scenario_id bigint not null references scenarios,
    priority int not null check (priority >= 1),
    schedule_id bigint references schedules,
    contact_group_id bigint references contact_groups,
    is_active boolean not null default true,
    unique (virtual_number_id, priority) deferrable
);
create index call_processing_rules_scenario on call_processing_rules (scenario_id);
create index call_processing_rules_account on call_processing_rules (account_id);
insert into call_processing_rules (account_id, virtual_number_id, scenario_id, priority)
    select account_id, id, scenario_id, 1 from virtual_numbers where scenario_id is not null;
alter table virtual_numbers
    drop column scenario_id,
    add column comment text,
    add column redirection_number text,
    add column category text not null default 'usual'
        check (category in ('usual', 'bronze', 'silver', 'gold', 'platinum')),
    add column activated_at timestamptz not null default now();

-- Operations have an id of the server's for as long as their key stays (Data API 4.2).
alter table scenarios add column updated_at timestamptz not null default now();
create table scenario_operations (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    scenario_id bigint not null references scenarios on delete cascade,
    key text not null,
    last_answered_by bigint references employees on delete set null,   -- strategy round_robin
    unique (scenario_id, key)
);

create function number_operations() returns trigger language plpgsql as $$
begin
    delete from scenario_operations where scenario_id = new.id and key <> all (
        select operation ->> 'key'
        from jsonb_array_elements(new.document -> 'operations') operation);
    insert into scenario_operations (account_id, scenario_id, key)
        select new.account_id, new.id, operation ->> 'key'
        from jsonb_array_elements(new.document -> 'operations') with ordinality
            as operations (operation, place)
        order by place
        on conflict do nothing;
    return null;
end $$;
create trigger number_operations after insert or update of document on scenarios
    for each row execute function number_operations();
create function scenario_updated() returns trigger language plpgsql as $$
begin
    new.updated_at := now();
    return new;
end $$;
create trigger updated before update of name, document on scenarios
    for each row execute function scenario_updated();
update scenarios set document = document;

create table voicemails (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    session_id bigint not null references call_sessions on delete cascade,
    name text not null unique,
    duration_s double precision not null,
    emails text[] not null default '{}',
    created_at timestamptz not null default now()
);
create index voicemails_session on voicemails (session_id);

-- When an employee and a contact last talked: strategy least_recent, last_manager.
create table talks (
    employee_id bigint not null references employees on delete cascade,
    contact text not null,
    account_id bigint not null references accounts on delete cascade,
    ended_at timestamptz not null,
    primary key (employee_id, contact)
);
create index talks_contact on talks (account_id, contact, ended_at desc);
create index talks_employee on talks (employee_id, ended_at desc);

create function remember_talk() returns trigger language plpgsql as $$
begin
    insert into talks (employee_id, contact, account_id, ended_at)
        select e.id, s.contact, s.account_id, new.at
        from call_sessions s
        join employees e
            on e.id = (new.body ->> 'employee_id')::bigint and e.account_id = s.account_id
        where s.id = new.session_id
        on conflict (employee_id, contact) do update set ended_at = excluded.ended_at;
    return null;
end $$;
create trigger remember_talk after insert on events for each row
    when (new.name = 'talk_finished' and new.body ->> 'employee_id' is not null)
    execute function remember_talk();

-- What a running call occupies, and the queue it waits in; written with each step.
alter table call_sessions
    add column numbers_in_use text[] not null default '{}',      -- employees' numbers, as dialled
    add column employees_talking bigint[] not null default '{}',
    add column queue text,                                       -- operation, as the session names it
    add column queued_at timestamptz;
create index call_sessions_queue on call_sessions (account_id, queue, queued_at)
    where queue is not null;
-- how many calls a contact has had (operation interaction_number)
create index call_sessions_contact on call_sessions (account_id, contact);

-- Tells every process that who waits in a queue of the account should look again.
create function tell_queues() returns trigger language plpgsql as $$
declare
    changed jsonb := to_jsonb(coalesce(new, old));
    account bigint := (changed ->> 'account_id')::bigint;
begin
    if exists (select from call_sessions where account_id = account and queue is not null) then
        perform pg_notify('queues', account::text);
    end if;
    return null;
end $$;
create trigger tell_queues after update on call_sessions for each row
    when (not old.numbers_in_use <@ new.numbers_in_use
        or not old.employees_talking <@ new.employees_talking
        or (old.queue is not null and new.queue is null))
    execute function tell_queues();
create trigger tell_queues after update of status, in_external_directions, schedule_id
    on employees for each row execute function tell_queues();
create trigger tell_queues after insert or update of is_active, channels_count
    on employee_numbers for each row execute function tell_queues();
create trigger tell_queues after update of registered_at, billing_state
    on sip_lines for each row execute function tell_queues();
