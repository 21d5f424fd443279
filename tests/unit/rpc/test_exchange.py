"""Log ids: version 7 UUIDs, in the order of time."""

from uuid import UUID

from callapi.rpc.exchange import new_log_id
from tests.fakes import START


def test_log_ids_are_uuids_of_version_7() -> None:
    for _ in range(100):
        text = new_log_id(START)
        parsed = UUID(text)
        assert str(parsed) == text
        assert parsed.version == 7
        assert parsed.variant == "specified in RFC 4122"
        assert parsed.int >> 80 == int(START * 1000)


def test_later_ids_are_greater() -> None:
    assert new_log_id(START) < new_log_id(START + 0.001)
    assert new_log_id(START) != new_log_id(START)
