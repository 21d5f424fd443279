"""Changes: hears from PostgreSQL which cached grants are out of date.

While the listening connection is down the cache is stopped and every request asks the
database, so what was revoked meanwhile stops working all the same.
"""

from callapi.access.cache import GrantCache
from callapi.clock import Clock
from callapi.store.listening import Listening


class Changes:
    def __init__(self, database_url: str, cache: GrantCache, clock: Clock) -> None:
        channels = {
            "account_changed": lambda account: cache.forget_account(int(account)),
            "token_changed": lambda digest: cache.forget_token(bytes.fromhex(digest)),
        }
        self._listening = Listening(
            database_url, clock, channels, cache.start, cache.stop
        )

    async def open(self) -> None:
        await self._listening.open()

    async def close(self) -> None:
        await self._listening.close()
