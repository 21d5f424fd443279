-- list_statuses --
-- They are everybody's: of the account ($1) they have nothing.
select s.id, s.name, s.mnemonic, s.description, s.color, false as is_deleted,
    case when s.in_external then '["in"]'::jsonb else '[]' end
        as in_external_allowed_call_directions,
    case when s.in_internal then '["in"]'::jsonb else '[]' end
        as in_internal_allowed_call_directions,
    case when s.out_external then '["out"]'::jsonb else '[]' end
        as out_external_allowed_call_directions,
    case when s.out_internal then '["out"]'::jsonb else '[]' end
        as out_internal_allowed_call_directions,
    '["PSTN", "SIP", "SIP_TRUNK", "FMC"]'::jsonb as allowed_phone_protocols,
    s.is_select_allowed, s.is_worktime, s.is_auto_out_calls_ready
from employee_statuses s
where $1::bigint is not null

-- find_status --
select id, mnemonic, is_select_allowed from employee_statuses
where id = $1 or mnemonic = $2;
