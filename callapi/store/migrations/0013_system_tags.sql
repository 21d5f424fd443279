-- Two tags that every account has (Data API spec 2.11). A tag of that name that is
-- there already stays the account's own.
create function add_system_tags(account bigint) returns void language sql as $$
    insert into tags (account_id, name, is_system)
    select account, name, true from unnest(array['Sale', 'Not processed']) as name
    on conflict (account_id, name) do nothing
$$;
select add_system_tags(id) from accounts;

create function add_tags_of_account() returns trigger language plpgsql as $$
begin
    perform add_system_tags(new.id);
    return null;
end $$;
create trigger add_system_tags after insert on accounts
    for each row execute function add_tags_of_account();
