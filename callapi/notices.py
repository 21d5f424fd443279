"""Everything between an event and those who are told: built once and in order."""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callapi.clock import Clock
from callapi.metrics import Metrics
from callapi.notify.distributor import Distributor
from callapi.notify.feed import Feed
from callapi.notify.guard import Guard
from callapi.notify.posting import Poster
from callapi.notify.sender import Sender
from callapi.store.events import DISTRIBUTED, WRITTEN
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
    database_url: str,
    clock: Clock,
    metrics: Metrics,
    *,
    allows_private: bool,
    authorities: Path | None,
    streams: int,
) -> AsyncIterator[Notices]:
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(
            await open_pool(database_url, CONNECTIONS)
        )
        poster = Poster(Guard(allows_private=allows_private), authorities)
        sender = Sender(pool, poster, clock, metrics, random.Random())
        feed = Feed(pool, clock, metrics, per_account=streams)

        def distributed(_: str = "") -> None:
            feed.wake()
            sender.wake()

        distributor = Distributor(pool, clock, metrics, distributed)

        def heard_again() -> None:
            distributor.wake()
            distributed()

        channels = {WRITTEN: distributor.wake, DISTRIBUTED: distributed}
        listening = Listening(database_url, clock, channels, heard_again, lambda: None)
        for part in (sender, feed, distributor, listening):
            await part.open()
            stack.push_async_callback(part.close)
        yield Notices(distributor, sender, feed, poster)
