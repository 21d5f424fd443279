"""Lines and trunks as PJSIP objects, and what their stamps tell apart."""

from dataclasses import replace

import pytest

from callapi.store.lines import Line
from callapi.store.trunks import Trunk
from callapi.switch.pjsip import (
    FOREIGN,
    STAMP,
    Entry,
    is_line,
    is_ours,
    line_entry,
    read_stamp,
    trunk_entry,
)

LINE = Line("0486173", "line-secret")
TRUNK = Trunk("main", "sip.example.com", 5080, "bay", "trunk-secret", True)


def fields(entry: Entry, kind: str) -> dict[str, str]:
    [found] = [part.fields for part in entry.parts if part.type == kind]
    return dict(found)


def kinds(entry: Entry) -> list[str]:
    return [part.type for part in entry.parts]


def test_a_line_is_known_by_its_number_and_password() -> None:
    entry = line_entry(LINE)
    assert entry.name == "0486173"
    assert kinds(entry) == ["auth", "aor", "endpoint"]
    auth = fields(entry, "auth")
    assert (auth["username"], auth["password"]) == ("0486173", "line-secret")
    endpoint = fields(entry, "endpoint")
    assert (endpoint["auth"], endpoint["aors"]) == ("0486173", "0486173")
    assert endpoint["context"] == "lines"


def test_a_trunk_that_registers_has_all_parts() -> None:
    entry = trunk_entry(TRUNK)
    assert entry.name == "trunk-main"
    assert kinds(entry) == ["auth", "aor", "identify", "registration", "endpoint"]
    assert fields(entry, "aor")["contact"] == "sip:sip.example.com:5080"
    registration = fields(entry, "registration")
    assert registration["client_uri"] == "sip:bay@sip.example.com"
    endpoint = fields(entry, "endpoint")
    assert endpoint["outbound_auth"] == "trunk-main"
    assert endpoint["allow"] == "ulaw,alaw"
    assert "auth" not in endpoint  # a carrier does not sign in to us


@pytest.mark.parametrize(
    ("trunk", "expected"),
    [
        (replace(TRUNK, registers=False), ["auth", "aor", "identify", "endpoint"]),
        (Trunk("main", "192.0.2.1"), ["aor", "identify", "endpoint"]),
    ],
)
def test_a_trunk_has_only_the_parts_it_needs(trunk: Trunk, expected: list[str]) -> None:
    assert kinds(trunk_entry(trunk)) == expected


@pytest.mark.parametrize("entry", [line_entry(LINE), trunk_entry(TRUNK)])
def test_nobody_s_telephone_transfers_by_itself(entry: Entry) -> None:
    assert fields(entry, "endpoint")["allow_transfer"] == "no"


@pytest.mark.parametrize("entry", [line_entry(LINE), trunk_entry(TRUNK)])
def test_the_stamp_is_read_as_it_was_written(entry: Entry) -> None:
    assert read_stamp(fields(entry, "endpoint")[STAMP]) == entry.stamp


@pytest.mark.parametrize("tag", ["", "callapi", "callapi-1-2", "somebody-else"])
def test_what_others_have_made_is_not_ours(tag: str) -> None:
    assert read_stamp(tag) == FOREIGN


def test_another_password_changes_only_the_secret_of_the_stamp() -> None:
    before = line_entry(LINE).stamp
    after = line_entry(replace(LINE, password="other")).stamp
    assert after.shape == before.shape
    assert after.secret != before.secret
    assert line_entry(replace(LINE, number="0486174")).stamp.secret != before.secret


@pytest.mark.parametrize(
    "changed",
    [
        replace(TRUNK, host="192.0.2.7"),
        replace(TRUNK, port=5060),
        replace(TRUNK, login="shop"),
        replace(TRUNK, password="other"),
        replace(TRUNK, registers=False),
        replace(TRUNK, codecs=("g722",)),
        replace(TRUNK, qualify_s=0),
    ],
)
def test_whatever_changes_of_a_trunk_changes_its_stamp(changed: Trunk) -> None:
    assert trunk_entry(changed).stamp != trunk_entry(TRUNK).stamp


def test_its_weight_is_nothing_to_the_switch() -> None:
    assert trunk_entry(replace(TRUNK, weight=9)) == trunk_entry(TRUNK)


def test_no_secret_shows_in_what_may_be_logged() -> None:
    for entry in (line_entry(LINE), trunk_entry(TRUNK)):
        assert "-secret" not in repr(entry)


@pytest.mark.parametrize(
    ("name", "line", "ours"),
    [
        ("0486173", True, True),
        ("trunk-main", False, True),
        ("trunk", False, False),
        ("1486173", False, False),
        ("04861734", False, False),
        ("reception", False, False),
    ],
)
def test_names_tell_what_may_be_ours(name: str, line: bool, ours: bool) -> None:
    assert (is_line(name), is_ours(name)) == (line, ours)
