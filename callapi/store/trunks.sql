-- list_trunks --
select name, host, port, login, password, registers, codecs, weight, qualify_s
from trunks
where is_active
order by id;

-- find_own_trunk --
select t.name
from virtual_numbers v
join trunks t on t.id = v.trunk_id
where v.number = $1;
