"""Users of the account and what they may do (Data API spec 2.3)."""

from collections.abc import Awaitable
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, Field, StringConstraints

from callapi.directory import users
from callapi.domain.account import COMPONENT_NAMES, Component, Flag, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.account import COMPONENTS, ComponentList
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Name, OfEntity, Part, Text
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING

Login = Annotated[
    Text,
    StringConstraints(strip_whitespace=True, pattern=r"^\S+$"),
    Field(min_length=3, max_length=128),
]
# Not trimmed: a blank at its end may be meant.
Password = Annotated[str, Field(min_length=8, max_length=128, repr=False)]
T = TypeVar("T")

Description = Annotated[Text, Field(max_length=1000)]
UserType = Literal["admin", "user"]
UnitName = Literal[
    "employees",
    "va",
    "number_management",
    "tag_management",
    "address_book",
    "calls_blocking",
    "account_access",
    "call_recordings",
    "reports",
    "notifications",
    "auto_calls",
    "api_settings",
]


class Permission(Part):
    unit_id: UnitName
    is_select: bool = False
    is_insert: bool = False
    is_update: bool = False
    is_delete: bool = False

    @property
    def flags(self) -> frozenset[Flag]:
        return frozenset(flag for flag in Flag if getattr(self, flag))


def _once_per_unit(permissions: list[Permission]) -> list[Permission]:
    if len({it.unit_id for it in permissions}) < len(permissions):
        raise ValueError("a unit twice")
    return permissions


PermissionList = Annotated[list[Permission], AfterValidator(_once_per_unit)]


class GetUsers(Get):
    listing = Listing(
        users.Q["list_users"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("login", filters=True, sorts=True),
            Column("name", filters=True, sorts=True),
            Column("description"),
            Column(
                "type",
                Kind.ENUM,
                filters=True,
                sorts=True,
                values=frozenset({"admin", "user"}),
            ),
            Column("is_active", Kind.BOOLEAN, filters=True, sorts=True),
            Column("employee_id", Kind.NUMBER, filters=True),
            Column("components", Kind.JSON),
            Column("permissions", Kind.JSON),
            Column("is_key_access_enabled", Kind.BOOLEAN, filters=True),
            Column("creation_date_time", Kind.TIME, filters=True, sorts=True),
            Column("last_login_date_time", Kind.TIME, filters=True, sorts=True),
        ),
        arguments=lambda ctx, params: users.listing_arguments(),
    )


class Rights(DataParams):
    """The end of the table; new users and old ones are told alike."""

    description: Description | None = None
    type: UserType | None = None
    is_active: bool | None = None
    employee_id: Id | None = None
    components: ComponentList | None = None
    permissions: PermissionList | None = None
    is_key_access_enabled: bool | None = None


class Named(DataParams):
    login: Login
    password: Password
    name: Name


class CreateUsers(Rights, Named):
    pass


class Renamed(OfEntity):
    login: Login = ""
    password: Password = Field("", repr=False)
    name: Name = ""


class UpdateUsers(Rights, Renamed):
    pass


async def create_users(ctx: Context, params: CreateUsers) -> dict[str, object]:
    _check_access(ctx, params)
    hashed = await ctx.services.passwords.hash(params.password, ctx.account.id)
    changes = _changes(params, login=params.login, name=params.name, hashed=hashed)
    return {"id": await _stored(users.insert(ctx.services.db, ctx.account.id, changes))}


async def update_users(ctx: Context, params: UpdateUsers) -> dict[str, object]:
    _check_access(ctx, params)
    hashed = None
    if params.sends("password"):
        hashed = await ctx.services.passwords.hash(params.password, ctx.account.id)
    changes = _changes(
        params,
        login=params.login if params.sends("login") else None,
        name=params.name if params.sends("name") else None,
        hashed=hashed,
    )
    db, account_id = ctx.services.db, ctx.account.id
    if not await _stored(users.update(db, account_id, params.id, changes)):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


async def delete_users(ctx: Context, params: OfEntity) -> dict[str, object]:
    deleting = users.delete(ctx.services.db, ctx.account.id, params.id)
    if not await _stored(deleting):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


def _check_access(ctx: Context, params: Rights) -> None:
    """Access to the Call API is given while the account has its Basic set (6.2)."""
    wanted = [COMPONENTS[it] for it in params.components or []]
    if Component.BASIC in wanted and Component.BASIC not in ctx.account.components:
        raise ApiError(
            Mnemonic.PARAMETER_COMPONENT_DISABLED,
            "components",
            components=COMPONENT_NAMES[Component.BASIC],
        )


def _changes(
    params: Rights, *, login: str | None, name: str | None, hashed: str | None
) -> users.Changes:
    """What is sent as null is set back to its default, which here is the least."""
    sends, components = params.sends, None
    if sends("components"):
        components = [COMPONENTS[it].value for it in params.components or []]
    permissions: dict[str, frozenset[Flag]] | None = None
    if sends("permissions"):
        permissions = {it.unit_id: it.flags for it in params.permissions or []}
    return users.Changes(
        login=login,
        name=name,
        is_admin=params.type == "admin" if sends("type") else None,
        is_active=params.is_active is not False if sends("is_active") else None,
        components=components,
        call_api_access=None if components is None else Component.BASIC in components,
        key_access=bool(params.is_key_access_enabled)
        if sends("is_key_access_enabled")
        else None,
        password_hash=hashed,
        permissions=permissions,
        sets_description=sends("description"),
        description=params.description or None,
        sets_employee=sends("employee_id"),
        employee_id=params.employee_id,
    )


async def _stored(storing: Awaitable[T]) -> T:
    try:
        return await storing
    except users.LoginTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "login") from None
    except users.EmployeeUnknown:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "employee_id") from None
    except users.EmployeeTaken:
        raise ApiError(Mnemonic.ALREADY_IN_USE, "employee_id") from None
    except users.LastAdmin:
        raise ApiError(Mnemonic.FORBIDDEN, code=-32602) from None


_OWN: Final = Component.DATA_API
_ADMIN: Final[dict[str, Any]] = {"unit": Unit.API_SETTINGS, "for_admins": True}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.users", rows, GetUsers, _OWN, **_ADMIN),
    Method("create.users", create_users, CreateUsers, _OWN, **_ADMIN),
    Method("update.users", update_users, UpdateUsers, _OWN, **_ADMIN),
    Method("delete.users", delete_users, OfEntity, _OWN, **_ADMIN),
)
