"""Which scenario answers a number, and when (Data API spec 2.9)."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from callapi.directory import processing_rules as rules
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.params import DataParams, OfEntity
from callapi.methods.data.references import check_ids
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING
from callapi.store.pool import Database

Priority = Annotated[int, Field(ge=1, le=rules.LAST)]


class OfNumber(DataParams):
    number_capacity_id: Id  # of the virtual number


class SetActive(OfEntity):
    type: Literal["scenario"]
    is_active: bool


class CreateRule(DataParams):
    number_capacity_id: Id
    scenario_id: Id
    priority: Priority | None = None
    schedule_id: Id | None = None
    contact_group_id: Id | None = None
    is_active: bool | None = None


class UpdateRule(OfEntity):
    scenario_id: Id = 0
    priority: Priority | None = None
    schedule_id: Id | None = None
    contact_group_id: Id | None = None
    is_active: bool | None = None


async def getobj_rules(ctx: Context, params: OfNumber) -> dict[str, object]:
    account_id, number_id = ctx.account.id, params.number_capacity_id
    async with ctx.services.db.acquire() as db, db.transaction():
        await _check_number(db, account_id, number_id)
        return {"scenarios": await rules.list_rules(db, account_id, number_id)}


async def set_active(ctx: Context, params: SetActive) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await _lock_number_of(db, account_id, params.id)
        changes = {"is_active": params.is_active}
        await rules.update(db, account_id, params.id, changes)
    return NOTHING


async def create_rule(ctx: Context, params: CreateRule) -> dict[str, object]:
    account_id, number_id = ctx.account.id, params.number_capacity_id
    async with ctx.services.db.acquire() as db, db.transaction():
        if not await rules.lock_number(db, account_id, number_id):
            raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "number_capacity_id")
        await _check_references(db, account_id, params)
        id_ = await rules.insert(
            *(db, account_id, number_id, params.scenario_id),
            *(params.schedule_id, params.contact_group_id),
            is_active=params.is_active is not False,
        )
        await rules.place(db, number_id, id_, params.priority or rules.LAST)
    return {"id": id_}


async def update_rule(ctx: Context, params: UpdateRule) -> dict[str, object]:
    account_id, changes = ctx.account.id, params.sent()
    async with ctx.services.db.acquire() as db, db.transaction():
        number_id = await _lock_number_of(db, account_id, params.id)
        await _check_references(db, account_id, params)
        if "priority" in changes:
            priority = changes.pop("priority") or rules.LAST
            await rules.place(db, number_id, params.id, priority)
        if "is_active" in changes:
            changes["is_active"] = params.is_active is not False
        await rules.update(db, account_id, params.id, changes)
    return NOTHING


async def delete_rule(ctx: Context, params: OfEntity) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        number_id = await _lock_number_of(db, account_id, params.id)
        await rules.place(db, number_id, params.id, rules.LAST)
        await rules.delete(db, account_id, params.id)
    return NOTHING


async def _check_number(db: Database, account_id: int, number_id: int) -> None:
    await check_ids(
        db, account_id, "virtual_numbers", "number_capacity_id", [number_id]
    )


async def _lock_number_of(db: Database, account_id: int, rule_id: int) -> int:
    """Again after the lock: meanwhile the rule may be gone."""
    number_id = await rules.find_number(db, account_id, rule_id)
    if number_id is not None:
        await rules.lock_number(db, account_id, number_id)
        number_id = await rules.find_number(db, account_id, rule_id)
    if number_id is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return number_id


async def _check_references(
    db: Database, account_id: int, params: CreateRule | UpdateRule
) -> None:
    if params.sends("scenario_id"):
        scenario = [params.scenario_id]
        await check_ids(db, account_id, "scenarios", "scenario_id", scenario)
    schedule = [params.schedule_id]
    await check_ids(db, account_id, "schedules", "schedule_id", schedule)
    group = [params.contact_group_id]
    await check_ids(db, account_id, "contact_groups", "contact_group_id", group)


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.NUMBERS}
METHODS: Final[tuple[Method, ...]] = (
    Method("getobj.call_processing_rules", getobj_rules, OfNumber, _OWN, **_UNIT),
    Method("set.call_processing_rule_is_active", set_active, SetActive, _OWN, **_UNIT),
    Method("create.call_processing_rules", create_rule, CreateRule, _OWN, **_UNIT),
    Method("update.call_processing_rules", update_rule, UpdateRule, _OWN, **_UNIT),
    Method("delete.call_processing_rules", delete_rule, OfEntity, _OWN, **_UNIT),
)
