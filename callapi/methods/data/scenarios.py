"""Scenarios: what happens in a call, operation by operation (Data API spec 2.10)."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from callapi.directory import scenario_problems, scenarios
from callapi.directory.scenario_document import ANY_OPERATION, ScenarioDocument
from callapi.directory.scenario_problems import Problem
from callapi.domain.account import Component, Flag, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data import zone
from callapi.methods.data.changing import changing
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Name, OfEntity, legible
from callapi.methods.data.references import check_own, check_unused
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING
from callapi.store.pool import Database

DOCUMENT: Final = ("schema_version", "start_operation_key", "operations")
StartKey = Annotated[str, AfterValidator(legible)]


class _Described:
    """Told as what it is; read with the document, whose errors name the operation."""

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(ANY_OPERATION.core_schema)


Operations = Annotated[
    list[Annotated[dict[str, Any], _Described()]],
    Field(min_length=1, max_length=200),
    AfterValidator(legible),
]


class GetScenarios(Get):
    listing = Listing(
        scenarios.Q["list_scenarios"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("name", filters=True, sorts=True),
            Column("virtual_phone_numbers", Kind.JSON, filters=True),
            Column("sites", Kind.JSON, filters=True),
            Column("campaigns", Kind.JSON, filters=True),
            Column("operations", Kind.JSON, filters=True, default=False),
            Column("start_operation_key", default=False),
            Column("schema_version", Kind.NUMBER, default=False),
            Column("update_date_time", Kind.TIME, sorts=True, default=False),
        ),
    )


class CreateScenarios(DataParams):
    name: Name
    schema_version: int = 1
    start_operation_key: StartKey
    operations: Operations


class UpdateScenarios(OfEntity):
    name: Name = ""
    schema_version: int = 1
    start_operation_key: StartKey = ""
    operations: Operations = Field(default_factory=list)

    def clash(self) -> str | None:
        """Half a document is none."""
        start = self.sends("start_operation_key")
        if start != self.sends("operations"):
            return "start_operation_key" if start else "operations"
        return "schema_version" if self.sends("schema_version") and not start else None


async def getobj_scenario(ctx: Context, params: OfEntity) -> dict[str, object]:
    found = await scenarios.find_stored(ctx.services.db, ctx.account.id, params.id)
    if found is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    document = {"schema_version": 1, **found.document}
    may_see = ctx.user.may(Unit.VIRTUAL_PBX, Flag.UPDATE)
    operations = [
        _shown(it, found.operation_ids, secrets=may_see)
        for it in _operations(found.document)
    ]
    return {
        "id": params.id,
        "name": found.name,
        "update_date_time": zone.to_local(found.updated_at, ctx.account.timezone),
        **document,
        "operations": operations,
    }


async def create_scenarios(ctx: Context, params: CreateScenarios) -> dict[str, object]:
    account_id = ctx.account.id
    async with changing(ctx) as db:
        document = await _checked(ctx, db, params)
        try:
            id_ = await scenarios.insert(db, account_id, params.name, document)
        except scenarios.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
        return await _told(db, account_id, id_)


async def update_scenarios(ctx: Context, params: UpdateScenarios) -> dict[str, object]:
    """Calls that run it already go on with what they began with."""
    account_id = ctx.account.id
    async with changing(ctx) as db:
        await check_own(db, account_id, "scenarios", params.id)
        name = params.name if params.sends("name") else None
        document = None
        if params.sends("operations"):
            document = await _checked(ctx, db, params)
        try:
            await scenarios.update(db, account_id, params.id, name, document)
        except scenarios.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
        return await _told(db, account_id, params.id)


async def delete_scenarios(ctx: Context, params: OfEntity) -> dict[str, object]:
    account_id = ctx.account.id
    async with changing(ctx) as db:
        await check_own(db, account_id, "scenarios", params.id)
        check_unused(await scenarios.list_users(db, account_id, params.id))
        await scenarios.delete(db, account_id, params.id)
    return NOTHING


async def validate_scenario(ctx: Context, params: CreateScenarios) -> dict[str, object]:
    """All that `create.scenarios` would refuse it for, and what looks unmeant."""
    db, account_id = ctx.services.db, ctx.account.id
    document, problems = scenario_problems.read(_document(params))
    warnings: list[Problem] = []
    if document is not None:
        problems = await _find_problems(ctx, db, document)
        warnings = scenario_problems.warnings(document)
    if await scenarios.has_name(db, account_id, params.name):
        reason = "the account has a scenario of that name"
        taken = Problem("name", Mnemonic.DUPLICATE_ENTITY, reason, None)
        problems = [taken, *problems]
    return {
        "is_valid": not problems,
        "problems": [_as_told(it) for it in problems],
        "warnings": [_as_told(it) for it in warnings],
    }


async def _checked(
    ctx: Context, db: Database, params: CreateScenarios | UpdateScenarios
) -> ScenarioDocument:
    """Raises the first problem there is."""
    document, problems = scenario_problems.read(_document(params))
    if document is not None:
        problems = await _find_problems(ctx, db, document)
        if not problems:
            return document
    first = problems[0]
    told: dict[str, Any] = {"operation_key": first.operation_key}
    if first.mnemonic is Mnemonic.PARAMETER_COMPONENT_DISABLED:
        told["components"] = "Marketing"
    raise ApiError(
        first.mnemonic, first.field, first.value, reason=first.message, **told
    )


async def _find_problems(
    ctx: Context, db: Database, document: ScenarioDocument
) -> list[Problem]:
    longest = ctx.account.tts_message_length
    return await scenario_problems.find_problems(db, ctx.account.id, document, longest)


def _document(params: CreateScenarios | UpdateScenarios) -> dict[str, Any]:
    return {name: getattr(params, name) for name in DOCUMENT}


async def _told(db: Database, account_id: int, scenario_id: int) -> dict[str, object]:
    stored = await scenarios.find_stored(db, account_id, scenario_id)
    assert stored is not None  # written in this transaction
    operations = [
        {"key": it["key"], "id": stored.operation_ids[it["key"]]}
        for it in _operations(stored.document)
    ]
    return {"id": scenario_id, "operations": operations}


def _operations(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    operations: list[dict[str, Any]] = document["operations"]
    return operations


def _shown(
    operation: dict[str, Any], ids: Mapping[str, int], *, secrets: bool
) -> dict[str, object]:
    """With its id; a secret is for those who may change it."""
    shown = {"id": ids.get(operation["key"]), **operation}
    settings = operation.get("settings", {})
    if not secrets and settings.get("secret") is not None:
        shown["settings"] = {**settings, "secret": None}
    return shown


def _as_told(problem: Problem) -> dict[str, object]:
    return {
        "field": problem.field,
        "mnemonic": problem.mnemonic,
        "message": problem.message,
        "operation_key": problem.operation_key,
    }


_OWN: Final = Component.VIRTUAL_PBX
_UNIT: Final[dict[str, Any]] = {"unit": Unit.VIRTUAL_PBX}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.scenarios", rows, GetScenarios, _OWN, **_UNIT),
    Method("getobj.scenario", getobj_scenario, OfEntity, _OWN, **_UNIT),
    Method("create.scenarios", create_scenarios, CreateScenarios, _OWN, **_UNIT),
    Method("update.scenarios", update_scenarios, UpdateScenarios, _OWN, **_UNIT),
    Method("delete.scenarios", delete_scenarios, OfEntity, _OWN, **_UNIT),
    Method(
        "create.scenario_validations",
        validate_scenario,
        CreateScenarios,
        _OWN,
        **_UNIT,
    ),
)
