"""What a process remembers of sessions, when others end them."""

from dataclasses import replace

from callapi.domain.session import Session
from callapi.domain.states import State
from callapi.methods.management.call_view import CallViews
from callapi.sessions.known import Known
from callapi.store import sessions
from callapi.store.pool import Pool
from tests.store.people import add_person
from tests.unit.domain.calls import LINE, PaperCall, direct, plan

END = (
    "update call_sessions set state = 'ended', finished_at = now() where id = any ($1)"
)


async def begun(pool: Pool, count: int) -> list[Session]:
    account_id = (await add_person(pool)).account_id
    first = replace(PaperCall(plan(), direct(LINE)).session, account_id=account_id)
    made = [replace(first, id=first.id + n) for n in range(count)]
    for session in made:
        assert await sessions.insert(pool, session, (), None)
    return made


def are_known(known: Known, made: list[Session]) -> list[bool]:
    return [known.get(session.id) is not None for session in made]


async def test_what_another_has_ended_is_forgotten_when_there_are_many(
    pool: Pool,
) -> None:
    known, made = Known(few=4), await begun(pool, 4)
    await pool.execute(END, [made[0].id, made[2].id])
    await known.learn(pool, *made[:3])
    assert are_known(known, made) == [True, True, True, False]  # they are but three
    await known.learn(pool, made[3])
    assert are_known(known, made) == [False, True, False, True]


async def test_twice_as_many_are_many(pool: Pool) -> None:
    known, made = Known(few=2), await begun(pool, 6)
    await known.learn(pool, *made[:3])  # all three go on
    await pool.execute(END, [made[0].id])
    await known.learn(pool, *made[3:5])
    assert are_known(known, made[:1]) == [True]
    await known.learn(pool, made[5])
    assert are_known(known, made[:1]) == [False]


async def test_what_was_read_before_a_step_is_not_put_over_it(pool: Pool) -> None:
    known, [read] = Known(), await begun(pool, 1)
    later = replace(read, version=read.version + 1)
    known.put(later)
    await known.learn(pool, read)
    assert known.get(read.id) is later


async def test_of_too_many_all_are_forgotten(pool: Pool) -> None:
    known, made = Known(most=2), await begun(pool, 3)
    views = CallViews("en", known)
    for session in made:
        known.put(session)
        views.of(session, 0.0)
    assert are_known(known, made) == [False, False, True]
    assert [known.view(session) is None for session in made] == [True, True, False]


async def test_a_view_is_kept_as_long_as_its_session(pool: Pool) -> None:
    known = Known()
    views, [session, unknown] = CallViews("en", known), await begun(pool, 2)
    known.put(session)
    first = views.of(session, 0.0)
    assert views.of(session, 0.0) is first
    later = replace(session, version=session.version + 1)
    assert views.of(later, 0.0) is not first
    second = views.of(later, 0.0)
    known.put(replace(later, state=State.ENDED))
    assert views.of(later, 0.0) is not second
    assert views.of(unknown, 0.0) is not views.of(unknown, 0.0)
