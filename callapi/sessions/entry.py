"""Whoever has called us is let in, or has a session that is over as it begins."""

import logging
from dataclasses import replace

from callapi.domain.account import Account
from callapi.domain.reasons import told
from callapi.domain.session import Session
from callapi.sessions.control import Control, Insert
from callapi.sessions.room import NoRoom
from callapi.switch.events import Inbound
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)


async def let_in(
    control: Control, insert: Insert, session: Session, account: Account, why_not: str
) -> tuple[int, int]:
    """Begin the session, if there is no `why_not` and room; its id and its leg's."""
    if not why_not:
        try:
            async with control.room.entering(session, account):
                await control.begin(session, insert)
        except NoRoom as full:
            why_not = f"max_{full.direction}_call_reached"
    if why_not:
        await control.begin(_turned_away(session, why_not), insert)
    return session.id, session.legs[0].id


async def refuse(switch: Switch, call: Inbound, reason: str) -> None:
    """Nobody's call: there is no account to tell of it."""
    log.info("an inbound call was refused: %s", reason)
    await switch.remove_channel(call.channel, reason)


def _turned_away(session: Session, why: str) -> Session:
    plan = replace(session.plan, kind="refused", refusal=told(why))
    return replace(session, plan=plan, route=None, finish_reason=why)
