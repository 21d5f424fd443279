"""Reports of calls as the database keeps them; `list_*` are put into listings."""

from datetime import UTC, datetime

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

CALLS = Q["list_calls"]
LEGS = Q["list_legs"]
FINANCIAL_LEGS = Q["list_financial_legs"]
TAGS_HISTORY = Q["list_tags_history"]


async def forget(db: Database, now: float, limit: int) -> int:
    """Delete the calls that their accounts keep no longer; how many it were."""
    at = datetime.fromtimestamp(now, UTC)
    return len(await db.fetch(Q["forget"], at, limit))
