"""What the reports have in common: a range of time, and calls that are up (2.15)."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pydantic import PrivateAttr

from callapi.domain.account import Flag, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Session
from callapi.methods.data import zone
from callapi.methods.data.listing import Get
from callapi.methods.data.params import TimeAsked
from callapi.methods.method import Context
from callapi.store import sessions

MOST_MONTHS: Final = 3
BY_TIME: Final = (("start_time", "asc"),)


class Report(Get):
    """Both ends are included, to the second."""

    date_from: TimeAsked
    date_till: TimeAsked

    # reports of what is up, as the query is told them
    _running: Sequence[object] = PrivateAttr(default=())

    def model_post_init(self, context: object) -> None:
        super().model_post_init(context)
        if self.date_from > self.date_till:
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "date_from")
        if self.date_till > months_after(self.date_from, MOST_MONTHS):
            raise ApiError(Mnemonic.DATE_INTERVAL_LIMIT_REACHED, "date_till")

    @property
    def running(self) -> Sequence[object]:
        return self._running

    def add(self, running: Sequence[object]) -> None:
        self._running = running


def span(ctx: Context, params: Report) -> tuple[datetime, datetime]:
    """The first and the last second of the range."""
    timezone = ctx.account.timezone
    first = zone.to_utc(params.date_from, timezone)
    return first, zone.to_utc(params.date_till, timezone)


def may_hear(ctx: Context) -> bool:
    """Without this right nothing is told of recordings (spec 1.5)."""
    return ctx.user.may(Unit.RECORDINGS, Flag.SELECT)


async def running_sessions(ctx: Context, params: Report) -> list[Session]:
    """Those of the range that have not ended."""
    first, last = (moment.timestamp() for moment in span(ctx, params))
    found = await sessions.list_unfinished_of(ctx.services.db, ctx.account.id)
    return [it for it in found if first <= it.started_at < last + 1]


def months_after(moment: datetime, months: int) -> datetime:
    """The same day of a later month, or that month's last."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    if year > datetime.max.year:
        return datetime.max
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
