"""Filters and sorting as PostgreSQL carries them out, beside what they mean (1.8)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callapi.domain.errors import ApiError
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.filters import read_filter, to_sql
from callapi.methods.data.listing import Get, Listing
from callapi.methods.data.listing import rows as list_rows
from callapi.methods.method import Context
from callapi.methods.places import Places
from callapi.methods.result import Page
from callapi.store.pool import Pool
from tests.filters import COLUMNS, FILTERS, ROWS, ZONE, matches

TABLE = """
    select id, n, s, b, e, t from jsonb_to_recordset($2::text::jsonb)
        as row (id int, n numeric, s text, b boolean, e text, t timestamptz)
    where $1::bigint is not null
"""
Rows = list[dict[str, Any]]
WITH_DATABASE = settings(max_examples=80)


@dataclass
class Place:
    id: int = 1
    timezone: str = ZONE


@dataclass
class Database:
    db: Pool
    listings: Places = field(default_factory=lambda: Places(2))


@dataclass
class Asking:
    """As much of a context as a listing needs."""

    services: Database
    account: Place


class Given(Get):
    """Lists the rows it is given."""

    listing = Listing(
        TABLE, tuple(COLUMNS.values()), arguments=lambda ctx, params: (params.rows,)
    )
    rows: str


class GivenAndFound(Given):
    """The same, chosen first and read then."""

    listing = replace(Given.listing, found_by=("id",))


def as_json(rows: Rows) -> str:
    return orjson.dumps(
        [
            {
                **row,
                "t": None if row["t"] is None else f"{row['t']:%Y-%m-%d %H:%M:%S}+00",
            }
            for row in rows
        ]
    ).decode()


ROW = {"id": 1, "n": 1, "s": "x", "b": True, "e": None, "t": None}


async def ask(
    pool: Pool, rows: Rows, model: type[Given] = Given, **params: Any
) -> Page:
    asked = model.model_validate({"access_token": "x", "rows": as_json(rows), **params})
    context = cast(Context, Asking(Database(pool), Place()))
    return await list_rows(context, asked)


def ids(rows: Sequence[Any]) -> list[int]:
    return [row["id"] for row in rows]


@WITH_DATABASE
@given(ROWS, FILTERS)
async def test_a_filter_finds_what_it_means(
    pool: Pool, rows: Rows, sent: dict[str, Any]
) -> None:
    page = await ask(pool, rows, filter=sent)
    assert ids(page.rows) == [row["id"] for row in rows if matches(row, sent)]
    assert page.total_items == len(page.rows)


SORTED = ("n", "b", "t")  # texts are in the order of the database's language
KEYS = st.lists(
    st.fixed_dictionaries(
        {"field": st.sampled_from(SORTED), "order": st.sampled_from(["asc", "desc"])}
    ),
    max_size=3,
)


@pytest.mark.parametrize("model", [Given, GivenAndFound])
@WITH_DATABASE
@given(ROWS, KEYS, st.integers(1, 5), st.integers(0, 8))
async def test_rows_are_sorted_with_nulls_last_and_cut_to_pages(
    pool: Pool,
    model: type[Given],
    rows: Rows,
    keys: list[dict[str, str]],
    limit: int,
    offset: int,
) -> None:
    expected = list(rows)
    for key in reversed(keys):  # sorting keeps the order of equal rows
        expected.sort(key=lambda row: rank(row[key["field"]], key["order"]))
    page = await ask(pool, rows, model, sort=keys, limit=limit, offset=offset)
    assert ids(page.rows) == ids(expected)[offset : offset + limit]
    assert page.total_items == len(rows)


def rank(value: Any, order: str) -> tuple[bool, Decimal]:
    number = value.timestamp() if isinstance(value, datetime) else value or 0
    if order == "desc":
        return value is not None, -Decimal(number)
    return value is None, Decimal(number)


@WITH_DATABASE
@given(st.lists(st.sampled_from(list(COLUMNS)), max_size=8))
async def test_fields_come_in_the_order_asked_for(
    pool: Pool, fields: list[str]
) -> None:
    page = await ask(pool, [ROW], fields=fields)
    assert list(page.rows[0]) == list(dict.fromkeys(fields or COLUMNS))


# --- what patterns mean


async def found(
    pool: Pool, column: Column, stored: object, operator: str, value: object
) -> bool:
    """Whether the filter finds the value."""
    asked = {"field": column.name, "operator": operator, "value": value}
    read = read_filter(asked, {column.name: column})
    assert read is not None
    arguments: list[object] = [stored]
    condition = to_sql(read, arguments, "UTC")
    kind = "jsonb" if column.kind is Kind.JSON else "text"
    query = f"select exists (select from (select $1::{kind} as v) it where {condition})"
    return bool(await pool.fetchval(query, *arguments))


TEXT = Column("v", Kind.STRING, filters=True)
OBJECT = Column("v", Kind.JSON, filters=True)
PHONES = [
    {"phone_number": "74951234567", "status": "active", "channels": 2},
    {"phone_number": "74950000000", "status": "inactive", "tags": ["a", "b"]},
]


@pytest.mark.parametrize(
    ("operator", "pattern", "value", "is_found"),
    [
        ("like", "100\\%", "100%", True),
        ("like", "100\\%", "1000", False),
        ("like", "100%", "1000", True),
        ("like", "a_c", "abc", False),
        ("like", "a_c", "a_c", True),
        ("like", "a\\b", "a\\b", True),
        ("like", "a\\\\%", "a\\%", True),
        ("like", "A%", "abc", False),
        ("like", "b", "abc", False),
        ("like", "%b%", "a\nb\nc", True),
        ("like", "", "", True),
        ("like", "", "x", False),
        ("like", "%", "", True),
        ("regexp", "b", "abc", True),
        ("regexp", "^b", "abc", False),
        ("regexp", "B", "abc", False),
        ("regexp", "^[[:digit:]]{3}$", "123", True),
        ("regexp", "'; drop table users; --", "x", False),
        ("regexp", "", "x", True),
    ],
)
async def test_patterns(
    pool: Pool, operator: str, pattern: str, value: str, is_found: bool
) -> None:
    assert await found(pool, TEXT, value, operator, pattern) is is_found


@pytest.mark.parametrize(
    ("expression", "is_found"),
    [
        ('#(phone_number = "74951234567" AND status = "active")', True),
        ('#(phone_number = "74951234567" AND status = "inactive")', False),
        ('#.status = "inactive"', True),
        ('# . status = "nothing"', False),
        ("#.channels > 1", True),
        ("#.channels >= 3", False),
        ("#.channels IN (1, 2, 3)", True),
        ("#.channels in (7)", False),
        ('#.tags.# = "b"', True),
        ('*.status = "active"', True),
        ('* = "b"', True),
        ("#.tags = *", True),
        ("#.nothing = *", False),
        ('NOT #.status = "nothing"', True),
        ('not #.status = "active"', False),
        ('NOT #.nothing = "x"', True),
        ('NOT #.tags.# = "z"', True),
        ("NOT nothing.at.all = 1", True),
        ('#.tags.#.deeper = "a" OR #.status = "active"', True),
        ('#.status = "x" OR #.channels = 2', True),
        ('#.status = "x" or (#.channels = 2 and #.channels = 3)', False),
        ('#(tags(# = "a") AND status = "inactive")', True),
        ('#."status" = "active"', True),
        ("$ = 5", False),
        ("# = null", False),
        ("#.channels = true", False),
        ('#.channels = "2"', False),
        ('#.status = "\\"; drop"', False),
    ],
)
async def test_jsquery(pool: Pool, expression: str, is_found: bool) -> None:
    assert await found(pool, OBJECT, PHONES, "jsquery", expression) is is_found


async def test_jsquery_of_a_value_alone(pool: Pool) -> None:
    assert await found(pool, OBJECT, 5, "jsquery", "$ = 5")
    assert not await found(pool, OBJECT, 6, "jsquery", "$ = 5")


# --- what goes wrong


class Impatient(Given):
    listing = replace(Given.listing, patience_s=0.2)


@pytest.mark.parametrize("pattern", ["(", "[a", "a{2,1}", "\\", "(?<x>a)", "a{999}"])
async def test_a_bad_pattern_is_a_bad_value(pool: Pool, pattern: str) -> None:
    asked = {"field": "s", "operator": "regexp", "value": pattern}
    with pytest.raises(ApiError) as refused:
        await ask(pool, [ROW], filter=asked)
    assert refused.value.mnemonic == "invalid_parameter_value"
    assert refused.value.field == "filter.value"


async def test_a_pattern_without_end_is_cut_off(pool: Pool) -> None:
    pattern = "(.+)(.+)(.+)(.+)\\4\\3\\2\\1"
    asked = {"field": "s", "operator": "regexp", "value": pattern}
    row = {**ROW, "s": "abcdefghij" * 40}
    with pytest.raises(ApiError) as refused:
        await ask(pool, [row], Impatient, filter=asked)
    assert refused.value.mnemonic == "invalid_parameter_value"
    working = "select count(*) from pg_stat_activity where query like '%jsonb_to_rec%'"
    while await pool.fetchval(
        f"{working} and state = 'active' and pid <> pg_backend_pid()"
    ):
        pass  # the database has been told, and gives it up
    assert (await ask(pool, [ROW])).total_items == 1
