"""The standard headers tell the figures of the metadata."""

from callapi.edge.rate_limit import rate_limit_headers
from tests.unit.rpc.exchanges import QUOTA


def test_both_windows_are_told() -> None:
    assert rate_limit_headers(QUOTA) == {
        "RateLimit-Policy": '"minute";q=250;w=60, "day";q=50000;w=86400',
        "RateLimit": '"minute";r=249;t=19, "day";r=49999;t=48139',
    }
