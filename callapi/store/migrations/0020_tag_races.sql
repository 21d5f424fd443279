-- A tag that is deleted within the statement that marks a call is like one deleted
-- before: nothing is written of it. Its row is locked, so it can not go in between.
create or replace function tag_marked() returns trigger language plpgsql as $$
declare
    marker text := nullif(new.body ->> 'tag_user_login', '');
begin
    if new.body ->> 'tag_action' = 'unset' then
        update tag_communications set removed_at = new.at
        where session_id = new.session_id and tag_id = (new.body ->> 'tag_id')::bigint
          and removed_at is null;
        return null;
    end if;
    insert into tag_communications
        (account_id, session_id, tag_id, type, at, user_id, user_login, employee_id,
         employee_name)
    select new.account_id, new.session_id, tags.id, new.body ->> 'tag_type', new.at,
           users.id, marker,
           coalesce((new.body ->> 'employee_id')::bigint, employees.id),
           coalesce(new.body ->> 'employee_full_name', nullif(concat_ws(' ',
               employees.last_name, nullif(employees.first_name, ''),
               nullif(employees.patronymic, '')), ''))
    from tags
    left join users on lower(users.login) = lower(marker)
    left join employees on employees.id = users.employee_id
    where tags.id = (new.body ->> 'tag_id')::bigint  -- unless deleted since
    for key share of tags
    on conflict (session_id, tag_id) where removed_at is null do nothing;
    return null;
end $$;
