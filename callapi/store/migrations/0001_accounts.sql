-- Accounts, users, tokens and what decides who may call (spec 6.1 to 6.6).
create table accounts (
    id bigint generated always as identity primary key,
    name text not null unique check (name <> ''),
    state text not null default 'active'
        check (state in ('active', 'waiting', 'manual_lock', 'limit_lock', 'debt_lock')),
    timezone text not null default 'UTC',
    home_country text not null default 'US' check (home_country ~ '^[A-Z]{2}$'),
    points_per_minute int not null default 250 check (points_per_minute >= 0),
    points_per_day int not null default 50000 check (points_per_day >= 0),
    tts_message_length int not null default 1000 check (tts_message_length >= 1),
    post_call_s int not null default 0 check (post_call_s between 0 and 600),
    created_at timestamptz not null default now()
);

create table account_components (
    account_id bigint not null references accounts on delete cascade,
    component text not null,
    primary key (account_id, component)
);

-- Security rules: which directions a component may dial (spec 6.5).
create table direction_rules (
    account_id bigint not null references accounts on delete cascade,
    component text not null check (component in ('basic', 'management', 'informer', 'scenario')),
    mobile boolean not null default true,
    national boolean not null default true,
    international boolean not null default false,
    primary key (account_id, component)
);

-- The allow-list: nobody is let in unless a row says so (spec 6.4).
create table allowed_networks (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    network cidr not null,
    comment text,
    created_at timestamptz not null default now(),
    unique (account_id, network)
);

create table users (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    login text not null check (length(login) between 1 and 255),
    name text not null default '',
    password_hash text not null,
    is_admin boolean not null default false,
    is_active boolean not null default true,
    call_api_access boolean not null default false,
    key_access boolean not null default false,
    components text[],                 -- null: all components of the account
    created_at timestamptz not null default now()
);
create unique index users_login on users (lower(login));
create index users_account on users (account_id);

-- Session tokens and keys, found by SHA-256; the token itself is stored nowhere (spec 6.3).
create table tokens (
    id bigint generated always as identity primary key,
    user_id bigint not null references users on delete cascade,
    kind text not null check (kind in ('session', 'key')),
    hash bytea not null unique check (length(hash) = 32),
    last4 text not null check (length(last4) = 4),
    name text,                         -- keys only
    expires_at timestamptz,            -- null: a permanent key
    is_blocked boolean not null default false,
    created_at timestamptz not null default now(),
    check (kind = 'key' or expires_at is not null),
    check ((kind = 'key') = (name is not null))
);
create unique index tokens_key_name on tokens (user_id, name) where kind = 'key';
create index tokens_session on tokens (user_id, created_at) where kind = 'session';

-- Failed logins, counted per login (spec 2.8: ten within 15 minutes).
create table login_failures (
    login_hash bytea not null,         -- SHA-256 of the lower-cased login
    at timestamptz not null
);
create index login_failures_login on login_failures (login_hash, at);
