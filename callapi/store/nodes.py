"""Who is alive, and who sits where: the rows that nodes share."""

from collections.abc import Sequence
from dataclasses import dataclass

from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)
CHANNEL = "nodes"  # on which all are told that something has changed


@dataclass(frozen=True, slots=True)
class Node:
    id: int
    name: str
    place: str
    pid: int
    age_s: float
    silent_s: float  # since its last beat, by the database's clock


@dataclass(frozen=True, slots=True)
class Seat:
    number: int
    node_id: int | None
    is_own: bool


async def lock(db: Connection) -> None:
    """Until the end of the transaction."""
    await db.execute(Q["lock"])


async def join(db: Database, name: str, place: str, pid: int) -> int:
    return int(await db.fetchval(Q["join"], name, place, pid))


async def beat(db: Database, node_id: int) -> float | None:
    """The database's time; None: the others have given this node up."""
    now: float | None = await db.fetchval(Q["beat"], node_id)
    return now


async def time(db: Database) -> float:
    """The database's."""
    return float(await db.fetchval(Q["time"]))


async def list_nodes(db: Database) -> tuple[Node, ...]:
    return tuple(Node(**row) for row in await db.fetch(Q["list_nodes"]))


async def list_seats(db: Database) -> tuple[Seat, ...]:
    return tuple(Seat(**row) for row in await db.fetch(Q["list_seats"]))


async def remove(db: Database, node_ids: Sequence[int]) -> None:
    """Their seats are free then."""
    await db.execute(Q["remove"], list(node_ids))


async def take(db: Database, number: int, node_id: int, *, is_own: bool) -> None:
    await db.execute(Q["take"], number, node_id, is_own)


async def free(db: Database, node_id: int) -> None:
    """All its seats; it goes on being alive."""
    await db.execute(Q["free"], node_id)


async def drop_empty(db: Database, number: int, node_id: int, app: str) -> None:
    """A seat beside its node's own, when no call is left in it."""
    await db.execute(Q["drop_empty"], number, node_id, app)


async def tell(db: Database) -> None:
    await db.execute(Q["tell"])
