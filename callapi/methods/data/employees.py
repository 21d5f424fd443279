"""The people who take calls (Data API spec 2.7)."""

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field

from callapi.directory import employee_phones, employees, statuses
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.employee_phones import (
    MOST,
    PhoneNumber,
    are_different,
    replace_phones,
)
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.parameter_component import check_component
from callapi.methods.data.params import (
    DataParams,
    Email,
    Extension,
    OfEntity,
    Part,
    Text,
)
from callapi.methods.data.references import check_ids, check_own, check_unused
from callapi.methods.data.statuses import MNEMONICS
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING
from callapi.store.pool import Database


def _single_spaced(value: str) -> str:
    return " ".join(value.split())


PartOfName = Annotated[Text, Field(max_length=100), AfterValidator(_single_spaced)]
Way = Literal["in", "out"]
CallType = Literal["internal", "external"]
Recording = Literal["all", "in", "out", "off"]
StatusName = Literal[
    "available",
    "break",
    "do_not_disturb",
    "not_at_workplace",
    "not_at_work",
    "auto_out_call",
    "unknown",
]
# parameter -> column, and the direction that allows these calls (spec 6.4)
LISTS: Final = {
    f"{way}_{kind}_allowed_call_directions": (f"{way}_{kind}_directions", way)
    for way in ("in", "out")
    for kind in ("external", "internal")
}


class GetEmployees(Get):
    listing = Listing(
        employees.Q["list_employees"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("login", filters=True, sorts=True),
            Column("first_name", filters=True, sorts=True),
            Column("last_name", filters=True, sorts=True),
            Column("patronymic", sorts=True),
            Column("full_name", filters=True, sorts=True),
            Column("status", Kind.ENUM, filters=True, values=MNEMONICS),
            Column("status_id", Kind.NUMBER, filters=True),
            Column("calls_available", Kind.BOOLEAN, filters=True, sorts=True),
            Column("allowed_in_call_types", Kind.JSON, filters=True),
            Column("allowed_out_call_types", Kind.JSON, filters=True),
            *(Column(name, Kind.JSON, filters=True) for name in LISTS),
            Column("email", filters=True),
            Column(
                "call_recording",
                Kind.ENUM,
                filters=True,
                values=frozenset({"all", "in", "out", "off"}),
            ),
            Column("schedule_id", Kind.NUMBER, filters=True),
            Column("schedule_name", filters=True),
            Column("coach", Kind.JSON, filters=True),
            Column("groups", Kind.JSON, filters=True),
            Column("phone_numbers", Kind.JSON, filters=True),
            Column("extension", Kind.JSON, filters=True),
            Column("operator", Kind.JSON, filters=True),
        ),
    )


class Coach(Part):
    coach_id: Id
    coach_always_enabled: bool | None = None


class OwnExtension(Part):
    extension_phone_number: Extension
    extension_voice_mail_enabled: bool | None = None
    extension_queue_enabled: bool | None = None


class Settings(DataParams):
    """All but the names, which cannot be empty."""

    status: StatusName | None = None
    status_id: Id | None = None
    calls_available: bool | None = None
    allowed_in_call_types: list[CallType] | None = None
    allowed_out_call_types: list[CallType] | None = None
    in_external_allowed_call_directions: list[Way] | None = None
    in_internal_allowed_call_directions: list[Way] | None = None
    out_external_allowed_call_directions: list[Way] | None = None
    out_internal_allowed_call_directions: list[Way] | None = None
    email: Email | None = None
    call_recording: Recording | None = None
    schedule_id: Id | None = None
    coach: Coach | None = None
    groups: list[Id] | None = None
    phone_numbers: (
        Annotated[
            list[PhoneNumber], Field(max_length=MOST), AfterValidator(are_different)
        ]
        | None
    ) = None
    extension: OwnExtension | None = None
    operator: dict[str, Any] | None = None

    def clash(self) -> str | None:
        """What is deprecated does not go together with what has replaced it."""
        if self.sends("status") and self.sends("status_id"):
            return "status"
        for way in ("in", "out"):
            lists = {name for name in LISTS if name.startswith(way)}
            types = f"allowed_{way}_call_types"
            if lists & self.model_fields_set and self.sends(types):
                return types
        incoming = {"allowed_in_call_types", *(it for it in LISTS if it[:2] == "in")}
        if self.sends("calls_available") and incoming & self.model_fields_set:
            return "calls_available"
        return None


class CreateEmployees(Settings):
    last_name: Annotated[PartOfName, Field(min_length=1)]
    first_name: PartOfName | None = None
    patronymic: PartOfName | None = None


class UpdateEmployees(Settings, OfEntity):
    last_name: Annotated[PartOfName, Field(min_length=1)] = ""
    first_name: PartOfName | None = None
    patronymic: PartOfName | None = None


# A new employee's, and those that null sets back to.
DEFAULTS: Final[dict[str, object]] = {
    **dict.fromkeys(("first_name", "patronymic"), ""),
    **{column: [way] for column, way in LISTS.values()},
    **dict.fromkeys(("email", "schedule_id", "coach_id", "extension")),
    "status": "available",
    "coach_always_enabled": False,
    "extension_voice_mail_enabled": False,
    "extension_queue_enabled": False,
}


async def create_employees(ctx: Context, params: CreateEmployees) -> dict[str, object]:
    _check_components(ctx, params)
    account_id, now = ctx.account.id, ctx.clock.now()
    async with ctx.services.db.acquire() as db, db.transaction():
        if not await employees.has_room(db, account_id):
            raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED)
        changes = await _changes(ctx, db, params)
        usual = {**DEFAULTS, "call_recording": _usual_recording(ctx)}
        try:
            id_ = await employees.insert(db, account_id, now, usual | changes)
        except employees.ExtensionTaken:
            raise _extension_taken() from None
        await _set_lists(db, account_id, id_, params)
    return {"id": id_}


async def update_employees(ctx: Context, params: UpdateEmployees) -> dict[str, object]:
    _check_components(ctx, params)
    account_id, now = ctx.account.id, ctx.clock.now()
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, account_id, "employees", params.id)
        if params.coach is not None and params.coach.coach_id == params.id:
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "coach.coach_id")
        changes = await _changes(ctx, db, params)
        if "status" in changes:
            await employees.note_status(
                *(db, account_id, params.id, str(changes["status"])),
                *(now, ctx.user.id),
            )
        try:
            await employees.update(db, account_id, params.id, changes)
        except employees.ExtensionTaken:
            raise _extension_taken() from None
        await _set_lists(db, account_id, params.id, params)
    return NOTHING


async def delete_employees(ctx: Context, params: OfEntity) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, account_id, "employees", params.id)
        check_unused(await employees.list_users(db, account_id, params.id))
        await employees.delete(db, account_id, params.id)
    return NOTHING


def _check_components(ctx: Context, params: Settings) -> None:
    for field, component in (
        ("call_recording", Component.RECORDING),
        ("coach", Component.COACH),
    ):
        if params.sends(field):
            check_component(ctx, component, field)
    if params.operator is not None:  # of the chats that are not here
        raise ApiError(
            Mnemonic.PARAMETER_COMPONENT_DISABLED, "operator", components="Consultant"
        )


def _usual_recording(ctx: Context) -> str:
    return "all" if Component.RECORDING in ctx.account.components else "off"


async def _changes(
    ctx: Context, db: Database, params: CreateEmployees | UpdateEmployees
) -> dict[str, object]:
    """Columns and what they are to be; names in the params are found."""
    sent = params.sent()
    await _check_references(ctx, db, params)
    changes: dict[str, object] = {
        name: DEFAULTS.get(name) if sent[name] is None else sent[name]
        for name in ("last_name", "first_name", "patronymic", "email", "schedule_id")
        if name in sent
    }
    if "call_recording" in sent:
        changes["call_recording"] = sent["call_recording"] or _usual_recording(ctx)
    if "status" in sent or "status_id" in sent:
        changes["status"] = await _status(db, params)
    return changes | _allowed(sent) | _coach(sent) | _extension(sent)


async def _check_references(ctx: Context, db: Database, params: Settings) -> None:
    account_id = ctx.account.id
    await check_ids(db, account_id, "schedules", "schedule_id", [params.schedule_id])
    coaches = [params.coach.coach_id] if params.coach else None
    await check_ids(db, account_id, "employees", "coach.coach_id", coaches)
    await check_ids(db, account_id, "employee_groups", "groups", params.groups)


async def _status(db: Database, params: Settings) -> str:
    field = "status_id" if params.status_id is not None else "status"
    mnemonic = params.status or (None if params.status_id else "available")
    status = await statuses.find_status(db, params.status_id, mnemonic)
    if status is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, field)
    if not status.is_select_allowed:
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, field)
    return status.mnemonic


def _allowed(sent: dict[str, Any]) -> dict[str, object]:
    """Of the three ways to say which calls are allowed, what the lists are to be."""
    changes: dict[str, object] = {}
    for name, (column, way) in LISTS.items():
        types = sent.get(f"allowed_{way}_call_types", ...)
        if types is not ...:
            kind = name.split("_")[1]
            changes[column] = [way] if types is None or kind in types else []
        if name in sent:
            given = sent[name]
            changes[column] = [way] if given is None else list(dict.fromkeys(given))
        if way == "in" and "calls_available" in sent:
            changes[column] = [] if sent["calls_available"] is False else [way]
    return changes


def _coach(sent: dict[str, Any]) -> dict[str, object]:
    if "coach" not in sent:
        return {}
    coach: Coach | None = sent["coach"]
    return {
        "coach_id": coach and coach.coach_id,
        "coach_always_enabled": bool(coach and coach.coach_always_enabled),
    }


def _extension(sent: dict[str, Any]) -> dict[str, object]:
    if "extension" not in sent:
        return {}
    own: OwnExtension | None = sent["extension"]
    return {
        "extension": own and own.extension_phone_number,
        "extension_voice_mail_enabled": bool(own and own.extension_voice_mail_enabled),
        "extension_queue_enabled": bool(own and own.extension_queue_enabled),
    }


def _extension_taken() -> ApiError:
    return ApiError(Mnemonic.ALREADY_IN_USE, "extension.extension_phone_number")


async def _set_lists(
    db: Database, account_id: int, employee_id: int, params: Settings
) -> None:
    """What stands in tables of its own: groups and numbers."""
    if params.sends("groups"):
        await employees.set_groups(db, account_id, employee_id, params.groups or [])
        await employee_phones.settle_groups(db, account_id)
    if params.sends("phone_numbers"):
        numbers = params.phone_numbers or []
        await replace_phones(db, account_id, employee_id, numbers)


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.EMPLOYEES}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.employees", rows, GetEmployees, _OWN, **_UNIT),
    Method("create.employees", create_employees, CreateEmployees, _OWN, **_UNIT),
    Method("update.employees", update_employees, UpdateEmployees, _OWN, **_UNIT),
    Method("delete.employees", delete_employees, OfEntity, _OWN, **_UNIT),
)
