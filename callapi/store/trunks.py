"""Trunks: the ways by which outside numbers are called."""

from dataclasses import dataclass, field

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class Trunk:
    name: str
    host: str
    port: int = 5060
    login: str | None = None
    password: str | None = field(default=None, repr=False)
    registers: bool = False
    codecs: tuple[str, ...] = ("ulaw", "alaw")
    weight: int = 1
    qualify_s: int = 30


async def list_trunks(db: Database) -> list[Trunk]:
    """Those in use, the oldest first."""
    rows = await db.fetch(Q["list_trunks"])
    return [Trunk(**{**row, "codecs": tuple(row["codecs"])}) for row in rows]


async def find_own_trunk(db: Database, number: str) -> str:
    """The trunk that a virtual number belongs to; empty: none of its own."""
    name: str | None = await db.fetchval(Q["find_own_trunk"], number)
    return name or ""
