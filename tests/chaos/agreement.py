"""What must be true while calls are still up: sessions and the switch say the same.

As soon as everything is whole again, and before anybody ends a call by hand.
"""

from callapi.domain.session import Fax, Role, Session
from callapi.domain.states import ON_HOLD, State
from callapi.simulator import command as phones
from callapi.store import sessions
from callapi.switch.events import LEG_CHANNEL
from tests.chaos.invariants import Invariant, none_of
from tests.chaos.trial import Trial


async def every_leg_is_a_channel(trial: Trial) -> None:
    """None that has ended in the switch is up here, none of ours is nobody's."""
    running = await sessions.list_unfinished(trial.pool)
    legs = {leg.channel: session.id for session in running for leg in session.live}
    live = await phones.ask(trial.world.phones, "GET", "/live", {})
    channels = live["channels"]
    assert isinstance(channels, list)
    ghosts = [it for it in channels if LEG_CHANNEL.fullmatch(it) and it not in legs]
    none_of(ghosts, "channels of no session")
    none_of(
        ((legs[it], it) for it in legs.keys() - set(channels)),
        "legs that are not in the switch",
    )


async def who_talks_is_heard(trial: Trial) -> None:
    wrong = []
    for session in await sessions.list_unfinished(trial.pool):
        if session.contact in trial.people.numbers:
            shown = await phones.show(trial.world.phones, session.contact)
            wrong += _misheard(session, shown["hears"])
    none_of(wrong, "contacts who do not hear what they should")


def _misheard(session: Session, hears: object) -> list[object]:
    contact, operator = session.leg(Role.CONTACT), session.operator
    if contact is None or operator is None or contact.fax is Fax.RECEIVING:
        return []
    assert isinstance(hears, list)
    sounds = {(it["kind"], it["name"]) for it in hears}
    is_right = True
    if session.state is State.TALK:
        is_right = sounds == {("leg", operator.endpoint)}
    elif session.state in ON_HOLD:
        is_right = {kind for kind, _ in sounds} == {"file"}
    return [] if is_right else [(session.id, session.state, sounds)]


AGREEMENTS: tuple[Invariant, ...] = (every_leg_is_a_channel, who_talks_is_heard)
