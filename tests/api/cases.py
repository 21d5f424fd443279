"""The cases of the matrix: params made from the specification's tables."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from tests.contract import methods

Table = dict[str, Any]

NOBODYS_SESSION = 9_007_199_254_740_991
GOOD_VALUES: dict[str, Any] = {
    "login": "dispatch",
    "password": "wrong",
    "call_session_id": NOBODYS_SESSION,
    "leg_id": 1,
    "tag_id": 1,
    "scenario_id": 1,
    "id": 1,
    "first_call": "contact",
    "virtual_phone_number": "12025550999",  # nobody's: nothing is ever dialled
    "contact": "12025550143",
    "operator": "12025550177",
    "to": "12025550144",
    "type": "media",
    "value": "311",
    "action": "on",
    "button": "1",
    "dtmf_string": "1",
}
OTHER_TYPES: dict[str, list[bytes]] = {
    "string": [b"7", b"1.5", b"true", b"{}", b"[]"],
    "number": [b'"7"', b"true", b"false", b"{}", b"[]"],
    "boolean": [b'"true"', b"1", b"0", b"1.0", b"{}", b"[]"],
    "object": [b'"x"', b"7", b"true", b"[]"],
}
# Digits of other scripts, a sign, blanks and a line feed: fullmatch, ASCII only.
NEVER_IN_A_PATTERN = ["", " ", "+12025550143", "1\n", "\u0661" * 7, "x" * 70, "1" * 70]


def good(method: str) -> Table:
    """Params that pass step 13."""
    return filled(methods()[method]["params"])


def filled(table: Table) -> Table:
    return {
        name: filled(rule["fields"]) if rule["type"] == "object" else GOOD_VALUES[name]
        for name, rule in table.items()
        if rule["required"] and name != "access_token"
    }


def rows(table: Table, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, rule in table.items():
        yield (*above, name)
        yield from rows(rule.get("fields", {}), (*above, name))


def rule_of(method: str, row: tuple[str, ...]) -> Table:
    rule: Table = {"fields": methods()[method]["params"]}
    for name in row:
        rule = rule["fields"][name]
    return rule


def rows_of(*types: str) -> list[Any]:
    return [
        pytest.param(method, row, id=f"{method}-{'.'.join(row)}")
        for method, told in methods().items()
        for row in rows(told["params"])
        if row != ("access_token",) and rule_of(method, row)["type"] in types
    ]


EVERY_ROW = rows_of("string", "number", "boolean", "object")


def with_value(method: str, row: tuple[str, ...], value: object) -> Table:
    """Good params, but for one; objects on the way to it are sent."""
    params = copy.deepcopy(good(method))
    table, place = methods()[method]["params"], params
    for name in row[:-1]:
        place = place.setdefault(name, filled(table[name]["fields"]))
        table = table[name]["fields"]
    place[row[-1]] = value
    return params


def without(method: str, row: tuple[str, ...]) -> Table:
    params = with_value(method, row, None)
    place = params
    for name in row[:-1]:
        place = place[name]
    del place[row[-1]]
    return params


def wrong_values(method: str, row: tuple[str, ...]) -> list[bytes]:
    rule = rule_of(method, row)
    values: list[Any] = []
    if "enum" in rule:
        values += ["", "x", rule["enum"][0].upper(), rule["enum"][0] + " "]
    if "pattern" in rule:
        values += [
            v
            for v in (*NEVER_IN_A_PATTERN, *JUST_OUTSIDE[rule["pattern"]])
            if not re.fullmatch(rule["pattern"], v)
        ]
    if "max_length" in rule:
        values.append("x" * (rule["max_length"] + 1))
    if rule.get("min_length"):
        values.append("")
    texts = [orjson.dumps(value) for value in values]
    if rule["type"] == "number":
        most = rule.get("max", 2**53 - 1)
        texts += [
            b"0",
            b"-1",
            b"%d" % (most + 1),
            b"1.5",
            b"1e400",
            b"-0.0",
            b"%d0" % most,
        ]
    return texts


def right_values(method: str, row: tuple[str, ...]) -> list[bytes]:
    rule = rule_of(method, row)
    if "enum" in rule:
        return [orjson.dumps(value) for value in rule["enum"]]
    if rule["type"] == "boolean":
        return [b"true", b"false"]
    if rule["type"] == "number":
        most = rule.get("max", 2**53 - 1)
        return [] if row[-1] in OF_THE_ACCOUNT else [b"1", b"1.0", b"1e0", b"%d" % most]
    if "max_length" in rule:
        return [b'"x"', orjson.dumps("\u0416" * rule["max_length"])]
    return [orjson.dumps(value) for value in of_pattern(rule)]


# Its bounds are the groups there are (spec 3.2.1); tested with the number rules.
OF_THE_ACCOUNT = {"virtual_number_group"}
PATTERNS: dict[str | None, list[str]] = {
    None: [],
    "^[1-9][0-9]{6,14}$": ["1234567", "9" * 15],
    # six digits fit the pattern, but are neither a SIP line nor E.164 (spec 3.0.2)
    "^[0-9]{6,15}$": ["1202555", "120255501430000"],
    "^[0-9]{1,15}$": ["1", "202", "12025550143"],
    "^[0-9*#.]{1,64}$": [".", "*#0" * 21 + "9"],
    "^[0-9*#]$": ["0", "9", "*", "#"],
    "^([0-9*#]|any)$": ["0", "*", "#", "any"],
    r"^[0-9]{1,15}(\.+[0-9*#.]{1,32})?$": ["1", "1" * 15, "1...2", "1." + "*#0." * 8],
}
# One step beyond each bound.
JUST_OUTSIDE: dict[str, list[str]] = {
    "^[1-9][0-9]{6,14}$": ["123456", "1" * 16, "0234567"],
    "^[0-9]{6,15}$": ["12345", "1" * 16],
    "^[0-9]{1,15}$": ["1" * 16],
    "^[0-9*#.]{1,64}$": ["1" * 65, "A"],
    "^[0-9*#]$": ["12", "A"],
    "^([0-9*#]|any)$": ["12", "Any"],
    r"^[0-9]{1,15}(\.+[0-9*#.]{1,32})?$": ["1" * 16, "1.", "1." + "1" * 33],
}


def of_pattern(rule: Table) -> list[str]:
    values = PATTERNS[rule.get("pattern")]
    assert all(re.fullmatch(rule["pattern"], value) for value in values)
    return values


def inner(method: str, row: tuple[str, ...]) -> Table:
    value = filled(rule_of(method, row)["fields"])
    return with_value(method, row, {**value, "surplus": 1})
