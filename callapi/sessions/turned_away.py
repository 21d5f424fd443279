"""Whoever has called us and is not let in: a session that is over as it begins."""

import logging
from dataclasses import replace

from callapi.domain.reasons import told
from callapi.domain.session import Session
from callapi.switch.events import Inbound
from callapi.switch.switch import Switch

log = logging.getLogger(__name__)


def turned_away(session: Session, why: str) -> Session:
    plan = replace(session.plan, kind="refused", refusal=told(why))
    return replace(session, plan=plan, route=None, finish_reason=why)


async def refuse(switch: Switch, call: Inbound, reason: str) -> None:
    """Nobody's call: there is no account to tell of it."""
    log.info("an inbound call was refused: %s", reason)
    await switch.remove_channel(call.channel, reason)
