-- find_missing --
select named.kind, named.id
from unnest($2::text[], $3::bigint[]) as named (kind, id)
where not case named.kind
    when 'employee' then exists (
        select from employees where account_id = $1 and id = named.id)
    when 'group' then exists (
        select from employee_groups where account_id = $1 and id = named.id)
    when 'phone' then exists (
        select from employee_numbers where account_id = $1 and id = named.id)
    when 'tag' then exists (
        select from tags where account_id = $1 and id = named.id)
    when 'schedule' then exists (
        select from schedules where account_id = $1 and id = named.id)
    when 'scenario' then exists (
        select from scenarios where account_id = $1 and id = named.id)
    when 'contact group' then exists (
        select from contact_groups where account_id = $1 and id = named.id)
    when 'media file' then exists (
        select from media_files
        where (account_id = $1 or account_id is null) and id = named.id)
    else false
end;
