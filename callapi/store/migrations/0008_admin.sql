-- What administrators change by the Data API (its spec, sections 2.3 and 2.12).
alter table media_files
    add column normalization boolean not null default false;  -- its loudness was levelled

-- When a token was used and a user logged in says nothing about rights: only what does
-- is told to those who have it in a cache.
create or replace trigger changed
    after update of login, name, is_admin, is_active, call_api_access, key_access,
        components or delete on users
    for each row execute function account_changed();
create or replace trigger changed
    after update of user_id, hash, name, expires_at, is_blocked or delete on tokens
    for each row execute function token_changed();
