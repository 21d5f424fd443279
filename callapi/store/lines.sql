-- list_lines --
select l.number, l.password
from sip_lines l
where l.is_active and not exists (
    select from employee_numbers n
    where n.employee_id = l.employee_id and n.number = l.number and not n.is_active
)
order by l.number;

-- list_passwords --
select number, password_digest
from sip_line_switches
where switch = $1 and password_digest is not null;

-- note_passwords --
-- The line is locked before its rows, as by those who delete it.
insert into sip_line_switches (number, switch, password_digest)
select number, $1, digest
from unnest($2::text[], $3::text[]) as told (number, digest)
join (
    select number from sip_lines where number = any($2::text[])
    order by number for key share
) as line using (number)
order by number
on conflict (number, switch) do update
set password_digest = excluded.password_digest
where sip_line_switches.password_digest is distinct from excluded.password_digest;

-- note_registrations --
-- A phone that registers again has been there all the time. Who registers with two
-- switches is told of by one after the other: each writes what it finds of all.
insert into sip_line_switches (number, switch, registered_at)
select number, $1, case when is_there then now() end
from unnest($2::text[], $3::boolean[]) as told (number, is_there)
join (
    select number from sip_lines where number = any($2::text[])
    order by number for no key update
) as line using (number)
order by number
on conflict (number, switch) do update
set registered_at = excluded.registered_at
where (sip_line_switches.registered_at is null) <> (excluded.registered_at is null);

-- note_addresses --
insert into sip_line_switches (number, switch, address)
select number, $1, host
from unnest($2::text[], $3::text[]) as told (number, host)
join (
    select number from sip_lines where number = any($2::text[])
    order by number for key share
) as line using (number)
order by number
on conflict (number, switch) do update
set address = excluded.address
where sip_line_switches.address is distinct from excluded.address;

-- forget_registrations --
with line as (
    select number from sip_lines
    where number in (
        select number from sip_line_switches
        where switch = $1 and registered_at is not null and number <> all ($2::text[]))
    order by number for no key update
)
update sip_line_switches s set registered_at = null
from line
where s.number = line.number and s.switch = $1 and s.registered_at is not null;

-- forget_other_switches --
with line as (
    select number from sip_lines
    where number in (select number from sip_line_switches where switch <> all ($1::text[]))
    order by number for no key update
)
delete from sip_line_switches s using line
where s.number = line.number and s.switch <> all ($1::text[]);
