-- find_tags --
select id, name, is_system from tags where account_id = $1 and id = any ($2::bigint[])
order by id

-- list_tags --
-- $2: whether to count the calls tagged within seven days before $3
select t.id, t.name, t.is_system, t.color, t.created_at as creation_datetime,
       false as is_auto, case when $2::boolean then (
           select count(*) from call_sessions s
           where s.account_id = $1 and s.started_at > to_timestamp($3) - interval '7 days'
             and s.body::jsonb -> 'tags' @> jsonb_build_array(jsonb_build_object('id', t.id))
       ) end as rating
from tags t
where t.account_id = $1

-- insert --
insert into tags (account_id, name, color) values ($1, $2, $3) returning id

-- update --
update tags set name = coalesce($3, name), color = coalesce($4, color)
where account_id = $1 and id = $2

-- delete --
delete from tags where account_id = $1 and id = $2

-- list_users --
select 'talk_option' as entity, id from talk_options
where account_id = $1 and mnemonic = 'tag_call' and value_id = $2
union all
select 'scenario', s.id from scenarios s
where s.account_id = $1 and jsonb_path_exists(s.document,
    '$.operations[*] ? (@.type == "tag").settings.tag_ids[*] ? (@ == $tag)',
    jsonb_build_object('tag', $2::bigint))
order by entity, id
