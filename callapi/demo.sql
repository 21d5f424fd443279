-- virtual_numbers --
select v.number, v.name, v.is_active, s.name as scenario
from virtual_numbers v
join accounts a on a.id = v.account_id
left join call_processing_rules r on r.virtual_number_id = v.id and r.priority = 1
left join scenarios s on s.id = r.scenario_id
where a.name = $1
order by v.id;

-- groups --
select g.id, g.name
from virtual_number_groups g
join accounts a on a.id = g.account_id
where a.name = $1
order by g.id;

-- employees --
select e.id, concat_ws(' ', e.last_name, nullif(e.first_name, ''),
        nullif(e.patronymic, '')) as name,
    e.extension,
    array(select n.number || n.tail from employee_numbers n
        where n.employee_id = e.id and n.is_active order by n.priority) as numbers
from employees e
join accounts a on a.id = e.account_id
where a.name = $1
order by e.id;

-- sip_lines --
select l.number, l.password, v.number as virtual_number
from sip_lines l
join accounts a on a.id = l.account_id
left join virtual_numbers v on v.id = l.virtual_number_id
where a.name = $1
order by l.number;

-- scenarios --
select s.id, s.name from scenarios s
join accounts a on a.id = s.account_id
where a.name = $1
order by s.id;

-- tags --
select t.id, t.name from tags t
join accounts a on a.id = t.account_id
where a.name = $1
order by t.id;

-- media --
select m.id, m.name from media_files m
left join accounts a on a.id = m.account_id
where a.name = $1 or m.account_id is null
order by m.account_id nulls last, m.id;

-- talk_options --
select o.button, o.mnemonic from talk_options o
join accounts a on a.id = o.account_id
where a.name = $1
order by o.button;

-- allow_list --
select n.network::text from allowed_networks n
join accounts a on a.id = n.account_id
where a.name = $1
order by n.id;
