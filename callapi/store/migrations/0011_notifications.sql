-- Events as a log that feeds can resume from, and what client servers are told of them
-- (Data API spec 5).

-- Whoever writes an event of a session counts here, so that each has a number of its own.
alter table call_sessions add column told int not null default 0;
update call_sessions set told = counted.last
from (select session_id, max(seq) as last from events group by session_id) as counted
where call_sessions.id = counted.session_id;

alter table events
    alter column session_id drop not null,     -- null, as seq: outside any call
    alter column seq drop not null,
    add column uid uuid not null default gen_random_uuid(),
    add column position bigint,        -- 1, 2, ... in the account; null: not distributed yet
    add column payload text,           -- JSON with the facts of that moment, made then
    add constraint events_in_call check ((session_id is null) = (seq is null));

create table event_positions (
    account_id bigint primary key references accounts on delete cascade,
    last bigint not null
);

-- What happened before there was a log is in it without a payload: nobody is sent it.
update events set position = numbered.position
from (select id, row_number() over (partition by account_id order by id) as position
      from events) as numbered
where events.id = numbered.id;
insert into event_positions (account_id, last)
select account_id, max(position) from events group by account_id;

create index events_waiting on events (id) where position is null;
create unique index events_position on events (account_id, position);
create index events_at on events (at);

-- Steps of a call wake their own process, for a notification at each commit would make
-- all of them wait for one another; events outside calls are rare.
create function event_written() returns trigger language plpgsql as $$
begin
    perform pg_notify('event_written', '');
    return null;
end $$;
create trigger written after insert on events
    for each row when (new.session_id is null) execute function event_written();

create function line_unregistered() returns trigger language plpgsql as $$
begin
    insert into events (account_id, name, at, body)
    values (new.account_id, 'sip_line_unregistered', now(), jsonb_build_object(
        'sip_phone_number', new.number, 'employee_id', new.employee_id,
        'employee_phone_number', new.number));
    return null;
end $$;
create trigger unregistered after update of registered_at on sip_lines
    for each row when (old.registered_at is not null and new.registered_at is null)
    execute function line_unregistered();

create table notification_settings (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (length(name) between 1 and 255),
    event text not null,
    is_active boolean not null default true,
    delay int not null default 0 check (delay between 0 and 3600),
    condition_groups jsonb not null default '[]',
    method text not null default 'POST' check (method in ('GET', 'POST')),
    url text not null,
    host text not null,                -- host:port of the URL, which shares its slots
    headers jsonb not null default '{}',
    body_template text check (body_template is null or method = 'POST'),
    failures int not null default 0,   -- attempts in a row that have failed
    created_at timestamptz not null default now(),
    unique (account_id, name)
);

-- A retired secret signs for a while longer, beside its successor.
create table notification_secrets (
    id bigint generated always as identity primary key,
    setting_id bigint not null references notification_settings on delete cascade,
    secret text not null check (length(secret) between 16 and 128),
    retired_at timestamptz
);
create index notification_secrets_setting on notification_secrets (setting_id, id);

-- Queue and log of what is sent: one row for each event and setting that go together.
create table deliveries (
    id bigint generated always as identity primary key,
    uid uuid not null default gen_random_uuid(),       -- webhook-id
    account_id bigint not null references accounts on delete cascade,
    setting_id bigint references notification_settings on delete set null,
    event_uid uuid not null,
    event text not null,
    session_id bigint,
    name text not null,                -- of the setting, then
    delay int not null,
    method text not null,
    host text not null,
    url text not null,
    body text,                         -- null: GET
    status text not null default 'queued'
        check (status in ('queued', 'retrying', 'sent', 'failed')),
    due_at timestamptz,    -- null: over, or an earlier one of its session comes first
    give_up_at timestamptz,            -- set by the first attempt
    attempts int not null default 0,
    error_type text,
    error_message text,
    http_status int,
    response text,
    duration_ms real,
    created_at timestamptz not null,
    attempted_at timestamptz,
    finished_at timestamptz,
    check ((status in ('sent', 'failed')) = (finished_at is not null)),
    check (due_at is null or finished_at is null)
);
create index deliveries_due on deliveries (host, due_at, id) where due_at is not null;
create index deliveries_open on deliveries (setting_id, session_id, id)
    where finished_at is null;
create index deliveries_log on deliveries (account_id, created_at, id);
create index deliveries_finished on deliveries (finished_at) where finished_at is not null;
