"""Talk options: what a key bound to one does to a running talk (spec 3.3.11)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from callapi.directory import contacts, numbers, tags
from callapi.domain.account import Account, Component, TalkOption
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Role, Session, Sound, Tag
from callapi.domain.states import Cause
from callapi.domain.target import Target
from callapi.sessions.control import Control
from callapi.sessions.routes import Routes
from callapi.sessions.third_party import Rules, find_coach
from callapi.store.pool import Connection, Pool
from callapi.store.sessions import Also


@dataclass(frozen=True, slots=True)
class Options:
    """Runs an option of the account on a session that is in TALK.

    `music` is what a contact hears meanwhile, `prompt` asks the operator to dial.
    """

    pool: Pool
    control: Control
    routes: Routes
    music: Sound
    prompt: Sound

    async def run(
        self, account: Account, session: Session, option: TalkOption, user: str
    ) -> None:
        """Raises the option's errors; who pressed a key hides them."""
        await HOW[option.mnemonic](self, account, session, option, user)

    async def apply(
        self,
        session: Session,
        happening: Happening,
        option: TalkOption | None = None,
        also: Also | None = None,
    ) -> None:
        """The first happening of an option names it, so that it is told of once."""
        if option is not None:
            happening = replace(happening, option=option.mnemonic, button=option.button)
        await self.control.apply(session.account_id, session.id, happening, also)


def find_option(account: Account, button: str) -> TalkOption | None:
    return next((o for o in account.talk_options if o.button == button), None)


async def _finish(
    options: Options, _: Account, session: Session, option: TalkOption, user: str
) -> None:
    await options.apply(session, Happening(Cause.FINISH_TALK), option)


async def _tag(
    options: Options, account: Account, session: Session, option: TalkOption, user: str
) -> None:
    tag = await tags.find_tag(options.pool, account.id, option.value_id or 0)
    if tag is None:
        raise ApiError(Mnemonic.INTERNAL_ERROR)
    happening = Happening(Cause.TAG, tag=Tag(tag.id, tag.name), quiet=True, user=user)
    await options.apply(session, happening, option)


async def _record(
    options: Options, _: Account, session: Session, option: TalkOption, user: str
) -> None:
    await options.apply(session, Happening(Cause.RECORD, on=None), option)


async def _transfer(
    options: Options, account: Account, session: Session, option: TalkOption, user: str
) -> None:
    """The operator dials; an employee set for the option is dialled at once."""
    targets: tuple[Target, ...] = ()
    if option.value_id is not None:
        rules = Rules(account, Component.MANAGEMENT)
        own = await numbers.employee_targets(options.pool, account.id, option.value_id)
        targets = tuple(target for target in own if rules.allows(target))
    prompt = None if targets else options.prompt
    dials = Happening(Cause.DIAL_BY_KEYS, sounds=(options.music,), prompt=prompt)
    await options.apply(session, dials, option)
    if targets:
        await options.apply(session, Happening(Cause.MAKE_CALL, targets=targets))


async def _scenario(
    options: Options, account: Account, session: Session, option: TalkOption, user: str
) -> None:
    route = await options.routes.of_scenario(account.id, option.value_id or 0)
    if route is None:
        raise ApiError(Mnemonic.INTERNAL_ERROR)
    await options.apply(session, Happening(Cause.RUN_SCENARIO, route=route), option)


async def _coach(
    options: Options, account: Account, session: Session, option: TalkOption, user: str
) -> None:
    coach = session.leg(Role.COACH)
    if coach is not None:
        leave = Happening(Cause.DISCONNECT, leg_id=coach.id, quiet=True)
        await options.apply(session, leave, option)
        return
    targets = await find_coach(options.pool, account, session, None)
    await options.apply(session, Happening(Cause.ADD_COACH, targets=targets), option)


async def _fax(
    options: Options, _: Account, session: Session, option: TalkOption, user: str
) -> None:
    await options.apply(session, Happening(Cause.RECEIVE_FAX), option)


async def _save(
    options: Options, account: Account, session: Session, option: TalkOption, user: str
) -> None:
    if not session.has_number:
        raise ApiError(Mnemonic.FORBIDDEN)

    async def add(db: Connection) -> None:
        group_id = option.value_id or 0
        if not await contacts.add_to_group(db, account.id, group_id, session.contact):
            raise ApiError(Mnemonic.INTERNAL_ERROR)

    await options.apply(session, Happening(Cause.TALK_OPTION), option, add)


HOW: dict[
    str, Callable[[Options, Account, Session, TalkOption, str], Awaitable[None]]
] = {
    "finish_conversation": _finish,
    "tag_call": _tag,
    "record_talk": _record,
    "transfer_call": _transfer,
    "run_scenario": _scenario,
    "call_coach": _coach,
    "receive_fax": _fax,
    "save_numa": _save,
}
