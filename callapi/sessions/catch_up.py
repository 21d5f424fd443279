"""Sessions that ended before there were reports are reported, once, at a start."""

import logging
from dataclasses import replace

from callapi.directory.phone_place import place_of
from callapi.store import reports
from callapi.store.pool import Pool

log = logging.getLogger(__name__)

AT_ONCE = 200


class Past:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def report(self, _: float) -> None:
        """What is cut off in between is gone on with the next time."""
        while found := await reports.list_unreported(self._pool, AT_ONCE):
            for session in found:
                placed = replace(session, place=place_of(session.contact))
                await reports.report_late(self._pool, placed)
            log.info("%d earlier calls reported", len(found))
