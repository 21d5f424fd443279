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


async def test_what_another_has_ended_is_forgotten_when_there_are_many(
    pool: Pool,
) -> None:
    known, made = Known(few=4), await begun(pool, 4)
    await pool.execute(END, [made[0].id, made[2].id])
    for session in made[:3]:
        known.put(session)
    await known.tidy(pool)
    assert all(session.id in known for session in made[:3])  # they are but three
    known.put(made[3])
    await known.tidy(pool)
    assert [session.id in known for session in made] == [False, True, False, True]


async def test_twice_as_many_are_many(pool: Pool) -> None:
    known, made = Known(few=2), await begun(pool, 6)
    for session in made[:3]:
        known.put(session)
    await known.tidy(pool)  # all three go on
    await pool.execute(END, [made[0].id])
    for session in made[3:5]:
        known.put(session)
    await known.tidy(pool)
    assert made[0].id in known
    known.put(made[5])
    await known.tidy(pool)
    assert made[0].id not in known


async def test_a_view_is_kept_as_long_as_its_session(pool: Pool) -> None:
    known, made = Known(), await begun(pool, 3)
    views = CallViews("en", known, few=2)
    for session in made[:2]:
        known.put(session)
    first, second = (views.of(session, 0.0) for session in made[:2])
    known.put(replace(made[0], state=State.ENDED))
    assert views.of(made[0], 0.0) is first  # two are not many
    known.put(made[2])
    views.of(made[2], 0.0)
    assert views.of(made[1], 0.0) is second
    assert views.of(made[0], 0.0) is not first
