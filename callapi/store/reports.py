"""Reports of calls as the database keeps them."""

from datetime import UTC, datetime

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


async def forget(db: Database, now: float, limit: int) -> int:
    """Delete the calls that their accounts keep no longer; how many it were."""
    at = datetime.fromtimestamp(now, UTC)
    return len(await db.fetch(Q["forget"], at, limit))
