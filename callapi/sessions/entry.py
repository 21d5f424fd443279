"""Whoever has called us is let in, or has a session that is over as it begins."""

import logging
from dataclasses import replace

from callapi.directory.calling_lines import take_channel
from callapi.domain.account import Account
from callapi.domain.engine import Advance
from callapi.domain.reasons import told
from callapi.domain.session import Session
from callapi.sessions.control import Control, Insert
from callapi.sessions.room import NoRoom, insert_into
from callapi.store.pool import Pool
from callapi.switch.events import Inbound
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)


class NoChannel(Exception):
    """The line that calls has as many calls as it may have."""


async def let_in(
    control: Control,
    pool: Pool,
    session: Session,
    account: Account,
    why_not: str,
    line: str = "",
) -> tuple[int, int]:
    """Begin the session, if there is no `why_not` and room; its id and its leg's.

    `line`: the one that calls, which needs a channel for it.
    """
    if not why_not:
        try:
            await control.begin(session, _insert(control, pool, account, line))
        except NoRoom as full:
            why_not = f"max_{full.direction}_call_reached"
        except NoChannel:
            why_not = "operator_channels_busy"
    if why_not:
        await control.begin(_turned_away(session, why_not), _insert(control, pool))
    return session.id, session.legs[0].id


async def refuse(switch: Switch, call: Inbound, reason: str) -> None:
    """Nobody's call: there is no account to tell of it."""
    log.info("an inbound call was refused: %s", reason)
    await switch.remove_channel(call.channel, reason)


def _insert(
    control: Control, pool: Pool, room: Account | None = None, line: str = ""
) -> Insert:
    async def insert(session: Session, first: Advance, wake_at: float | None) -> None:
        step = session, first, wake_at, control.mover
        if not line:
            await insert_into(pool, room, *step)
            return
        async with pool.acquire() as db, db.transaction():
            if not await take_channel(db, line):
                raise NoChannel
            await insert_into(db, room, *step)

    return insert


def _turned_away(session: Session, why: str) -> Session:
    plan = replace(session.plan, kind="refused", refusal=told(why))
    return replace(session, plan=plan, route=None, finish_reason=why)
