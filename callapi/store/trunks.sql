-- list_trunks --
select name, host, port, login, password, registers, codecs, weight, qualify_s
from trunks
where is_active
order by id;
