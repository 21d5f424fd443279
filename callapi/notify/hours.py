"""Working hours of notifications: what happens outside them is not sent (spec 5.1).

The moment of the event counts, whenever it is distributed and however long it takes
until a target has it.
"""

from collections.abc import Mapping, Sequence

from callapi.directory import schedules
from callapi.directory.schedules import Moment
from callapi.store.events import Waiting
from callapi.store.notifications import Setting
from callapi.store.pool import Database

Moments = Mapping[tuple[int, float], Moment]  # by account and time


async def find_moments(
    db: Database, events: Sequence[Waiting], settings: Sequence[Setting]
) -> Moments:
    """Of the events of accounts that have notifications with a schedule."""
    countries = {
        it.account_id: it.home_country for it in settings if it.rules is not None
    }
    asked = {
        (it.account_id, it.at): (it.timezone, countries[it.account_id], it.at)
        for it in events
        if it.account_id in countries
    }
    found = await schedules.moments(db, list(asked.values())) if asked else []
    return dict(zip(asked, found, strict=True))


def is_open(setting: Setting, event: Waiting, moments: Moments) -> bool:
    if setting.rules is None:
        return True
    return schedules.is_open_now(setting.rules, moments[event.account_id, event.at])
