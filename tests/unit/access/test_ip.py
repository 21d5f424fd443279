"""The allow-list (spec 6.4)."""

from dataclasses import replace
from ipaddress import ip_address, ip_network

import pytest

from callapi.access.ip import AllowLists, origin
from callapi.domain.account import Account
from callapi.domain.errors import ApiError, Mnemonic
from tests.unit.rpc.exchanges import ACCOUNT


def account_with(*networks: str) -> Account:
    return replace(ACCOUNT, networks=tuple(map(ip_network, networks)))


def is_let_in(account: Account, peer: str, lists: AllowLists | None = None) -> bool:
    try:
        (lists or AllowLists()).check(account, ip_address(peer))
    except ApiError:
        return False
    return True


@pytest.mark.parametrize(
    ("networks", "peer", "expected"),
    [
        ([], "127.0.0.1", False),
        (["192.0.2.7"], "192.0.2.7", True),
        (["192.0.2.7"], "192.0.2.8", False),
        (["198.51.100.0/24", "192.0.2.0/29"], "192.0.2.7", True),
        (["0.0.0.0/0"], "203.0.113.9", True),
        (["0.0.0.0/0"], "2001:db8::1", False),
        (["::/0"], "2001:db8::1", True),
        (["::/0"], "192.0.2.7", False),
        (["2001:db8::/64"], "2001:db8:0:1::1", False),
    ],
)
def test_only_listed_addresses_are_let_in(
    networks: list[str], peer: str, expected: bool
) -> None:
    assert is_let_in(account_with(*networks), peer) == expected


def test_the_refused_address_is_told() -> None:
    with pytest.raises(ApiError) as caught:
        AllowLists().check(account_with(), ip_address("192.0.2.7"))
    assert caught.value.mnemonic == Mnemonic.IP_NOT_WHITELISTED
    assert caught.value.params == {"ip": "192.0.2.7"}


def test_a_changed_list_counts_at_once() -> None:
    lists, before = AllowLists(), account_with("192.0.2.7")
    assert is_let_in(before, "192.0.2.7", lists)
    assert is_let_in(before, "192.0.2.7", lists)
    assert not is_let_in(account_with("192.0.2.8"), "192.0.2.7", lists)


def test_what_one_account_lets_in_another_may_not() -> None:
    lists = AllowLists()
    assert is_let_in(account_with("192.0.2.7"), "192.0.2.7", lists)
    assert not is_let_in(replace(account_with(), id=4), "192.0.2.7", lists)


def test_not_everybody_is_remembered_for_ever() -> None:
    lists, account = AllowLists(most_remembered=2), account_with("192.0.2.0/24")
    for last in range(5):
        assert is_let_in(account, f"192.0.2.{last}", lists)


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
def test_addresses_of_one_client(one: str, other: str, are_one: bool) -> None:
    assert (origin(ip_address(one)) == origin(ip_address(other))) is are_one
