"""One short command in a channel's queue, and the wait for it.

Some requests answer when the command has been carried out (answer, set a variable, add
to a bridge and remove from it), others at once.
"""

import asyncio
from collections.abc import Callable

from callapi.simulator.channel import Channel
from callapi.simulator.work import Command


def in_turn(channel: Channel, act: Callable[[], None]) -> asyncio.Future[None]:
    """Do it when all that was ordered before is over; awaited, until it is done."""
    over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def start() -> None:
        act()
        if not over.done():
            over.set_result(None)
        channel.work.finish(command)

    def abandon() -> None:
        if not over.done():
            over.set_result(None)

    command = Command(start, abandon)
    channel.work.add(command)
    return over
