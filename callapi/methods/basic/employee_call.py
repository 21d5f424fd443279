"""start.employee_call: connect a contact with one employee (spec 3.2.1)."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.params import Id, Params, WithToken
from callapi.methods.result import Started
from callapi.methods.start import (
    Contact,
    Direction,
    DtmfString,
    ExternalId,
    NumberRule,
    VirtualPhoneNumber,
    may_switch_early,
)


class EmployeeOfCall(Params):
    id: Id
    phone_number: (
        Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.+[0-9*#.]{1,32})?$")] | None
    ) = None


class StartEmployeeCall(WithToken):
    needed_unless: ClassVar[Mapping[str, str]] = {
        "virtual_phone_number": "virtual_number_group"
    }

    first_call: Literal["contact", "employee"]
    switch_at_once: bool = False
    early_switching: bool = False
    media_file_id: Id | None = None
    virtual_phone_number: VirtualPhoneNumber | None = None
    virtual_phone_usage_rule: NumberRule = "fixed"
    virtual_number_group: Id | None = None
    show_virtual_phone_number: bool = True
    contact: Contact
    external_id: ExternalId | None = None
    dtmf_string: DtmfString | None = None
    direction: Direction = "in"
    employee: EmployeeOfCall
    contact_message: Message | None = None
    employee_message: Message | None = None

    def clash(self) -> str | None:
        if not may_switch_early(
            self.early_switching, self.switch_at_once, self.first_call == "employee"
        ):
            return "early_switching"
        if self.virtual_number_group and self.virtual_phone_usage_rule == "fixed":
            return "virtual_number_group"
        return None


async def start_employee_call(ctx: Context, params: StartEmployeeCall) -> Started:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
