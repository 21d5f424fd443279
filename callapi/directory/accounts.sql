-- list_account --
select id as app_id, name, timezone from accounts where id = $1

-- find --
select name, state, report_currency from accounts where id = $1

-- lock --
select from accounts where id = $1 for no key update

-- update --
update accounts
set name = coalesce($2, name), timezone = coalesce($3, timezone),
    home_country = coalesce($4, home_country),
    report_currency = coalesce($5, report_currency)
where id = $1

-- list_components --
select c.mnemonic as id, c.name, exists (
    select from account_components own
    where own.account_id = $1 and own.component = c.component
) as is_enabled
from unnest($2::text[], $3::text[], $4::text[]) c (component, mnemonic, name)

-- enable_components --
insert into account_components (account_id, component)
select $1, unnest($2::text[])
on conflict do nothing

-- disable_components --
delete from account_components where account_id = $1 and component = any ($2::text[])
