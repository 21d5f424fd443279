-- set_virtual_number --
update sip_lines set virtual_number_id = $3, number_rule = $4
where account_id = $1 and number = $2
    and (virtual_number_id, number_rule) is distinct from ($3::bigint, $4::text)
returning true;
