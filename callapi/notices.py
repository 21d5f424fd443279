"""Everything between an event and those who are told: built once and in order."""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

from callapi.clock import Clock
from callapi.config import Settings
from callapi.media.links import Links, links_of_event
from callapi.metrics import Metrics
from callapi.notify.distributor import Distributor
from callapi.notify.feed import Feed
from callapi.notify.guard import Guard
from callapi.notify.posting import Poster
from callapi.notify.sender import Sender
from callapi.sessions.control import Control
from callapi.store.events import DISTRIBUTED, WRITTEN, Logged
from callapi.store.listening import Listening
from callapi.store.pool import open_pool

# Their own: whatever is to be told, calls never wait for a connection.
CONNECTIONS: Final = 4


@dataclass(frozen=True, slots=True)
class Notices:
    distributor: Distributor
    sender: Sender
    feed: Feed
    poster: Poster


@asynccontextmanager
async def open_notices(
    settings: Settings,
    database_url: str,
    control: Control,
    clock: Clock,
    metrics: Metrics,
    links: Links,
) -> AsyncIterator[Notices]:
    """The distributor is to be opened when it is known where this server is found."""
    guard = Guard(allows_private=settings.allow_private_targets)
    async with AsyncExitStack() as stack:
        pool = await open_pool(database_url, CONNECTIONS)
        stack.push_async_callback(pool.close)
        poster = Poster(guard, settings.notification_authorities)
        sender = Sender(pool, poster, clock, metrics, random.Random())
        feed = Feed(pool, clock, metrics, per_account=settings.event_streams)

        def distributed(logged: Sequence[Logged]) -> None:
            feed.take(logged)
            sender.wake()

        distributor = Distributor(
            pool, clock, metrics, distributed, partial(links_of_event, links)
        )

        def by_another(_: str = "") -> None:
            feed.wake()
            sender.wake()

        def heard_again() -> None:
            distributor.wake()
            by_another()

        channels = {WRITTEN: distributor.wake, DISTRIBUTED: by_another}
        listening = Listening(database_url, clock, channels, heard_again, lambda: None)
        for part in (sender, feed, listening):
            await part.open()
            stack.push_async_callback(part.close)
        stack.push_async_callback(distributor.close)
        control.written = distributor.wake
        yield Notices(distributor, sender, feed, poster)
