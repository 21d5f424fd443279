"""Employees' SIP lines as the switches have to know them, and who is registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class Line:
    number: str
    password: str = field(repr=False)


async def lock(db: Connection, switch: str) -> None:
    """Until the end of the transaction."""
    await db.execute(Q["lock"], switch)


async def list_lines(db: Database) -> list[Line]:
    """Those of all accounts that may register."""
    return [Line(**row) for row in await db.fetch(Q["list_lines"])]


async def list_passwords(db: Database, switch: str) -> dict[str, str]:
    """By line, the digest of the password that this switch was told last."""
    rows = await db.fetch(Q["list_passwords"], switch)
    return {row["number"]: row["password_digest"] for row in rows}


async def note_passwords(
    db: Database, switch: str, digests: Mapping[str, str | None]
) -> None:
    """None: the switch has the line no more, or is about to be told."""
    await db.execute(Q["note_passwords"], switch, list(digests), list(digests.values()))


async def note_registrations(
    db: Database, switch: str, registered: Mapping[str, bool]
) -> None:
    """Of lines that are none of ours nothing is noted."""
    numbers, states = list(registered), list(registered.values())
    await db.execute(Q["note_registrations"], switch, numbers, states)


async def note_addresses(
    db: Database, switch: str, addresses: Mapping[str, str]
) -> None:
    """Where the telephones of lines are."""
    numbers, hosts = list(addresses), list(addresses.values())
    await db.execute(Q["note_addresses"], switch, numbers, hosts)


async def forget_registrations(
    db: Database, switch: str, but: Sequence[str] = ()
) -> None:
    """On this switch nobody is registered but these."""
    await db.execute(Q["forget_registrations"], switch, list(but))


async def forget_other_switches(db: Database, switches: Sequence[str]) -> None:
    """Of switches that are not configured any more nothing is known."""
    await db.execute(Q["forget_other_switches"], list(switches))
