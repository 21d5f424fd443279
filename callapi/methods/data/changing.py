"""One change after another: the transaction of a method of the Data API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callapi.directory.references import wait_turn
from callapi.methods.method import Context
from callapi.store.pool import Connection


@asynccontextmanager
async def changing(ctx: Context) -> AsyncIterator[Connection]:
    """All of it or nothing; an account's changes wait for each other."""
    async with ctx.services.db.acquire() as db, db.transaction():
        await wait_turn(db, ctx.account.id)
        yield db
