-- Trunks of the server to the outside world, and what the switches have of SIP lines.
create table trunks (
    id bigint generated always as identity primary key,
    name text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,30}$'),
    host text not null check (host ~ '^[0-9A-Za-z][0-9A-Za-z.-]{0,252}$'),
    port int not null default 5060 check (port between 1 and 65535),
    login text check (login <> ''),
    password text check (password <> ''),
    registers boolean not null default false,
    codecs text[] not null default '{ulaw,alaw}' check (cardinality(codecs) > 0),
    weight int not null default 1 check (weight between 0 and 1000),    -- 0: when no other works
    qualify_s int not null default 30 check (qualify_s between 0 and 3600),  -- 0: never asked
    is_active boolean not null default true,
    check ((login is null) = (password is null)),
    check (login is not null or not registers)
);

alter table sip_lines
    add column is_active boolean not null default true,
    add column registered_at timestamptz,      -- since when, on any switch
    add column is_registered boolean not null
        generated always as (registered_at is not null) stored;

-- What each switch has of a line: the password it was told last, and a registration.
create table sip_line_switches (
    number text not null references sip_lines on update cascade on delete cascade,
    switch text not null,
    password_digest text,              -- null: no phone of this switch is trusted to know it
    registered_at timestamptz,
    primary key (number, switch)
);

create function line_registered() returns trigger language plpgsql as $$
declare
    line text := (coalesce(new, old)).number;
begin
    update sip_lines l set registered_at = since
    from (select min(registered_at) as since from sip_line_switches where number = line) s
    where l.number = line and l.registered_at is distinct from since;
    return null;
end $$;
create trigger registered after insert or delete or update of registered_at
    on sip_line_switches for each row execute function line_registered();

-- Tells every process that the switches have to be told of lines or trunks.
create function lines_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('lines_changed', '');
    return null;
end $$;

create trigger lines_changed after insert or delete or update of number, password, is_active
    on sip_lines for each statement execute function lines_changed();
create trigger lines_changed after insert or update or delete on trunks
    for each statement execute function lines_changed();
-- a line is switched off by its entry among its employee's numbers
create trigger lines_changed_by_new after insert on employee_numbers
    for each row when (new.kind = 'sip' and not new.is_active)
    execute function lines_changed();
create trigger lines_changed after update of is_active on employee_numbers
    for each row when (new.kind = 'sip' and new.is_active <> old.is_active)
    execute function lines_changed();
create trigger lines_changed_by_old after delete on employee_numbers
    for each row when (old.kind = 'sip' and not old.is_active)
    execute function lines_changed();
