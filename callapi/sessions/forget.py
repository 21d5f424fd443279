"""Recordings and calls older than their accounts keep them are deleted."""

import logging

from callapi.media.recordings import Recordings
from callapi.store import recordings, reports
from callapi.store.pool import Pool

log = logging.getLogger(__name__)

AT_ONCE = 500


class Forgetting:
    def __init__(self, pool: Pool, files: Recordings) -> None:
        self._pool = pool
        self._files = files

    async def round(self, now: float) -> None:
        """A file goes before its row: what is cut off in between is gone on with."""
        while old := await recordings.list_old(self._pool, now, AT_ONCE):
            for it in old:
                await self._files.remove(it.account_id, it.name)
            await recordings.delete(self._pool, [it.name for it in old])
            log.info("%d recordings deleted", len(old))
        while count := await reports.forget(self._pool, now, AT_ONCE):
            log.info("%d calls forgotten", count)
