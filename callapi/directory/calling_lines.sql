-- find_line --
-- A line that calls, with all that decides whether it may. Its virtual number may be of
-- no use any more; it is shown to nobody then.
select l.number, l.account_id, l.employee_id, l.channels_count,
    e.last_name, e.first_name, e.patronymic, e.call_recording, e.status,
    l.is_active and coalesce(n.is_active, true) as is_active,
    l.billing_state <> 'active' as is_locked,
    l.number_rule, v.number as virtual_number, coalesce(v.is_active, false) as has_active_number,
    t.out_external and 'out' = any (e.out_external_directions) as out_external,
    t.out_internal and 'out' = any (e.out_internal_directions) as out_internal,
    t.out_external as status_out_external, t.out_internal as status_out_internal,
    (select count(*)
        from call_sessions c, unnest(c.numbers_in_use) as used
        where c.account_id = l.account_id and c.finished_at is null and used = l.number
    ) as times_in_use
from sip_lines l
join employees e on e.id = l.employee_id
join employee_statuses t on t.mnemonic = e.status
left join employee_numbers n on n.employee_id = l.employee_id and n.number = l.number
left join virtual_numbers v on v.id = l.virtual_number_id
where l.number = $1;

-- lock_channels --
-- Until the end of the transaction. Who waits here is not answered by a process that has
-- been stopped.
select set_config('idle_in_transaction_session_timeout', '5s', true),
    pg_advisory_xact_lock(hashtextextended('channels of ' || $1, 0));

-- has_channel --
select l.channels_count > (
    select count(*)
    from call_sessions c, unnest(c.numbers_in_use) as used
    where c.account_id = l.account_id and c.finished_at is null and used = l.number
)
from sip_lines l
where l.number = $1;
