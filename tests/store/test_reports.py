"""The step that ends a session writes its reports with it, or writes nothing."""

from dataclasses import replace

import asyncpg
import pytest

from callapi.domain.session import Role, Session
from callapi.domain.states import Cause, State
from callapi.store import recordings, sessions
from callapi.store.pool import Pool
from tests.store.people import add_person
from tests.unit.domain.calls import LINE, PaperCall, direct, plan

ROWS = """
select (select count(*) from call_reports), (select count(*) from leg_reports),
    (select count(*) from events where name = 'call_session_finished'),
    (select count(*) from call_sessions where state = 'ended')
"""


async def rows(pool: Pool) -> tuple[int, ...]:
    """Reports of calls and legs, terminal events, sessions that have ended."""
    return tuple(await pool.fetchrow(ROWS) or ())


async def ended(pool: Pool) -> tuple[PaperCall, Session]:
    """A call whose last step is not written yet, and the session before it."""
    account_id = (await add_person(pool)).account_id
    call = PaperCall(plan(), direct(LINE))
    call.session = replace(call.session, account_id=account_id)
    await sessions.insert(pool, call.session, (), None)
    call.end(Role.OPERATOR, 17)
    call.assert_state(State.ENDED)
    return call, call.session


async def test_last_step_brings_the_reports(pool: Pool) -> None:
    call, session = await ended(pool)
    assert await rows(pool) == (0, 0, 0, 0)
    assert await sessions.save(pool, session, tuple(call.events), None)
    assert await rows(pool) == (1, 1, 1, 1)


async def test_step_of_somebody_slower_brings_nothing(pool: Pool) -> None:
    call, session = await ended(pool)
    late = replace(session, version=7)
    assert not await sessions.save(pool, late, tuple(call.events), None)
    assert await rows(pool) == (0, 0, 0, 0)


async def test_step_without_its_reports_is_not_written(pool: Pool) -> None:
    """All of it is one statement: no crash comes in between."""
    call, session = await ended(pool)
    await pool.execute("alter table leg_reports add check (leg_id < 0)")
    with pytest.raises(asyncpg.CheckViolationError):
        await sessions.save(pool, session, tuple(call.events), None)
    assert await rows(pool) == (0, 0, 0, 0)


async def test_session_that_is_over_at_once_is_reported(pool: Pool) -> None:
    call = PaperCall(plan(), direct())
    call.assert_state(State.ENDED)
    session = replace(call.session, account_id=(await add_person(pool)).account_id)
    await sessions.insert(pool, session, tuple(call.events), None)
    assert await rows(pool) == (1, 0, 1, 1)


async def test_tagging_follows_its_event(pool: Pool) -> None:
    """Whoever writes it; a tag that is gone is left out."""
    account_id = (await add_person(pool)).account_id
    tag_id = await pool.fetchval(
        "insert into tags (account_id, name) values ($1, 'Hot lead') returning id",
        account_id,
    )
    call = PaperCall(plan(), direct(LINE))
    session = replace(call.session, account_id=account_id)
    await sessions.insert(pool, session, (), None)
    body = {"tag_name": "Hot lead", "tag_action": "set", "tag_type": "auto"}
    for seq, id_ in enumerate((tag_id, tag_id, tag_id + 1), 1):
        await pool.execute(
            "insert into events (account_id, session_id, seq, name, at, body)"
            " values ($1, $2, $3, 'set_mark', now(), $4)",
            *(account_id, session.id, seq, {**body, "tag_id": id_}),
        )
    held = await pool.fetch("select tag_id, type from tag_communications")
    assert [tuple(row) for row in held] == [(tag_id, "auto")]


async def test_secret_is_made_once(pool: Pool) -> None:
    first = await recordings.find_secret(pool, "links")
    assert len(first) == 32
    assert await recordings.find_secret(pool, "links") == first
    assert await recordings.find_secret(pool, "others") != first


async def test_unsaved_talk_is_no_report(pool: Pool) -> None:
    call = PaperCall(plan(), direct(LINE))
    session = replace(call.session, account_id=(await add_person(pool)).account_id)
    await sessions.insert(pool, session, tuple(call.events), None)
    call.ask(Cause.RELEASE)
    assert await rows(pool) == (0, 0, 0, 0)
