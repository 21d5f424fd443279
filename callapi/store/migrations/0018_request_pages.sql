-- A page of the request log of ten million rows: counted from the index alone, and found
-- by the account's own rows.

drop index requests_account;
create index requests_account on requests (account_id, at desc)
    include (method, outcome, code);
drop index requests_number;
create index requests_number on requests (account_id, number);
