"""Talk options of the account as they are changed: what the operators' keys do."""

from dataclasses import dataclass
from typing import Final

import asyncpg

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

# What options are called unless somebody says otherwise.
NAMES: Final = {
    "finish_conversation": "End the conversation",
    "tag_call": "Add a tag",
    "record_talk": "Voice recorder",
    "transfer_call": "Transfer",
    "run_scenario": "Run a scenario",
    "call_coach": "Call the coach",
    "receive_fax": "Receive a fax",
    "save_numa": "Save caller number to a group",
}


class ButtonTaken(Exception):
    """Another option of the account has the button."""


@dataclass(frozen=True, slots=True)
class StoredOption:
    button: str
    mnemonic: str
    name: str
    value_id: int | None  # tag, scenario, contact group or employee, by mnemonic


async def find(db: Database, account_id: int, option_id: int) -> StoredOption | None:
    row = await db.fetchrow(Q["find"], account_id, option_id)
    return None if row is None else StoredOption(**row)


async def insert(db: Database, account_id: int, option: StoredOption) -> int:
    """Raises ButtonTaken."""
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, *_values(option))
    except asyncpg.UniqueViolationError:
        raise ButtonTaken(option.button) from None
    return id_


async def update(
    db: Database, account_id: int, option_id: int, option: StoredOption
) -> None:
    """Raises ButtonTaken."""
    try:
        await db.execute(Q["update"], account_id, option_id, *_values(option))
    except asyncpg.UniqueViolationError:
        raise ButtonTaken(option.button) from None


async def delete(db: Database, account_id: int, option_id: int) -> bool:
    """False: there is no such option."""
    return await db.fetchval(Q["delete"], account_id, option_id) is not None


def _values(option: StoredOption) -> tuple[str, str, str, int | None]:
    return option.button, option.mnemonic, option.name, option.value_id
