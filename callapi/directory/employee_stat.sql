-- list_stat --
-- $2 to $3: the period; $4: what is now; $5: whether statuses are told by mnemonic.
-- A status lasts from its change to the next one. Before the first change an employee had
-- the status that it changed, or the present one, since he was made.
with spans as (
    select e.id as employee_id, first.status, e.created_at as since, first.until
    from employees e
    cross join lateral (
        select coalesce(min(c.at), $4) as until,
            coalesce((array_agg(c.old_status order by c.id))[1], e.status) as status
        from employee_status_changes c
        where c.employee_id = e.id
    ) first
    where e.account_id = $1
    union all
    select c.employee_id, c.new_status, c.at,
        coalesce(lead(c.at) over (partition by c.employee_id order by c.id), $4)
    from employee_status_changes c
    where c.account_id = $1
), seconds as (
    select spans.employee_id,
        case when $5::boolean then s.mnemonic else s.id::text end as status,
        sum(extract(epoch from least(spans.until, $3, $4) - greatest(spans.since, $2)))
            as spent
    from spans
    join employee_statuses s on s.mnemonic = spans.status
    where least(spans.until, $3, $4) > greatest(spans.since, $2::timestamptz)
    group by 1, 2
)
select e.id, nullif(e.first_name, '') as first_name, e.last_name,
    nullif(e.patronymic, '') as patronymic,
    concat_ws(' ', e.last_name, nullif(e.first_name, ''), nullif(e.patronymic, ''))
        as full_name,
    (select coalesce(jsonb_agg(jsonb_build_object('group_id', g.id, 'group_name', g.name)
            order by g.id), '[]')
        from employee_group_members m
        join employee_groups g on g.id = m.group_id
        where m.employee_id = e.id) as groups,
    (select coalesce(jsonb_object_agg(x.status, round(x.spent)), '{}')
        from seconds x where x.employee_id = e.id) as status_stats
from employees e
where e.account_id = $1
