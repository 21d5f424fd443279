"""Sound and legs as a session wants them, whatever the switch was asked for before.

Requests of two nodes are not in order: what one asks for may come to the switch when
the other, who has taken the next step, has asked for the contrary already.
"""

from collections.abc import Collection

from callapi.domain.actions import Connect, Part
from callapi.domain.session import HUSH, Leg, Session
from callapi.domain.states import State
from callapi.switch.switch import Switch


async def put_right(switch: Switch, session: Session) -> None:
    """Undo what came too late; what is about to begin is left to who asks for it."""
    for leg in session.legs:
        if leg.dropped or not leg.live:
            await switch.remove_channel(leg.channel)
    bridges = await switch.bridges()
    bridge = f"call-{session.id}"
    if session.state is State.ENDED:
        if bridge in bridges:
            await switch.remove_bridge(bridge)
    elif session.state is not State.FINISHING:
        await connect(switch, session, bridges.get(bridge, ()), session.app)


async def connect(
    switch: Switch, session: Session, inside: Collection[str], app: str
) -> None:
    """Who should be bridged is, and nobody hears what is over."""
    legs = [leg for leg in session.live if not leg.dropped]
    for leg in legs:
        if not leg.bridged and leg.channel in inside:
            await switch.perform(session.id, Part(leg), app)
        await _stop_strays(switch, session, leg)
    together = [leg for leg in legs if leg.bridged and leg.answered_at]
    if any(leg.channel not in inside for leg in together):
        await switch.perform(session.id, Connect(tuple(together)), app)


async def _stop_strays(switch: Switch, session: Session, leg: Leg) -> None:
    """Sound that should have been stopped."""
    for number in range(max(1, leg.plays - 1), leg.plays + 1):
        playback_id = f"play-{session.id}-{leg.id}-{number}"
        if leg.playing is None or leg.playing.id != playback_id:
            await switch.stop_playback(playback_id)
    if leg.plays and (leg.playing is None or leg.playing.tone != HUSH):
        await switch.end_silence(leg.channel)
