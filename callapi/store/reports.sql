-- forget --
-- Calls that their accounts keep no longer, with all that refers to them. Whose recordings
-- have files yet stay. How many sessions a contact has had is not forgotten.
with old as (
    select r.session_id, r.account_id, r.contact, r.communication_number
    from accounts a
    join call_reports r on r.account_id = a.id
      and r.started_at <= $1::timestamptz - make_interval(days => a.report_retention_days)
    where not exists (select from recordings f where f.session_id = r.session_id)
    order by r.session_id
    limit $2
), counted as (
    insert into forgotten_sessions (account_id, contact, communication_number)
    select account_id, contact, max(communication_number) from old
    group by account_id, contact
    on conflict (account_id, contact) do update
    set communication_number = greatest(
        forgotten_sessions.communication_number, excluded.communication_number)
)
delete from call_sessions where id in (select session_id from old)
returning id
