"""The methods of the Data API. Written by `python -m scripts.client`."""

from typing import Any, ClassVar, Literal, NotRequired, TypedDict

from callapi.client.api import Api, Page
from callapi.client.unset import UNSET, Unset


class AccountRow(TypedDict, total=False):
    app_id: int
    name: str | None
    timezone: str | None


class AccountView(TypedDict):
    app_id: int
    app_name: str
    app_state: str
    user_id: int
    user_type: Literal["admin", "user"]
    user_login: str
    user_name: str
    permissions: list[dict[str, Any]]
    components: list[str]
    user_components: list[str]
    timezone: str
    report_currency: str
    home_country: str
    lang: str
    project: str
    customer_id: int | None
    tp_id: int | None
    tp_name: str | None
    crm_type: str | None
    agent_type: str | None
    is_agent: bool
    is_agent_app: bool
    is_bi_available: bool


class Coach(TypedDict):
    coach_id: int
    coach_always_enabled: NotRequired[bool | None]


class ComponentsRow(TypedDict, total=False):
    id: str
    name: str | None
    is_enabled: bool | None


class Done(TypedDict):
    success: bool


class EmployeePositionsRow(TypedDict, total=False):
    id: int
    name: str | None


class EmployeeStatRow(TypedDict, total=False):
    id: int
    first_name: str | None
    last_name: str | None
    patronymic: str | None
    full_name: str | None
    groups: Any
    status_stats: Any


class EmployeesRow(TypedDict, total=False):
    id: int
    login: str | None
    first_name: str | None
    last_name: str | None
    patronymic: str | None
    full_name: str | None
    status: Literal[
        "auto_out_call",
        "available",
        "break",
        "do_not_disturb",
        "not_at_work",
        "not_at_workplace",
        "unknown",
        None,
    ]
    status_id: int | None
    calls_available: bool | None
    allowed_in_call_types: Any
    allowed_out_call_types: Any
    in_external_allowed_call_directions: Any
    in_internal_allowed_call_directions: Any
    out_external_allowed_call_directions: Any
    out_internal_allowed_call_directions: Any
    email: str | None
    call_recording: Literal["all", "in", "off", "out", None]
    schedule_id: int | None
    schedule_name: str | None
    coach: Any
    groups: Any
    phone_numbers: Any
    extension: Any
    operator: Any


class GroupEmployeesRow(TypedDict, total=False):
    id: int
    name: str | None
    members: Any
    phone_numbers: Any
    group_phone_number: str | None
    queue_enabled: bool | None
    channels_count: float | None
    schedule_id: int | None


class GroupNumber(TypedDict):
    employee_phone_number_id: int
    available: bool


class LoggedIn(TypedDict):
    access_token: str
    expire_at: int
    app_id: int


class Made(TypedDict):
    id: int


class Nothing(TypedDict):
    pass


class OwnExtension(TypedDict):
    extension_phone_number: str
    extension_voice_mail_enabled: NotRequired[bool | None]
    extension_queue_enabled: NotRequired[bool | None]


class PhoneNumber(TypedDict):
    phone_id: NotRequired[int | None]
    phone_number: str
    channels_count: NotRequired[int | None]
    dial_time: NotRequired[int | None]
    status: NotRequired[Literal["active", "inactive"] | None]


class StatusesRow(TypedDict, total=False):
    id: int
    name: str | None
    mnemonic: Literal[
        "auto_out_call",
        "available",
        "break",
        "do_not_disturb",
        "not_at_work",
        "not_at_workplace",
        "unknown",
        None,
    ]
    description: str | None
    color: str | None
    is_deleted: bool | None
    in_external_allowed_call_directions: Any
    in_internal_allowed_call_directions: Any
    out_external_allowed_call_directions: Any
    out_internal_allowed_call_directions: Any
    allowed_phone_protocols: Any
    is_select_allowed: bool | None
    is_worktime: bool | None
    is_auto_out_calls_ready: bool | None


class TagsRow(TypedDict, total=False):
    id: int
    name: str | None
    is_system: bool | None
    color: str | None
    creation_datetime: str | None
    is_auto: bool | None
    rating: float | None


class DataApi(Api):
    path: ClassVar[str] = "/data/v2.0"

    async def login_user(self, *, login: str, password: str) -> LoggedIn:
        """Trades login and password for a token.

        Raises AuthError.
        """
        data: LoggedIn = await self.ask(
            "login.user", {"login": login, "password": password}
        )
        return data

    async def logout_user(self) -> Nothing:
        """Ends a token."""
        data: Nothing = await self.ask("logout.user", {})
        return data

    async def get_account(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["app_id", "name", "timezone"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[Any] | Unset = UNSET,
    ) -> Page[AccountRow]:
        """Lists the one account.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[AccountRow] = await self._page(
            "get.account",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def getobj_account(self) -> AccountView:
        """Tells whose token it is, and what he may do.

        Raises SortProhibited, FilterProhibited.
        """
        data: AccountView = await self.ask("getobj.account", {})
        return data

    async def update_account(
        self,
        *,
        name: str | Unset | None = UNSET,
        timezone: str | Unset | None = UNSET,
        home_country: str | Unset | None = UNSET,
        report_currency: str | Unset | None = UNSET,
    ) -> Nothing:
        """Changes account.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.account",
            {
                "name": name,
                "timezone": timezone,
                "home_country": home_country,
                "report_currency": report_currency,
            },
        )
        return data

    async def get_components(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "name", "is_enabled"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[ComponentsRow]:
        """Lists components.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[ComponentsRow] = await self._page(
            "get.components",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def enable_components(self, *, components: list[str]) -> Done:
        """Switches on components.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Done = await self.ask("enable.components", {"components": components})
        return data

    async def disable_components(self, *, components: list[str]) -> Done:
        """Switches off components.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Done = await self.ask("disable.components", {"components": components})
        return data

    async def get_tags(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "is_system",
                "color",
                "creation_datetime",
                "is_auto",
                "rating",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
        is_include_rating: bool | Unset = UNSET,
    ) -> Page[TagsRow]:
        """Lists tags.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[TagsRow] = await self._page(
            "get.tags",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "is_include_rating": is_include_rating,
            },
        )
        return data

    async def create_tags(
        self, *, name: str, color: str | Unset | None = UNSET
    ) -> Made:
        """Makes tags.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask("create.tags", {"name": name, "color": color})
        return data

    async def update_tags(
        self, *, id: int, name: str | Unset = UNSET, color: str | Unset | None = UNSET
    ) -> Nothing:
        """Changes tags.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.tags", {"id": id, "name": name, "color": color}
        )
        return data

    async def delete_tags(self, *, id: int) -> Nothing:
        """Removes tags.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.tags", {"id": id})
        return data

    async def get_employees(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "login",
                "first_name",
                "last_name",
                "patronymic",
                "full_name",
                "status",
                "status_id",
                "calls_available",
                "allowed_in_call_types",
                "allowed_out_call_types",
                "in_external_allowed_call_directions",
                "in_internal_allowed_call_directions",
                "out_external_allowed_call_directions",
                "out_internal_allowed_call_directions",
                "email",
                "call_recording",
                "schedule_id",
                "schedule_name",
                "coach",
                "groups",
                "phone_numbers",
                "extension",
                "operator",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[EmployeesRow]:
        """Lists employees.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[EmployeesRow] = await self._page(
            "get.employees",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_employees(
        self,
        *,
        last_name: str,
        status: Literal[
            "available",
            "break",
            "do_not_disturb",
            "not_at_workplace",
            "not_at_work",
            "auto_out_call",
            "unknown",
        ]
        | Unset
        | None = UNSET,
        status_id: int | Unset | None = UNSET,
        calls_available: bool | Unset | None = UNSET,
        allowed_in_call_types: list[Literal["internal", "external"]]
        | Unset
        | None = UNSET,
        allowed_out_call_types: list[Literal["internal", "external"]]
        | Unset
        | None = UNSET,
        in_external_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        in_internal_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        out_external_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        out_internal_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        email: str | Unset | None = UNSET,
        call_recording: Literal["all", "in", "out", "off"] | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        coach: Coach | Unset | None = UNSET,
        groups: list[int] | Unset | None = UNSET,
        phone_numbers: list[PhoneNumber] | Unset | None = UNSET,
        extension: OwnExtension | Unset | None = UNSET,
        operator: dict[str, Any] | Unset | None = UNSET,
        first_name: str | Unset | None = UNSET,
        patronymic: str | Unset | None = UNSET,
    ) -> Made:
        """Makes employees.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.employees",
            {
                "last_name": last_name,
                "status": status,
                "status_id": status_id,
                "calls_available": calls_available,
                "allowed_in_call_types": allowed_in_call_types,
                "allowed_out_call_types": allowed_out_call_types,
                "in_external_allowed_call_directions": in_external_allowed_call_directions,
                "in_internal_allowed_call_directions": in_internal_allowed_call_directions,
                "out_external_allowed_call_directions": out_external_allowed_call_directions,
                "out_internal_allowed_call_directions": out_internal_allowed_call_directions,
                "email": email,
                "call_recording": call_recording,
                "schedule_id": schedule_id,
                "coach": coach,
                "groups": groups,
                "phone_numbers": phone_numbers,
                "extension": extension,
                "operator": operator,
                "first_name": first_name,
                "patronymic": patronymic,
            },
        )
        return data

    async def update_employees(
        self,
        *,
        id: int,
        status: Literal[
            "available",
            "break",
            "do_not_disturb",
            "not_at_workplace",
            "not_at_work",
            "auto_out_call",
            "unknown",
        ]
        | Unset
        | None = UNSET,
        status_id: int | Unset | None = UNSET,
        calls_available: bool | Unset | None = UNSET,
        allowed_in_call_types: list[Literal["internal", "external"]]
        | Unset
        | None = UNSET,
        allowed_out_call_types: list[Literal["internal", "external"]]
        | Unset
        | None = UNSET,
        in_external_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        in_internal_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        out_external_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        out_internal_allowed_call_directions: list[Literal["in", "out"]]
        | Unset
        | None = UNSET,
        email: str | Unset | None = UNSET,
        call_recording: Literal["all", "in", "out", "off"] | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        coach: Coach | Unset | None = UNSET,
        groups: list[int] | Unset | None = UNSET,
        phone_numbers: list[PhoneNumber] | Unset | None = UNSET,
        extension: OwnExtension | Unset | None = UNSET,
        operator: dict[str, Any] | Unset | None = UNSET,
        last_name: str | Unset = UNSET,
        first_name: str | Unset | None = UNSET,
        patronymic: str | Unset | None = UNSET,
    ) -> Nothing:
        """Changes employees.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.employees",
            {
                "id": id,
                "status": status,
                "status_id": status_id,
                "calls_available": calls_available,
                "allowed_in_call_types": allowed_in_call_types,
                "allowed_out_call_types": allowed_out_call_types,
                "in_external_allowed_call_directions": in_external_allowed_call_directions,
                "in_internal_allowed_call_directions": in_internal_allowed_call_directions,
                "out_external_allowed_call_directions": out_external_allowed_call_directions,
                "out_internal_allowed_call_directions": out_internal_allowed_call_directions,
                "email": email,
                "call_recording": call_recording,
                "schedule_id": schedule_id,
                "coach": coach,
                "groups": groups,
                "phone_numbers": phone_numbers,
                "extension": extension,
                "operator": operator,
                "last_name": last_name,
                "first_name": first_name,
                "patronymic": patronymic,
            },
        )
        return data

    async def delete_employees(self, *, id: int) -> Nothing:
        """Removes employees.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.employees", {"id": id})
        return data

    async def get_statuses(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "mnemonic",
                "description",
                "color",
                "is_deleted",
                "in_external_allowed_call_directions",
                "in_internal_allowed_call_directions",
                "out_external_allowed_call_directions",
                "out_internal_allowed_call_directions",
                "allowed_phone_protocols",
                "is_select_allowed",
                "is_worktime",
                "is_auto_out_calls_ready",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
        is_deleted: bool | Unset = UNSET,
    ) -> Page[StatusesRow]:
        """Lists statuses.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[StatusesRow] = await self._page(
            "get.statuses",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "is_deleted": is_deleted,
            },
        )
        return data

    async def get_group_employees(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "name",
                "members",
                "phone_numbers",
                "group_phone_number",
                "queue_enabled",
                "channels_count",
                "schedule_id",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[GroupEmployeesRow]:
        """Lists group employees.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[GroupEmployeesRow] = await self._page(
            "get.group_employees",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_group_employees(
        self,
        *,
        name: str,
        members: list[int] | Unset | None = UNSET,
        group_phone_number: str | Unset | None = UNSET,
        queue_enabled: bool | Unset | None = UNSET,
        channels_count: int | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
    ) -> Made:
        """Makes group employees.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask(
            "create.group_employees",
            {
                "name": name,
                "members": members,
                "group_phone_number": group_phone_number,
                "queue_enabled": queue_enabled,
                "channels_count": channels_count,
                "schedule_id": schedule_id,
            },
        )
        return data

    async def update_group_employees(
        self,
        *,
        id: int,
        members: list[int] | Unset | None = UNSET,
        group_phone_number: str | Unset | None = UNSET,
        queue_enabled: bool | Unset | None = UNSET,
        channels_count: int | Unset | None = UNSET,
        schedule_id: int | Unset | None = UNSET,
        name: str | Unset = UNSET,
    ) -> Nothing:
        """Changes group employees.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.group_employees",
            {
                "id": id,
                "members": members,
                "group_phone_number": group_phone_number,
                "queue_enabled": queue_enabled,
                "channels_count": channels_count,
                "schedule_id": schedule_id,
                "name": name,
            },
        )
        return data

    async def delete_group_employees(self, *, id: int) -> Nothing:
        """Removes group employees.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.group_employees", {"id": id})
        return data

    async def update_group_employees_numbers(
        self, *, id: int, phone_numbers: list[GroupNumber]
    ) -> Nothing:
        """Changes group employees numbers.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.group_employees_numbers", {"id": id, "phone_numbers": phone_numbers}
        )
        return data

    async def get_employee_positions(
        self,
        *,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[Literal["id", "name"]] | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[dict[str, Any]] | Unset = UNSET,
    ) -> Page[EmployeePositionsRow]:
        """Lists employee positions.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[EmployeePositionsRow] = await self._page(
            "get.employee_positions",
            {
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
            },
        )
        return data

    async def create_employee_positions(self, *, name: str) -> Made:
        """Makes employee positions.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Made = await self.ask("create.employee_positions", {"name": name})
        return data

    async def update_employee_positions(
        self, *, id: int, name: str | Unset = UNSET
    ) -> Nothing:
        """Changes employee positions.

        Raises EntityNotFound, DuplicateEntity, DataLimitExceeded, TariffRestrictions,
        AlreadyInUse, InvalidDateTime.
        """
        data: Nothing = await self.ask(
            "update.employee_positions", {"id": id, "name": name}
        )
        return data

    async def delete_employee_positions(self, *, id: int) -> Nothing:
        """Removes employee positions.

        Raises EntityNotFound, DependencyError.
        """
        data: Nothing = await self.ask("delete.employee_positions", {"id": id})
        return data

    async def get_employee_stat(
        self,
        *,
        date_from: str,
        date_till: str,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        fields: list[
            Literal[
                "id",
                "first_name",
                "last_name",
                "patronymic",
                "full_name",
                "groups",
                "status_stats",
            ]
        ]
        | Unset = UNSET,
        filter: dict[str, Any] | list[Any] | Unset = UNSET,
        sort: list[Any] | Unset = UNSET,
        only_default_statuses_in_stats: bool | Unset = UNSET,
    ) -> Page[EmployeeStatRow]:
        """Lists employee stat.

        Raises SortProhibited, FilterProhibited.
        """
        data: Page[EmployeeStatRow] = await self._page(
            "get.employee_stat",
            {
                "date_from": date_from,
                "date_till": date_till,
                "limit": limit,
                "offset": offset,
                "fields": fields,
                "filter": filter,
                "sort": sort,
                "only_default_statuses_in_stats": only_default_statuses_in_stats,
            },
        )
        return data
