-- list_ip_whitelist --
select id, network::text as network, to_jsonb(apis) as apis, comment,
    created_at as creation_date_time, added_by as add_user_login
from allowed_networks
where account_id = $1

-- count --
select count(*) from allowed_networks where account_id = $1

-- insert --
insert into allowed_networks (account_id, network, apis, comment, added_by, created_at)
values ($1, $2, $3, $4, $5, to_timestamp($6))
on conflict do nothing
returning id

-- update --
-- What is null stays; $4 says whether the comment was sent.
update allowed_networks
set apis = coalesce($3, apis), comment = case when $4::boolean then $5 else comment end
where account_id = $1 and id = $2
returning id

-- delete --
delete from allowed_networks where account_id = $1 and id = $2
returning id

-- lets_in --
select exists (
    select from allowed_networks
    where account_id = $1 and $2::inet <<= network and 'dataapi' = any (apis)
)
