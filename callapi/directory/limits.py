"""What an account may use at most, and what it uses of it now."""

from collections.abc import Mapping
from typing import Final

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

# In the order of the query's arguments; what a new account has.
DEFAULTS: Final[Mapping[str, int]] = {
    "callapi_points_per_minute": 250,
    "callapi_points_per_day": 50_000,
    "dataapi_points_per_minute": 250,
    "dataapi_points_per_day": 1000,
    "tts_message_length": 1000,
    "max_in_calls": 50,
    "max_out_calls": 50,
    "max_employees": 500,
    "max_media_files": 500,
    "max_sip_channels_per_line": 20,
    "max_media_total_size": 1_073_741_824,
    "recording_retention_days": 90,
    "request_log_retention_days": 90,
}


async def find(db: Database, account_id: int) -> dict[str, int]:
    row = await db.fetchrow(Q["find"], account_id)
    return {} if row is None else dict(row)


async def update(db: Database, account_id: int, limits: Mapping[str, int]) -> None:
    """By name; what is left out stays as it is."""
    values = [limits.get(name) for name in DEFAULTS]
    await db.execute(Q["update"], account_id, *values)


async def count_use(db: Database, account_id: int) -> dict[str, int]:
    row = await db.fetchrow(Q["count_use"], account_id)
    return {} if row is None else dict(row)
