"""kill -9 in any state: every session goes on or ends, once (architecture 2)."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from callapi.domain.states import State
from callapi.store import sessions
from tests.api.world import LINE, PLAIN
from tests.survival.conftest import Scene
from tests.survival.server import SETTLE_S

pytestmark = pytest.mark.timeout(300)  # servers start, on a busy machine too

# To say a number takes long: longer than to start a server, on a busy machine too.
LONG = {
    "type": "tts",
    "value": "7,777,777,777. " * 30,
}
KEYS = "." * 63 + "1"
S = State
OTHER_LINE = "0486174"
MAY_CALL = """
update sip_lines l set virtual_number_id = v.id
from virtual_numbers v where l.number = $1 and v.number = '12025550100'
"""


def numbers_of(place: int) -> tuple[str, str]:
    """Contact and operator that no other call of the test has."""
    return f"12025552{place:03d}", f"12025553{place:03d}"


async def start(scene: Scene, place: int, until: State, **params: Any) -> int:
    """A call that is left in `until`; phones answer unless told otherwise."""
    contact, operator = numbers_of(place)
    for number in (contact, operator):
        if number not in params.get("by_hand", ()):
            scene.simulator.phone(number).behave("answer")
    for number in params.pop("by_hand", ()):
        scene.simulator.phone(number).behave("by_hand")
    session_id = await scene.desk.start(contact, operator, **params)
    await scene.watch.until(scene.desk, session_id, until)
    return session_id


async def seeking_operator(scene: Scene, place: int) -> int:
    return await start(scene, place, S.SEEKING_OPERATOR, by_hand=[numbers_of(place)[1]])


async def confirming(scene: Scene, place: int) -> int:
    return await start(scene, place, S.CONFIRMING, operator_confirmation="1")


async def briefing_operator(scene: Scene, place: int) -> int:
    return await start(scene, place, S.BRIEFING_OPERATOR, operator_message=LONG)


async def seeking_contact(scene: Scene, place: int) -> int:
    return await start(scene, place, S.SEEKING_CONTACT, by_hand=[numbers_of(place)[0]])


async def sending_keys(scene: Scene, place: int) -> int:
    return await start(scene, place, S.SENDING_KEYS, dtmf_string=KEYS)


async def briefing_contact(scene: Scene, place: int) -> int:
    return await start(scene, place, S.BRIEFING_CONTACT, contact_message=LONG)


async def calling_contact(scene: Scene, place: int) -> int:
    by_hand = [numbers_of(place)[0]]
    return await start(
        scene, place, S.CALLING_CONTACT, first_call="contact", by_hand=by_hand
    )


async def forwarding(scene: Scene, place: int) -> int:
    by_hand = [numbers_of(place)[1]]
    return await start(
        scene, place, S.FORWARDING, first_call="contact", by_hand=by_hand
    )


async def awaiting_contact(scene: Scene, place: int) -> int:
    return await start(
        scene,
        place,
        S.AWAITING_CONTACT,
        first_call="contact",
        contact_message=LONG,
    )


async def talk(scene: Scene, place: int) -> int:
    return await start(scene, place, S.TALK)


async def hold(scene: Scene, place: int) -> int:
    session_id = await talk(scene, place)
    await scene.desk.control("hold.call", session_id, contact_message=LONG)
    return session_id


async def dialing(scene: Scene, place: int) -> int:
    session_id = await hold(scene, place)
    third = f"12025554{place:03d}"
    scene.simulator.phone(third).behave("by_hand")
    await scene.desk.control("make.call", session_id, to=third)
    await scene.simulator.phone(third).rings()
    return session_id


async def briefing_third(scene: Scene, place: int) -> int:
    session_id = await hold(scene, place)
    third = f"12025554{place:03d}"
    scene.simulator.phone(third).behave("answer")
    await scene.desk.control("make.call", session_id, to=third, to_message=LONG)
    await scene.watch.until(scene.desk, session_id, S.BRIEFING_THIRD)
    return session_id


async def transferring(scene: Scene, place: int) -> int:
    session_id = await dialing(scene, place)
    await scene.desk.control("transfer.talk", session_id)
    return session_id


async def operator_talk(scene: Scene, place: int) -> int:
    session_id = await dialing(scene, place)
    scene.simulator.phone(f"12025554{place:03d}").answer()
    await scene.watch.until(scene.desk, session_id, S.OPERATOR_TALK)
    return session_id


async def coached(scene: Scene, place: int) -> int:
    session_id = await talk(scene, place)
    coach = f"12025554{place:03d}"
    scene.simulator.phone(coach).behave("answer")
    await scene.desk.control("add.coach", session_id, phone_number=coach)
    await scene.simulator.phone(coach).hears_source("leg", numbers_of(place)[0])
    return session_id


async def recorded(scene: Scene, place: int) -> int:
    session_id = await talk(scene, place)
    await scene.desk.control("record.call", session_id, action="on")
    return session_id


async def calling_out(scene: Scene, place: int, line: str = LINE) -> int:
    """An employee has called from his line, and the contact rings."""
    contact, _ = numbers_of(place)
    scene.simulator.phone(contact).behave("by_hand")
    await scene.desk.pool.execute(MAY_CALL, line)
    await scene.simulator.call(line, contact)
    await scene.simulator.phone(contact).rings()
    found = "select id from call_sessions where contact = $1"
    return int(await scene.desk.pool.fetchval(found, contact))


async def talking_out(scene: Scene, place: int) -> int:
    session_id = await calling_out(scene, place, OTHER_LINE)
    scene.simulator.phone(numbers_of(place)[0]).answer()
    await scene.watch.until(scene.desk, session_id, S.TALK)
    return session_id


WAYS: list[Callable[[Scene, int], Awaitable[int]]] = [
    *(seeking_operator, confirming, briefing_operator, seeking_contact),
    *(sending_keys, briefing_contact, calling_contact, forwarding),
    *(awaiting_contact, talk, hold, dialing, briefing_third, transferring),
    *(operator_talk, coached, recorded, calling_out, talking_out),
]


async def in_all_states(scene: Scene) -> dict[str, int]:
    """A session in each state, all at once."""
    return {
        way.__name__: await way(scene, place) for place, way in enumerate(WAYS, 100)
    }


async def test_every_session_is_under_control_again(scene: Scene) -> None:
    begun = await in_all_states(scene)
    before = {name: await scene.desk.session(i) for name, i in begun.items()}
    await scene.server.kill()
    await scene.server.start()
    for name, session_id in begun.items():
        session = await scene.desk.session(session_id)
        assert session.state in (before[name].state, S.CONFIRMING, S.FINISHING), name
    contact, operator = numbers_of(100 + WAYS.index(talk))
    await scene.simulator.phone(contact).hears_source("leg", operator)
    await scene.simulator.phone(operator).hears_source("leg", contact)
    await assert_all_end(scene, begun)


async def test_what_ended_in_the_meantime_ends_here_too(scene: Scene) -> None:
    begun = await in_all_states(scene)
    await scene.server.kill()
    for place in range(100, 100 + len(WAYS)):
        phone = scene.simulator.phone(numbers_of(place)[0])
        if phone.calls:
            phone.hang_up()
    without_contact = {"seeking_operator", "confirming", "briefing_operator"}
    await scene.server.start()
    for name, session_id in begun.items():
        if name not in without_contact:
            await scene.watch.until(scene.desk, session_id, S.ENDED, within_s=SETTLE_S)
    await assert_all_end(scene, begun)


async def test_the_switch_gone_as_well_ends_every_session(scene: Scene) -> None:
    begun = await in_all_states(scene)
    await scene.server.kill()
    await scene.restart_switch()
    await scene.server.start()
    for session_id in begun.values():
        await scene.watch.until(scene.desk, session_id, S.ENDED, within_s=SETTLE_S)
    await assert_all_end(scene, begun)


async def test_who_called_in_its_last_moment_is_connected(scene: Scene) -> None:
    scene.simulator.phone(LINE).behave("by_hand")
    scene.server.freeze()
    await scene.simulator.call("12025552190", PLAIN)
    await scene.server.kill()
    await scene.server.start()
    await scene.simulator.phone(LINE).rings()
    await assert_all_end(scene, {})


async def test_who_called_from_a_line_in_its_last_moment_too(scene: Scene) -> None:
    contact = "12025552191"
    scene.simulator.phone(contact).behave("by_hand")
    await scene.desk.pool.execute(MAY_CALL, LINE)
    scene.server.freeze()
    await scene.simulator.call(LINE, contact)
    await scene.server.kill()
    await scene.server.start()
    await scene.simulator.phone(contact).rings()
    await assert_all_end(scene, {})


async def test_contact_has_answered_an_employee_in_the_meantime(scene: Scene) -> None:
    session_id = await calling_out(scene, 160)
    await scene.server.kill()
    contact, _ = numbers_of(160)
    scene.simulator.phone(contact).answer()
    await scene.server.start()
    await scene.watch.until(scene.desk, session_id, S.TALK)
    await scene.simulator.phone(contact).hears_source("leg", LINE)
    await scene.simulator.phone(LINE).hears_source("leg", contact)
    await assert_all_end(scene, {"calling_out": session_id})


async def assert_all_end(scene: Scene, begun: dict[str, int]) -> None:
    for session in await sessions.list_unfinished(scene.desk.pool):
        await scene.desk.control("release.call", session.id)
    for name, session_id in begun.items():
        await scene.watch.until(scene.desk, session_id, S.ENDED)
        assert await scene.desk.terminal_events(session_id) == 1, name
    assert await scene.server.stop() == 0
    live = scene.simulator.live()
    assert (live.channels, live.bridges, live.playbacks) == ((), (), ())


async def test_a_stopped_server_leaves_conversations_up(scene: Scene) -> None:
    session_id = await talk(scene, 150)
    assert await scene.server.stop() == 0
    contact, operator = numbers_of(150)
    assert scene.simulator.phone(contact).is_hearing("leg", operator)
    await scene.server.start()
    await scene.desk.control("release.call", session_id)
    await scene.watch.until(scene.desk, session_id, S.ENDED)
