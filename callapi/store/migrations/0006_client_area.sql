-- What the Data API adds to accounts, users, keys, allow-list and request log (its spec,
-- sections 1.5, 2.2 to 2.6 and 2.18).
alter table accounts
    add column data_points_per_minute int not null default 250
        check (data_points_per_minute >= 0),
    add column data_points_per_day int not null default 1000
        check (data_points_per_day >= 0),
    add column report_currency text not null default 'USD'
        check (report_currency ~ '^[A-Z]{3}$'),
    add column max_in_calls int not null default 50 check (max_in_calls >= 1),
    add column max_out_calls int not null default 50 check (max_out_calls >= 1),
    add column max_employees int not null default 500 check (max_employees >= 1),
    add column max_media_files int not null default 500 check (max_media_files >= 1),
    add column max_sip_channels_per_line int not null default 20
        check (max_sip_channels_per_line >= 1),
    add column max_media_total_size bigint not null default 1073741824
        check (max_media_total_size >= 1),
    add column recording_retention_days int not null default 90
        check (recording_retention_days >= 1),
    add column request_log_retention_days int not null default 90
        check (request_log_retention_days >= 1);

-- Rules are rows that have an id, and there are always four.
alter table direction_rules add column id bigint generated always as identity unique;
insert into direction_rules (account_id, component)
select a.id, c.component
from accounts a
cross join (values ('basic'), ('management'), ('informer'), ('scenario')) c (component)
on conflict do nothing;
create function make_direction_rules() returns trigger language plpgsql as $$
begin
    insert into direction_rules (account_id, component)
    values (new.id, 'basic'), (new.id, 'management'), (new.id, 'informer'),
        (new.id, 'scenario');
    return null;
end $$;
create trigger made after insert on accounts
    for each row execute function make_direction_rules();

alter table allowed_networks
    add column apis text[] not null default '{callapi,dataapi}'
        check (cardinality(apis) > 0 and apis <@ '{callapi,dataapi}'),
    add column added_by text;              -- a login; null: provisioned

alter table users
    add column description text,
    add column employee_id bigint unique references employees on delete set null,
    add column last_login_at timestamptz;

create table user_permissions (
    account_id bigint not null references accounts on delete cascade,
    user_id bigint not null references users on delete cascade,
    unit text not null,
    is_select boolean not null default false,
    is_insert boolean not null default false,
    is_update boolean not null default false,
    is_delete boolean not null default false,
    primary key (user_id, unit)
);
create trigger changed after insert or update or delete on user_permissions
    for each row execute function account_changed();

alter table tokens
    add column prefix text,                -- first characters of a key, to know it again
    add column last_used_at timestamptz,
    add column last_used_from inet;

-- The log serves both APIs, and tells names that may be gone when it is read.
create sequence request_numbers;
alter table requests
    add column api text not null default 'callapi',
    add column number bigint not null default nextval('request_numbers'),
    add column user_login text not null default '',
    add column token_name text,
    add column external_id text,
    add column weight int not null default 1,
    add column component text not null default 'basic';
create index requests_number on requests (number);

alter table tags
    add column is_system boolean not null default false,
    add column created_at timestamptz not null default now();
