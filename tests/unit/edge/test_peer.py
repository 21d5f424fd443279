"""Who is at the other end (spec 6.4)."""

from ipaddress import ip_network

import pytest

from callapi.edge.peer import Peers

TRUSTED = [ip_network("10.0.0.0/8"), ip_network("2001:db8:f::/48")]
PEERS = Peers(TRUSTED)


@pytest.mark.parametrize(
    ("tcp_peer", "forwarded", "expected"),
    [
        (("192.0.2.7", 1), [], "192.0.2.7"),
        (("192.0.2.7", 1), ["203.0.113.9"], "192.0.2.7"),
        (("10.0.0.1", 1), [], "10.0.0.1"),
        (("10.0.0.1", 1), ["203.0.113.9"], "203.0.113.9"),
        (("10.0.0.1", 1), ["203.0.113.9, 192.0.2.7"], "192.0.2.7"),
        (("10.0.0.1", 1), ["203.0.113.9, 192.0.2.7, 10.1.1.1"], "192.0.2.7"),
        (("10.0.0.1", 1), ["203.0.113.9", "192.0.2.7"], "192.0.2.7"),
        (("10.0.0.1", 1), ["10.9.9.9, 10.1.1.1"], "10.9.9.9"),
        (("10.0.0.1", 1), ["203.0.113.9, unknown, 10.1.1.1"], "10.1.1.1"),
        (("10.0.0.1", 1), ["nonsense"], "10.0.0.1"),
        (("10.0.0.1", 1), [" , "], "10.0.0.1"),
        (("10.0.0.1", 1), ["192.0.2.7:4711"], "192.0.2.7"),
        (("10.0.0.1", 1), ["[2001:db8::7]:4711"], "2001:db8::7"),
        (("10.0.0.1", 1), ["2001:db8::7"], "2001:db8::7"),
        (("10.0.0.1", 1), ["::ffff:192.0.2.7"], "192.0.2.7"),
        (("::ffff:10.0.0.1", 1, 0, 0), ["192.0.2.7"], "192.0.2.7"),
        (("2001:db8:f::1", 1, 0, 0), ["192.0.2.7"], "192.0.2.7"),
        (("::ffff:192.0.2.7", 1, 0, 0), [], "192.0.2.7"),
        (("fe80::1%eth0", 1, 0, 2), [], "fe80::1"),
        ("", [], "0.0.0.0"),
        (None, ["192.0.2.7"], "0.0.0.0"),
    ],
)
def test_the_first_untrusted_address_from_the_right_is_the_peer(
    tcp_peer: object, forwarded: list[str], expected: str
) -> None:
    assert str(PEERS.address(tcp_peer, forwarded)) == expected


def test_without_trusted_proxies_the_header_is_not_read() -> None:
    assert str(Peers().address(("10.0.0.1", 1), ["192.0.2.7"])) == "10.0.0.1"


@pytest.mark.parametrize(
    ("tcp_peer", "proto", "expected"),
    [
        (("10.0.0.1", 1), ["https"], True),
        (("10.0.0.1", 1), ["HTTPS"], True),
        (("10.0.0.1", 1), ["http, https"], True),
        (("10.0.0.1", 1), ["https, http"], False),
        (("10.0.0.1", 1), [], False),
        (("192.0.2.7", 1), ["https"], False),
        (None, ["https"], False),
    ],
)
def test_only_a_trusted_proxy_vouches_for_tls(
    tcp_peer: object, proto: list[str], expected: bool
) -> None:
    assert PEERS.speaks_tls(tcp_peer, proto) == expected
