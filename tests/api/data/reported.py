"""Reports of calls that a test has scripted, read as a client reads them."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from callapi.access.tokens import digest_of
from callapi.domain.account import Unit
from callapi.domain.states import State
from tests.api.call import Call
from tests.api.data.expect import where
from tests.api.world import CONTACT, OPERATOR, World

FIGURES = (
    *("wait_duration", "talk_duration", "clean_talk_duration"),
    *("postprocess_duration", "total_duration"),
)


def stamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")


def today(world: World) -> dict[str, str]:
    """A range with every call of the last days in it."""
    now = world.clock.now()
    return {"date_from": stamp(now - 40 * 86_400), "date_till": stamp(now + 1)}


async def calls(world: World, key: str | None = None, **params: Any) -> Any:
    return await world.data("get.calls_report", key, **{**today(world), **params})


async def call(
    world: World, session_id: int, *fields: str, key: str | None = None, **params: Any
) -> dict[str, Any]:
    """The report of one call."""
    asked = {"fields": list(fields)} if fields else {}
    (row,) = await calls(world, key, filter=where("id", session_id), **asked, **params)
    found: dict[str, Any] = row
    return found


async def figures(world: World, session_id: int, **params: Any) -> tuple[int, ...]:
    """Wait, talk, clean talk, post-processing, total."""
    row = await call(world, session_id, *FIGURES, **params)
    return tuple(row[name] for name in FIGURES)


async def legs(
    world: World,
    session_id: int,
    fields: Sequence[str] = (),
    key: str | None = None,
    **also: object,
) -> list[dict[str, Any]]:
    """The legs of a call; `also` names what else has to be so."""
    filters = [where("call_session_id", session_id)]
    filters += [where(name, value) for name, value in also.items()]
    found: list[dict[str, Any]] = await world.data(
        "get.call_legs_report",
        key,
        **today(world),
        filter={"filters": filters, "condition": "and"},
        fields=list(fields),
    )
    return found


async def key_of_user(world: World, *units: Unit) -> str:
    """A key of a new user who may read and change these units, and nothing else."""
    key = secrets.token_hex(20)
    async with world.pool.acquire() as db, db.transaction():
        user_id = await db.fetchval(
            "insert into users (account_id, login, password_hash, key_access)"
            " select id, $1, '', true from accounts where name = 'Harbour Desk'"
            " returning id",
            f"clerk {key[:8]}",
        )
        await db.executemany(
            "insert into user_permissions (account_id, user_id, unit, is_select,"
            " is_insert, is_update) select account_id, id, $2, true, true, true"
            " from users where id = $1",
            [(user_id, unit.value) for unit in units],
        )
        await db.execute(
            "insert into tokens (user_id, kind, hash, last4, name)"
            " values ($1, 'key', $2, $3, 'tests')",
            *(user_id, digest_of(key), key[-4:]),
        )
    return key


async def start(world: World, *, rings_s: float = 0, **params: object) -> int:
    """A simple call, operator first; nobody answers by himself."""
    world.by_hand(OPERATOR, CONTACT)
    session_id = await world.start(**params)
    await world.phone(OPERATOR).rings()
    await world.pass_time(rings_s)
    return session_id


async def talk(world: World, seconds: float = 0, **params: object) -> Call:
    """The operator answers after 4 s, the contact after 6 s more; then they talk."""
    session_id = await start(world, rings_s=4, **params)
    world.phone(OPERATOR).answer()
    await world.phone(CONTACT).rings()
    await world.pass_time(6)
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.TALK)
    await world.pass_time(seconds)
    return Call(world, session_id)
