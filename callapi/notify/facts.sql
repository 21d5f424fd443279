-- find_facts --
-- All in one answer, for events are to be told at once.
select
    (select coalesce(json_agg(found), '[]') from (
        select account_id, id, last_name, first_name, patronymic, email, extension
        from employees where id = any($1::bigint[])
    ) as found) as employees,
    (select coalesce(json_agg(found), '[]') from (
        select distinct on (n.account_id, n.number)
            n.account_id, n.number, c.id, c.full_name,
            array(select group_id from contact_group_members m
                  where m.contact_id = c.id order by group_id) as group_ids
        from unnest($2::bigint[], $3::text[]) as asked (account_id, number)
        join contact_numbers n using (account_id, number)
        join contacts c on c.id = n.contact_id
        order by n.account_id, n.number, c.id
    ) as found) as contacts
