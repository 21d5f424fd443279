"""Idempotency-Key of the start methods: the same key, the same call, the same reply.

The key is claimed in the transaction that makes the call session. A request that finds
it claimed waits for the reply of the first one, byte for byte, and makes no call.
"""

import hashlib
from typing import Final

from callapi.clock import Clock
from callapi.domain.account import Account
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Method
from callapi.methods.params import Params
from callapi.rpc.exact import has_bad_characters
from callapi.rpc.exchange import Exchange
from callapi.store import idempotency as store
from callapi.store.idempotency import IdempotencyKey, Kept
from callapi.store.pool import Pool

HEADER: Final = "Idempotency-Key"
LONGEST: Final = 255
_ASK_EVERY_S: Final = 0.05
# Longer than any start method takes. A first request that has not been answered by
# then never will be: its process has died, but its call was made.
_WAIT_S: Final = 10.0


class Replays:
    def __init__(self, pool: Pool, clock: Clock) -> None:
        self._pool = pool
        self._clock = clock

    def key(
        self, exchange: Exchange, method: Method, account: Account, params: Params
    ) -> IdempotencyKey | None:
        key = exchange.idempotency_header
        if key is None or not method.takes_idempotency_key:
            return None
        if not 0 < len(key) <= LONGEST or has_bad_characters(key) or "\x00" in key:
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, HEADER, key)
        text = params.model_dump_json(exclude={"access_token"})
        return IdempotencyKey(
            account.id,
            key,
            method.name,
            hashlib.sha256(text.encode()).digest(),
            exchange.log_id,
            exchange.started_at,
        )

    async def find(self, key: IdempotencyKey) -> Kept | None:
        """The kept reply; without bytes if the first request was never answered."""
        kept = await store.find(self._pool, key)
        if kept is not None and not key.is_of(kept.method, kept.params_hash):
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, HEADER, key.key)
        deadline = self._clock.now() + _WAIT_S
        while kept is not None and kept.reply is None and self._clock.now() < deadline:
            await self._clock.sleep(_ASK_EVERY_S)
            kept = await store.find(self._pool, key)
        return kept

    async def keep(self, exchange: Exchange, reply: bytes) -> None:
        if exchange.key is not None:
            claimed_by = exchange.kept.claimed_by if exchange.kept else exchange.log_id
            await store.keep_reply(self._pool, exchange.key, claimed_by, reply)
