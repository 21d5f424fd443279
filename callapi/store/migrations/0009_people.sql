-- Positions, the pool of free numbers, addresses of telephones, and the mirror of the
-- blacklist in the address book (Data API 2.8, 2.9, 3.1 and 3.2).

create table employee_positions (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts on delete cascade,
    name text not null check (name <> ''),
    unique (account_id, name)
);

-- The server's numbers that no account has yet.
create table available_numbers (
    id bigint generated always as identity primary key,
    number text not null unique check (number ~ '^[1-9][0-9]{6,14}$'),
    category text not null default 'usual'
        check (category in ('usual', 'bronze', 'silver', 'gold', 'platinum')),
    location_name text check (location_name <> ''),
    trunk_id bigint references trunks on delete set null
);

-- What goes with a number when an account takes it, and comes back with it.
alter table virtual_numbers
    add column location_name text check (location_name <> ''),
    add column trunk_id bigint references trunks on delete set null;

-- Where the telephone is that has registered.
alter table sip_line_switches add column address text;

-- An address book entry lists its numbers as they were given.
alter table contact_numbers add column place int not null default 0;
create index contact_group_members_contact on contact_group_members (contact_id);
create index contacts_organization on contacts (organization_id)
    where organization_id is not null;

-- The system group of an account has exactly the contacts with a number that is blocked.
create function mirror_blacklist(contact bigint) returns void language plpgsql as $$
begin
    delete from contact_group_members m
    using contact_groups g
    where g.id = m.group_id and g.is_system and m.contact_id = contact and not exists (
        select from contact_numbers n
        join blacklist b on b.account_id = n.account_id and b.number = n.number
        where n.contact_id = contact);
    insert into contact_group_members (group_id, contact_id)
    select g.id, c.id
    from contacts c
    join contact_groups g on g.account_id = c.account_id and g.is_system
    where c.id = contact and exists (
        select from contact_numbers n
        join blacklist b on b.account_id = n.account_id and b.number = n.number
        where n.contact_id = c.id)
    on conflict do nothing;
end $$;

create function number_blocked() returns trigger language plpgsql as $$
begin
    perform mirror_blacklist(n.contact_id)
    from contact_numbers n
    where (n.account_id, n.number) in ((old.account_id, old.number), (new.account_id, new.number));
    return null;
end $$;
create trigger mirror after insert or delete or update of number on blacklist
    for each row execute function number_blocked();

create function contact_number_changed() returns trigger language plpgsql as $$
begin
    perform mirror_blacklist((coalesce(new, old)).contact_id);
    return null;
end $$;
create trigger mirror after insert or delete or update of number on contact_numbers
    for each row execute function contact_number_changed();
select mirror_blacklist(id) from contacts;
