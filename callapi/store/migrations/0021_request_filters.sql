-- A page of the request log by who asked, with which key and by what component is counted
-- and chosen from the index alone, too.
-- blocks requests: half a minute for ten million rows, which no release has had yet

drop index requests_account;
create index requests_account on requests (account_id, at desc)
    include (method, outcome, code, number, component, user_login, token_name);
