-- What an account owns: numbers, employees, media, scenarios, tags, options, lists.
create table media_files (
    id bigint generated always as identity primary key,
    account_id bigint references accounts on delete cascade,   -- null: a system file, everybody's
    name text not null check (name <> ''),
    mnemonic text unique,              -- system files only, for example dialing_music
    duration_s double precision not null check (duration_s > 0),
    size_bytes bigint not null check (size_bytes > 0),
    checksum text not null,            -- SHA-256 of the upload, for "changes only what differs"
    created_at timestamptz not null default now(),
    check ((account_id is null) = (mnemonic is not null))
);
create unique index media_files_name on media_files (account_id, name) nulls not distinct;

create table employees (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    last_name text not null check (last_name <> ''),
    first_name text not null default '',
    patronymic text not null default '',
    email text,
    extension text check (extension ~ '^[0-9]{1,5}$'),
    coach_id bigint references employees,
    call_recording text not null default 'off' check (call_recording in ('all', 'in', 'out', 'off')),
    created_at timestamptz not null default now(),
    check (coach_id <> id)
);
create unique index employees_extension on employees (account_id, extension);
create index employees_account on employees (account_id);

-- The numbers of an employee in dialling order: SIP lines and outside numbers alike.
create table employee_numbers (
    id bigint generated always as identity primary key,
    employee_id bigint not null references employees on delete cascade,
    account_id bigint not null references accounts on delete cascade,
    number text not null check (number ~ '^[0-9]{1,15}$'),
    tail text not null default '' check (tail ~ '^(\.+[0-9*#.]{1,32})?$'),  -- keys sent after the answer
    kind text not null check (kind in ('sip', 'pstn')),
    priority int not null,
    ring_s int not null default 60 check (ring_s between 1 and 100),
    is_active boolean not null default true,
    unique (employee_id, number)
);
create index employee_numbers_account on employee_numbers (account_id, number);

-- SIP lines: seven digits, the first 0, unique on the server.
create table sip_lines (
    number text primary key check (number ~ '^0[0-9]{6}$'),
    account_id bigint not null references accounts on delete cascade,
    employee_id bigint not null references employees on delete cascade,
    password text not null,
    created_at timestamptz not null default now()
);

create table scenarios (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (name <> ''),
    document jsonb not null,           -- the operations, spec of the Data API section 4
    created_at timestamptz not null default now(),
    unique (account_id, name)
);

create table virtual_numbers (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    number text not null unique check (number ~ '^[1-9][0-9]{6,14}$'),
    name text not null default '',
    scenario_id bigint references scenarios,
    is_active boolean not null default true
);
create index virtual_numbers_account on virtual_numbers (account_id);

create table virtual_number_groups (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (name <> ''),
    unique (account_id, name)
);

create table virtual_number_group_members (
    group_id bigint not null references virtual_number_groups on delete cascade,
    virtual_number_id bigint not null references virtual_numbers on delete cascade,
    primary key (group_id, virtual_number_id)
);

-- Which virtual number a contact was last shown (rules fixed_for_numa, regional_fixed_for_numa).
create table shown_numbers (
    account_id bigint not null references accounts on delete cascade,
    contact text not null,
    rule text not null,
    group_id bigint not null default 0,          -- 0: no group
    virtual_number_id bigint not null references virtual_numbers on delete cascade,
    primary key (account_id, contact, rule, group_id)
);

create table tags (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (name <> ''),
    color text not null default '#EBEBEB' check (color ~ '^#[0-9A-Fa-f]{6}$'),
    unique (account_id, name)
);

create table contact_groups (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (name <> ''),
    unique (account_id, name)
);

create table contacts (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    full_name text not null check (full_name <> ''),
    created_at timestamptz not null default now()
);
create index contacts_account on contacts (account_id);

create table contact_numbers (
    contact_id bigint not null references contacts on delete cascade,
    account_id bigint not null references accounts on delete cascade,
    number text not null check (number ~ '^[0-9]{6,15}$'),
    primary key (contact_id, number)
);
create index contact_numbers_number on contact_numbers (account_id, number);

create table contact_group_members (
    group_id bigint not null references contact_groups on delete cascade,
    contact_id bigint not null references contacts on delete cascade,
    primary key (group_id, contact_id)
);

create table talk_options (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    button text not null check (button ~ '^[0-9*#]$'),
    mnemonic text not null check (mnemonic in ('finish_conversation', 'tag_call', 'record_talk',
        'transfer_call', 'run_scenario', 'call_coach', 'receive_fax', 'save_numa')),
    name text not null check (name <> ''),
    value_id bigint,                   -- tag, scenario or contact group, by mnemonic
    unique (account_id, button)
);

create table blacklist (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    number text not null check (number ~ '^[0-9]{6,15}$'),
    comment text,
    added_by text,
    added_at timestamptz not null default now(),
    unique (account_id, number)
);

-- One channel tells every process which account's cached facts are out of date.
create function account_changed() returns trigger language plpgsql as $$
declare
    changed jsonb := to_jsonb(coalesce(new, old));
begin
    perform pg_notify('account_changed',
        coalesce(changed ->> 'account_id', changed ->> 'id'));
    return null;
end $$;

create function token_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('token_changed', encode(old.hash, 'hex'));
    return null;
end $$;

create trigger changed after update or delete on accounts
    for each row execute function account_changed();
create trigger changed after insert or update or delete on account_components
    for each row execute function account_changed();
create trigger changed after insert or update or delete on direction_rules
    for each row execute function account_changed();
create trigger changed after insert or update or delete on allowed_networks
    for each row execute function account_changed();
create trigger changed after update or delete on users
    for each row execute function account_changed();
create trigger changed after insert or update or delete on talk_options
    for each row execute function account_changed();
create trigger changed after update or delete on tags
    for each row execute function account_changed();
create trigger changed after update or delete on scenarios
    for each row execute function account_changed();
create trigger changed after update or delete on contact_groups
    for each row execute function account_changed();
create trigger changed after update or delete on tokens
    for each row execute function token_changed();
