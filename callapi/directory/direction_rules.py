"""Where the components of an account may dial: always four rules."""

from typing import Final

from callapi.domain.account import MNEMONICS, Component
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

DIALLING: Final = (
    Component.BASIC,
    Component.MANAGEMENT,
    Component.INFORMER,
    Component.SCENARIO,
)


def listing_arguments() -> tuple[list[str], list[str]]:
    """The components that dial, as stored and by their mnemonics."""
    return [it.value for it in DIALLING], [MNEMONICS[it] for it in DIALLING]


async def update(
    db: Database,
    account_id: int,
    rule_id: int,
    *,
    mobile: bool | None,
    national: bool | None,
    international: bool | None,
) -> bool:
    """What is None stays as it is. False: there is no such rule."""
    values = (mobile, national, international)
    changed = await db.fetchval(Q["update"], account_id, rule_id, *values)
    return changed is not None
