"""Listing: a get method as a query and a table of columns (spec 1.8).

`rows` of all such methods is one handler. The query gives every row of the account
($1) with a column for each field; what is asked of it is put around.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar, Final, Literal

import asyncpg
from pydantic import Field, PrivateAttr

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data import zone
from callapi.methods.data.columns import Column
from callapi.methods.data.filters import Filter, read_filter, to_sql
from callapi.methods.data.params import DataParams, Part
from callapi.methods.method import Context
from callapi.methods.result import Page

MOST_ROWS: Final = 10_000
PATIENCE_S: Final = 20.0  # a pattern can be made to take for ever


@dataclass(frozen=True)
class Listing:
    query: str
    columns: tuple[Column, ...]
    key: str = "id"  # unique, so that pages do not overlap
    order: tuple[tuple[str, str], ...] = ()  # where none is asked for; then by the key
    patience_s: float = PATIENCE_S
    # which columns find a row at once; where it says so, a page is chosen by what is
    # asked for alone, as an index may have it, and then only its rows are read
    found_by: tuple[str, ...] = ()
    # what the query is told besides the account, as $2 and so on
    arguments: Callable[[Context, Any], Sequence[object]] = lambda ctx, params: ()

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}


class SortKey(Part):
    field: str
    order: Literal["asc", "desc"] = "asc"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of a listing, checked against its columns."""

    shown: tuple[Column, ...]
    filter: Filter | None
    order: tuple[tuple[str, str], ...]


class Get(DataParams):
    """The params of every get method; a subclass names its listing."""

    listing: ClassVar[Listing]

    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 1000
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0
    fields: list[str] = Field(default_factory=list)
    filter: dict[str, Any] | list[Any] = Field(default_factory=dict)
    sort: Annotated[list[SortKey], Field(max_length=10, default_factory=list)]

    _plan: Plan = PrivateAttr()

    def model_post_init(self, _: object) -> None:
        self._plan = Plan(
            _shown(self.listing, self.fields),
            read_filter(self.filter, self.listing.by_name),
            _order(self.listing, self.sort),
        )

    @property
    def plan(self) -> Plan:
        return self._plan


async def rows(ctx: Context, params: Get) -> Page:
    """The handler of every get method."""
    listing, plan = params.listing, params.plan
    arguments = [ctx.account.id, *listing.arguments(ctx, params)]
    found = f"from ({listing.query}) it"
    if plan.filter is not None:
        found += f" where {to_sql(plan.filter, arguments, ctx.account.timezone)}"
    page = _page(listing, plan, found, len(arguments))
    db, places = ctx.services.db, ctx.services.listings
    try:
        async with places.of(ctx.account.id), db.acquire() as connection:
            total = await connection.fetchval(
                f"select count(*) {found}", *arguments, timeout=listing.patience_s
            )
            records = await connection.fetch(
                page,
                *arguments,
                params.limit,
                params.offset,
                timeout=listing.patience_s,
            )
    except (asyncpg.InvalidRegularExpressionError, TimeoutError):
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "filter.value") from None
    timezone = ctx.account.timezone
    return Page([_row(plan.shown, it, timezone) for it in records], total)


def _page(listing: Listing, plan: Plan, found: str, n: int) -> str:
    """The query of a page; its limit and offset come after `n` arguments."""
    names = [it.name for it in plan.shown if it.constant is ...]
    shown = ", ".join(f"it.{name}" for name in names) or "1"
    order = "order by " + ", ".join(f"it.{name} {way}" for name, way in plan.order)
    found += f" {order} limit ${n + 1} offset ${n + 2}"
    if not listing.found_by:
        return f"select {shown} {found}"
    chosen = f"select {', '.join(f'it.{key}' for key in listing.found_by)} {found}"
    same = " and ".join(f"it.{key} = chosen.{key}" for key in listing.found_by)
    one = f"select it.* from ({listing.query}) it where {same} limit 1"
    return (
        f"select {shown} from ({chosen}) chosen cross join lateral ({one}) it {order}"
    )


def _row(
    shown: Sequence[Column], record: asyncpg.Record, timezone: str
) -> dict[str, object]:
    return {
        column.name: column.constant
        if column.constant is not ...
        else _told(record[column.name], timezone)
        for column in shown
    }


def _told(value: object, timezone: str) -> object:
    if isinstance(value, datetime):
        return zone.to_local(value, timezone)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _shown(listing: Listing, fields: Sequence[str]) -> tuple[Column, ...]:
    """In the order asked for; none asked for: the default ones."""
    for name in fields:
        if name not in listing.by_name:
            raise ApiError(Mnemonic.UNEXPECTED_PARAMETERS, "fields", name)
    if not fields:
        return tuple(column for column in listing.columns if column.default)
    return tuple(listing.by_name[name] for name in dict.fromkeys(fields))


def _order(listing: Listing, sort: Sequence[SortKey]) -> tuple[tuple[str, str], ...]:
    """Nulls stand last in asc and first in desc, as PostgreSQL has it."""
    keys = []
    for it in sort:
        column = listing.by_name.get(it.field)
        if column is None:
            raise ApiError(Mnemonic.UNEXPECTED_PARAMETERS, "sort.field", it.field)
        if not column.sorts:
            raise ApiError(Mnemonic.SORT_PROHIBITED, "sort.field", it.field)
        keys.append((column.asked, it.order))
    return (*(keys or listing.order), (listing.key, "asc"))
