-- list_available --
-- They are the server's: of the account ($1) they have nothing.
select n.id, n.number as phone_number, n.category,
    btrim(regexp_replace(lower(n.location_name), '\W+', '_', 'g'), '_')
        as location_mnemonic,
    n.location_name, 0 as onetime_payment, 0 as monthly_charge, 0 as min_charge
from available_numbers n
where $1::bigint is not null
    and not exists (select from virtual_numbers v where v.number = n.number)

-- take --
with taken as (
    delete from available_numbers where number = $2
    returning number, category, location_name, trunk_id
)
insert into virtual_numbers (account_id, number, category, location_name, trunk_id,
    activated_at)
select $1, number, category, location_name, trunk_id, to_timestamp($3) from taken
on conflict (number) do nothing
returning id;

-- find_own --
select id from virtual_numbers where account_id = $1 and number = $2 for update;

-- give_back --
with given as (
    delete from virtual_numbers where account_id = $1 and id = $2
    returning number, category, location_name, trunk_id
)
insert into available_numbers (number, category, location_name, trunk_id)
select number, category, location_name, trunk_id from given
on conflict (number) do nothing;

-- list_users --
select 'sip_line' as entity, id from sip_lines
where account_id = $1 and virtual_number_id = $2
order by entity, id;

-- find_trunk --
select id from trunks where name = $1;

-- insert --
insert into available_numbers (number, category, location_name, trunk_id)
select $1, $2, $3, $4
where not exists (select from virtual_numbers where number = $1)
on conflict (number) do nothing
returning id;

-- delete --
delete from available_numbers where number = $1 returning true;
