"""The cache serves only while changes are heard of, and nothing out of date."""

from dataclasses import replace

from callapi.access.cache import Grant, GrantCache
from tests.unit.rpc.exchanges import ACCOUNT, TOKEN, USER

GRANT = Grant(ACCOUNT, USER, TOKEN)


def grant(number: int) -> Grant:
    return replace(GRANT, token=replace(TOKEN, digest=bytes([number]) * 32))


def serving(most_kept: int = 100) -> GrantCache:
    cache = GrantCache(most_kept)
    cache.start()
    return cache


def test_a_kept_grant_is_found_with_its_account() -> None:
    cache = serving()
    assert cache.find(TOKEN.digest) is None
    cache.keep(GRANT, cache.changes)
    assert cache.find(TOKEN.digest) is GRANT
    assert cache.find_account(ACCOUNT.id) is ACCOUNT


def test_nothing_is_kept_while_changes_are_not_heard_of() -> None:
    cache = GrantCache()
    cache.keep(GRANT, cache.changes)
    assert cache.find(TOKEN.digest) is None
    assert not cache.is_serving


def test_stopping_forgets_all() -> None:
    cache = serving()
    cache.keep(GRANT, cache.changes)
    cache.stop()
    assert cache.find(TOKEN.digest) is None
    assert cache.find_account(ACCOUNT.id) is None
    cache.start()
    assert cache.is_serving
    assert cache.find(TOKEN.digest) is None


def test_a_token_is_forgotten_alone() -> None:
    cache = serving()
    cache.keep(grant(1), cache.changes)
    cache.keep(grant(2), cache.changes)
    cache.forget_token(bytes([1]) * 32)
    cache.forget_token(bytes([3]) * 32)
    assert cache.find(bytes([1]) * 32) is None
    assert cache.find(bytes([2]) * 32) is not None
    cache.forget_account(ACCOUNT.id)
    assert cache.find(bytes([2]) * 32) is None


def test_an_account_is_forgotten_with_all_its_tokens() -> None:
    cache = serving()
    other = replace(grant(9), account=replace(ACCOUNT, id=4))
    for kept in (grant(1), grant(2), other):
        cache.keep(kept, cache.changes)
    cache.forget_account(ACCOUNT.id)
    cache.forget_account(77)
    assert cache.find(bytes([1]) * 32) is None
    assert cache.find_account(ACCOUNT.id) is None
    assert cache.find(bytes([9]) * 32) is other


def test_what_was_loaded_before_a_change_is_not_kept() -> None:
    cache = serving()
    before = cache.changes
    cache.forget_account(ACCOUNT.id)
    cache.keep(GRANT, before)
    assert cache.find(TOKEN.digest) is None


def test_not_everything_is_kept_for_ever() -> None:
    cache = serving(most_kept=2)
    for number in range(5):
        cache.keep(grant(number), cache.changes)
    assert cache.find(bytes([4]) * 32) is not None
    assert cache.find(bytes([0]) * 32) is None
