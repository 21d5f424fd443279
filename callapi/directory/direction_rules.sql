-- list_call_direction_rules --
-- $2, $3: components as stored and their mnemonics
select r.id, c.mnemonic as component, r.mobile, r.national, r.international
from direction_rules r
join unnest($2::text[], $3::text[]) c (component, mnemonic) on c.component = r.component
where r.account_id = $1

-- update --
update direction_rules
set mobile = coalesce($3, mobile), national = coalesce($4, national),
    international = coalesce($5, international)
where account_id = $1 and id = $2
returning id
