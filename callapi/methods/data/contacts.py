"""The address book: contacts (Data API spec 3.2)."""

from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field

from callapi.directory import contact_groups, contacts
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Email, OfEntity, Phone, Text
from callapi.methods.data.references import check_ids, check_own
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING
from callapi.store.pool import Database


def are_different(values: list[str]) -> list[str]:
    """Raises ValueError where one stands there twice."""
    if len(set(values)) < len(values):
        raise ValueError("the same value twice")
    return values


PartOfName = Annotated[Text, Field(max_length=255)]
LastName = Annotated[PartOfName, Field(min_length=1)]
Phones = Annotated[
    list[Phone], Field(min_length=1, max_length=10), AfterValidator(are_different)
]
Emails = Annotated[list[Email], Field(max_length=10), AfterValidator(are_different)]


class GetContacts(Get):
    listing = Listing(
        contacts.Q["list_contacts"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("first_name", filters=True, sorts=True),
            Column("last_name", filters=True, sorts=True),
            Column("patronymic"),
            Column("full_name", filters=True, sorts=True),
            Column("emails", Kind.JSON, filters=True),
            Column("phone_numbers", Kind.JSON, filters=True),
            Column("personal_manager_id", Kind.NUMBER, filters=True),
            Column("personal_manager_full_name", filters=True),
            Column("organization_id", Kind.NUMBER, filters=True),
            Column("organization_name", filters=True),
            Column("groups", Kind.JSON, filters=True),
        ),
    )


class Settings(DataParams):
    """All that may be left out."""

    first_name: PartOfName | None = None
    patronymic: PartOfName | None = None
    emails: Emails | None = None
    personal_manager_id: Id | None = None
    organization_id: Id | None = None
    groups: Annotated[list[Id], Field(max_length=1000)] | None = None


class CreateContact(Settings):
    last_name: LastName
    phone_numbers: Phones


class UpdateContact(Settings, OfEntity):
    last_name: LastName = ""
    phone_numbers: Phones = Field(default_factory=list)


class DeleteContacts(DataParams):
    id: Id | None = None
    ids: Annotated[list[Id], Field(min_length=1, max_length=1000)] | None = None

    def clash(self) -> str | None:
        return "ids" if (self.id is None) == (self.ids is None) else None


# A new contact's, and those that null sets back to.
DEFAULTS: Final[dict[str, object]] = {
    "first_name": "",
    "patronymic": "",
    "emails": [],
    "personal_manager_id": None,
    "organization_id": None,
}


async def create_contact(ctx: Context, params: CreateContact) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await _check_references(db, account_id, params)
        values = DEFAULTS | _changes(params)
        id_ = await contacts.insert(db, account_id, values)
        await _set_lists(db, account_id, id_, params)
    return {"id": id_}


async def update_contact(ctx: Context, params: UpdateContact) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, account_id, "contacts", params.id)
        await _check_references(db, account_id, params)
        await contacts.update(db, account_id, params.id, _changes(params))
        await _set_lists(db, account_id, params.id, params)
    return NOTHING


async def delete_contacts(ctx: Context, params: DeleteContacts) -> dict[str, object]:
    """All of them or none."""
    account_id = ctx.account.id
    field = "id" if params.ids is None else "ids"
    ids = params.ids or [params.id or 0]
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_ids(db, account_id, "contacts", field, ids)
        await contacts.delete(db, account_id, ids)
    return NOTHING


async def _check_references(db: Database, account_id: int, params: Settings) -> None:
    manager, organization = params.personal_manager_id, params.organization_id
    await check_ids(db, account_id, "employees", "personal_manager_id", [manager])
    await check_ids(
        db, account_id, "contact_organizations", "organization_id", [organization]
    )
    await check_ids(db, account_id, "contact_groups", "groups", params.groups)


def _changes(params: CreateContact | UpdateContact) -> dict[str, object]:
    return {
        name: DEFAULTS.get(name) if value is None else value
        for name, value in params.sent().items()
        if name == "last_name" or name in DEFAULTS
    }


async def _set_lists(
    db: Database,
    account_id: int,
    contact_id: int,
    params: CreateContact | UpdateContact,
) -> None:
    """What stands in tables of its own: numbers and groups."""
    if params.sends("phone_numbers"):
        await contacts.set_numbers(db, account_id, contact_id, params.phone_numbers)
    if params.sends("groups"):
        groups = params.groups or []
        await _check_system_groups(db, account_id, contact_id, groups)
        await contacts.set_groups(db, account_id, contact_id, groups)


async def _check_system_groups(
    db: Database, account_id: int, contact_id: int, groups: list[int]
) -> None:
    """Who is in the group of the system may be told so, but not put there."""
    of_system = await contact_groups.list_system(db, account_id, groups)
    if not await contact_groups.has_all(db, contact_id, of_system):
        raise ApiError(Mnemonic.FORBIDDEN, "groups", code=-32602)


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.ADDRESS_BOOK}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.contacts", rows, GetContacts, _OWN, **_UNIT),
    Method("create.contacts", create_contact, CreateContact, _OWN, **_UNIT),
    Method("update.contacts", update_contact, UpdateContact, _OWN, **_UNIT),
    Method("delete.contacts", delete_contacts, DeleteContacts, _OWN, **_UNIT),
)
