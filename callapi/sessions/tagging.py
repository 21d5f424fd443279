"""Tags of calls, running or over, as the Data API changes them (its spec 2.11).

A running call takes a step for each change; one that is over gets its event at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Tag
from callapi.domain.states import Cause
from callapi.sessions.control import Control
from callapi.store import tagging
from callapi.store.pool import Connection, Pool


@dataclass(frozen=True, slots=True)
class Change:
    session_id: int
    tag: Tag
    on: bool


@dataclass(frozen=True, slots=True)
class Tagger:
    """Of one request: whose calls, and who changes them. `now` is its time."""

    pool: Pool
    control: Control
    account_id: int
    login: str
    now: float

    async def change(self, changes: Sequence[Change], *, quiet: bool = False) -> None:
        """Of calls that are there. `quiet`: what is so already is no error.

        Those that are over change together or not at all.
        """
        ids = {it.session_id for it in changes}
        over = await tagging.find_over(self.pool, self.account_id, list(ids))
        ended = [it for it in changes if over.get(it.session_id)]
        for it in changes:
            if not over.get(it.session_id) and not await self._step(it, quiet):
                ended.append(it)  # it has ended meanwhile
        if ended:
            await self._mark(ended, quiet)

    async def replace(self, session_id: int, tags: Sequence[Tag]) -> None:
        """These tags, and no others."""
        held = await tagging.list_held(self.pool, session_id)
        wanted = {tag.id for tag in tags}
        off = [Tag(it.id, it.name) for it in held if it.id not in wanted]
        changes = [
            *(Change(session_id, tag, False) for tag in off),
            *(Change(session_id, tag, True) for tag in tags),
        ]
        await self.change(changes, quiet=True)

    async def _step(self, it: Change, quiet: bool) -> bool:
        """False: the session is over."""
        happening = Happening(
            Cause.RETAG, tag=it.tag, on=it.on, quiet=quiet, user=self.login
        )
        try:
            await self.control.apply(self.account_id, it.session_id, happening)
        except ApiError as error:
            if error.mnemonic is not Mnemonic.CALL_SESSION_NOT_FOUND:
                raise
            return False
        return True

    async def _mark(self, changes: Sequence[Change], quiet: bool) -> None:
        ids = sorted({it.session_id for it in changes})
        async with self.pool.acquire() as connection, connection.transaction():
            await tagging.lock(connection, self.account_id, ids)
            for it in changes:
                await self._mark_one(connection, it, quiet)

    async def _mark_one(self, connection: Connection, it: Change, quiet: bool) -> None:
        held = {
            tag.id: tag.name
            for tag in await tagging.list_held(connection, it.session_id)
        }
        if (it.tag.id in held) == it.on:
            if quiet:
                return
            raise ApiError(
                Mnemonic.DUPLICATE_ENTITY if it.on else Mnemonic.ENTITY_NOT_FOUND,
                "tag_id",
            )
        if it.on:
            held[it.tag.id] = it.tag.name
        else:
            del held[it.tag.id]
        body: dict[str, object] = {
            "tag_id": it.tag.id,
            "tag_name": it.tag.name,
            "tag_action": "set" if it.on else "unset",
            "tag_type": "manual",
            "tag_user_login": self.login,
            "employee_id": None,
            "employee_full_name": None,
            "tag_ids": list(held),
            "tag_names": list(held.values()),
        }
        await tagging.mark(connection, self.account_id, it.session_id, self.now, body)
