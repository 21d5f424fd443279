-- list_trunks --
-- $1 would be the account; the server itself is 0.
select id, name as label, name, host, port, login, password, registers, codecs, weight,
    qualify_s, is_active
from trunks where $1::bigint = 0 order by id;

-- insert_trunk --
insert into trunks (name, host, port, login, password, registers, codecs, weight,
    qualify_s, is_active)
select $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 where $1::bigint = 0
returning id;

-- update_trunk --
update trunks
set name = $3, host = $4, port = $5, login = $6, password = $7, registers = $8,
    codecs = $9, weight = $10, qualify_s = $11, is_active = $12
where $1::bigint = 0 and id = $2;

-- delete_trunk --
delete from trunks where $1::bigint = 0 and id = $2;
