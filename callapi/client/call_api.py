"""The methods of the Call API. Written by `python -m scripts.client`."""

from typing import ClassVar, Literal, NotRequired, TypedDict

from callapi.client.api import Api
from callapi.client.unset import UNSET, Unset


class ButtonValue(TypedDict):
    id: int
    value: str


class LegView(TypedDict):
    leg_id: int
    calling_phone_number: str
    called_phone_number: str
    is_operator: bool
    employee_id: int | None
    employee_full_name: str | None
    record_call_enabled: bool
    state: str


class TagView(TypedDict):
    tag_id: int
    tag_name: str


class Done(TypedDict):
    success: bool


class EmployeeOfCall(TypedDict):
    id: int
    phone_number: NotRequired[str | None]


class LoggedIn(TypedDict):
    access_token: str
    expire_at: int


class LoggedOut(TypedDict):
    success: bool


class Message(TypedDict):
    type: Literal["media", "tts"]
    value: str


class Started(TypedDict):
    call_session_id: int


class Option(TypedDict):
    button: str
    mnemonic: str
    name: str
    button_value: ButtonValue | None


class CallView(TypedDict):
    call_session_id: int
    direction: str
    start_time: str
    virtual_phone_number: str
    contact_phone_number: str
    external_id: str | None
    tags: list[TagView]
    legs: list[LegView]


class CallApi(Api):
    path: ClassVar[str] = "/v4.0"

    async def login_user(self, *, login: str, password: str) -> LoggedIn:
        """Trades login and password for a token.

        Raises AuthError.
        """
        data: LoggedIn = await self.ask(
            "login.user", {"login": login, "password": password}
        )
        return data

    async def logout_user(self) -> LoggedOut:
        """Ends a token."""
        data: LoggedOut = await self.ask("logout.user", {})
        return data

    async def start_employee_call(
        self,
        *,
        first_call: Literal["contact", "employee"],
        contact: str,
        employee: EmployeeOfCall,
        switch_at_once: bool | Unset = UNSET,
        early_switching: bool | Unset = UNSET,
        media_file_id: int | Unset | None = UNSET,
        virtual_phone_number: str | Unset | None = UNSET,
        virtual_phone_usage_rule: Literal[
            "fixed",
            "fixed_for_numa",
            "random",
            "regional_random",
            "regional_fixed_for_numa",
        ]
        | Unset = UNSET,
        virtual_number_group: int | Unset | None = UNSET,
        show_virtual_phone_number: bool | Unset = UNSET,
        external_id: str | Unset | None = UNSET,
        dtmf_string: str | Unset | None = UNSET,
        direction: Literal["in", "out"] | Unset = UNSET,
        contact_message: Message | Unset | None = UNSET,
        employee_message: Message | Unset | None = UNSET,
        idempotency_key: str | None = None,
    ) -> Started:
        """Connects a contact and an employee.

        Raises TtsTextExceeded, MediaFileNotFound, VirtualPhoneNumberNotFound,
        EmployeeNotFound, NoActivePhoneNumber, OwnVirtualPhoneNumberNotAllowed,
        ContactInBlacklist, CallDirectionNotAllowed.
        """
        data: Started = await self.ask(
            "start.employee_call",
            {
                "first_call": first_call,
                "contact": contact,
                "employee": employee,
                "switch_at_once": switch_at_once,
                "early_switching": early_switching,
                "media_file_id": media_file_id,
                "virtual_phone_number": virtual_phone_number,
                "virtual_phone_usage_rule": virtual_phone_usage_rule,
                "virtual_number_group": virtual_number_group,
                "show_virtual_phone_number": show_virtual_phone_number,
                "external_id": external_id,
                "dtmf_string": dtmf_string,
                "direction": direction,
                "contact_message": contact_message,
                "employee_message": employee_message,
            },
            idempotency_key,
        )
        return data

    async def start_scenario_call(
        self,
        *,
        virtual_phone_number: str,
        contact: str,
        first_call: Literal["contact", "employee"],
        scenario_id: int,
        virtual_phone_usage_rule: Literal[
            "fixed",
            "fixed_for_numa",
            "random",
            "regional_random",
            "regional_fixed_for_numa",
        ]
        | Unset = UNSET,
        external_id: str | Unset | None = UNSET,
        dtmf_string: str | Unset | None = UNSET,
        switch_at_once: bool | Unset = UNSET,
        early_switching: bool | Unset = UNSET,
        direction: Literal["in", "out"] | Unset = UNSET,
        contact_message: Message | Unset | None = UNSET,
        employee_message: Message | Unset | None = UNSET,
        idempotency_key: str | None = None,
    ) -> Started:
        """Calls a contact and runs a scenario.

        Raises TtsTextExceeded, MediaFileNotFound, VirtualPhoneNumberNotFound,
        ScenarioNotFound, OwnVirtualPhoneNumberNotAllowed, ContactInBlacklist,
        CallDirectionNotAllowed.
        """
        data: Started = await self.ask(
            "start.scenario_call",
            {
                "virtual_phone_number": virtual_phone_number,
                "contact": contact,
                "first_call": first_call,
                "scenario_id": scenario_id,
                "virtual_phone_usage_rule": virtual_phone_usage_rule,
                "external_id": external_id,
                "dtmf_string": dtmf_string,
                "switch_at_once": switch_at_once,
                "early_switching": early_switching,
                "direction": direction,
                "contact_message": contact_message,
                "employee_message": employee_message,
            },
            idempotency_key,
        )
        return data

    async def start_vnumber_call(
        self,
        *,
        virtual_phone_number: str,
        contact: str,
        first_call: Literal["contact", "employee"],
        virtual_phone_usage_rule: Literal[
            "fixed",
            "fixed_for_numa",
            "random",
            "regional_random",
            "regional_fixed_for_numa",
        ]
        | Unset = UNSET,
        external_id: str | Unset | None = UNSET,
        dtmf_string: str | Unset | None = UNSET,
        direction: Literal["in", "out"] | Unset = UNSET,
        switch_at_once: bool | Unset = UNSET,
        early_switching: bool | Unset = UNSET,
        show_virtual_phone_number: bool | Unset | None = UNSET,
        contact_message: Message | Unset | None = UNSET,
        idempotency_key: str | None = None,
    ) -> Started:
        """The same with the scenario of a virtual number.

        Raises TtsTextExceeded, MediaFileNotFound, VirtualPhoneNumberNotFound,
        ScenarioNotFoundOfNumber, OwnVirtualPhoneNumberNotAllowed, ContactInBlacklist,
        CallDirectionNotAllowed.
        """
        data: Started = await self.ask(
            "start.vnumber_call",
            {
                "virtual_phone_number": virtual_phone_number,
                "contact": contact,
                "first_call": first_call,
                "virtual_phone_usage_rule": virtual_phone_usage_rule,
                "external_id": external_id,
                "dtmf_string": dtmf_string,
                "direction": direction,
                "switch_at_once": switch_at_once,
                "early_switching": early_switching,
                "show_virtual_phone_number": show_virtual_phone_number,
                "contact_message": contact_message,
            },
            idempotency_key,
        )
        return data

    async def start_informer_call(
        self,
        *,
        virtual_phone_number: str,
        contact: str,
        contact_message: Message,
        virtual_phone_usage_rule: Literal[
            "fixed",
            "fixed_for_numa",
            "random",
            "regional_random",
            "regional_fixed_for_numa",
        ]
        | Unset = UNSET,
        external_id: str | Unset | None = UNSET,
        dtmf_string: str | Unset | None = UNSET,
        direction: Literal["in", "out"] | Unset = UNSET,
        dialing_timeout: int | Unset = UNSET,
        idempotency_key: str | None = None,
    ) -> Started:
        """Plays a message to a contact and hangs up.

        Raises TtsTextExceeded, MediaFileNotFound, VirtualPhoneNumberNotFound,
        OwnVirtualPhoneNumberNotAllowed, ContactInBlacklist, CallDirectionNotAllowed.
        """
        data: Started = await self.ask(
            "start.informer_call",
            {
                "virtual_phone_number": virtual_phone_number,
                "contact": contact,
                "contact_message": contact_message,
                "virtual_phone_usage_rule": virtual_phone_usage_rule,
                "external_id": external_id,
                "dtmf_string": dtmf_string,
                "direction": direction,
                "dialing_timeout": dialing_timeout,
            },
            idempotency_key,
        )
        return data

    async def start_simple_call(
        self,
        *,
        first_call: Literal["contact", "operator"],
        virtual_phone_number: str,
        contact: str,
        operator: str,
        switch_at_once: bool | Unset = UNSET,
        early_switching: bool | Unset = UNSET,
        media_file_id: int | Unset | None = UNSET,
        virtual_phone_usage_rule: Literal[
            "fixed",
            "fixed_for_numa",
            "random",
            "regional_random",
            "regional_fixed_for_numa",
        ]
        | Unset = UNSET,
        show_virtual_phone_number: bool | Unset = UNSET,
        external_id: str | Unset | None = UNSET,
        dtmf_string: str | Unset | None = UNSET,
        direction: Literal["in", "out"] | Unset = UNSET,
        operator_confirmation: str | Unset | None = UNSET,
        contact_message: Message | Unset | None = UNSET,
        operator_message: Message | Unset | None = UNSET,
        idempotency_key: str | None = None,
    ) -> Started:
        """Connects any two numbers.

        Raises TtsTextExceeded, MediaFileNotFound, VirtualPhoneNumberNotFound,
        OwnVirtualPhoneNumberNotAllowed, ContactInBlacklist, CallDirectionNotAllowed.
        """
        data: Started = await self.ask(
            "start.simple_call",
            {
                "first_call": first_call,
                "virtual_phone_number": virtual_phone_number,
                "contact": contact,
                "operator": operator,
                "switch_at_once": switch_at_once,
                "early_switching": early_switching,
                "media_file_id": media_file_id,
                "virtual_phone_usage_rule": virtual_phone_usage_rule,
                "show_virtual_phone_number": show_virtual_phone_number,
                "external_id": external_id,
                "dtmf_string": dtmf_string,
                "direction": direction,
                "operator_confirmation": operator_confirmation,
                "contact_message": contact_message,
                "operator_message": operator_message,
            },
            idempotency_key,
        )
        return data

    async def make_call(
        self,
        *,
        call_session_id: int,
        to: str,
        to_message: Message | Unset | None = UNSET,
    ) -> Done:
        """Dials a third party while the contact is on hold.

        Raises CallSessionNotFound, InvalidState, TtsTextExceeded, MediaFileNotFound,
        NoActivePhoneNumber, CallDirectionNotAllowed.
        """
        data: Done = await self.ask(
            "make.call",
            {"call_session_id": call_session_id, "to": to, "to_message": to_message},
        )
        return data

    async def transfer_talk(self, *, call_session_id: int) -> Done:
        """Hands the contact over to the third party.

        Raises CallSessionNotFound, InvalidState.
        """
        data: Done = await self.ask(
            "transfer.talk", {"call_session_id": call_session_id}
        )
        return data

    async def restore_talk(self, *, call_session_id: int) -> Done:
        """Drops the third party, goes back to the contact.

        Raises CallSessionNotFound, InvalidState.
        """
        data: Done = await self.ask(
            "restore.talk", {"call_session_id": call_session_id}
        )
        return data

    async def hold_call(
        self, *, call_session_id: int, contact_message: Message
    ) -> Done:
        """Puts the contact on hold.

        Raises CallSessionNotFound, InvalidState, TtsTextExceeded, MediaFileNotFound.
        """
        data: Done = await self.ask(
            "hold.call",
            {"call_session_id": call_session_id, "contact_message": contact_message},
        )
        return data

    async def unhold_call(self, *, call_session_id: int) -> Done:
        """Takes the contact off hold.

        Raises CallSessionNotFound, InvalidState.
        """
        data: Done = await self.ask("unhold.call", {"call_session_id": call_session_id})
        return data

    async def tag_call(self, *, call_session_id: int, tag_id: int) -> Done:
        """Puts a tag on a call.

        Raises CallSessionNotFound, InvalidState, TagNotFound, DuplicateTag.
        """
        data: Done = await self.ask(
            "tag.call", {"call_session_id": call_session_id, "tag_id": tag_id}
        )
        return data

    async def disconnect_leg(self, *, call_session_id: int, leg_id: int) -> Done:
        """Hangs up one who takes part.

        Raises CallSessionNotFound, InvalidState, LegNotFound.
        """
        data: Done = await self.ask(
            "disconnect.leg", {"call_session_id": call_session_id, "leg_id": leg_id}
        )
        return data

    async def add_coach(
        self, *, call_session_id: int, phone_number: str | Unset | None = UNSET
    ) -> Done:
        """Lets a coach listen, and speak to the employee only.

        Raises CallSessionNotFound, InvalidState, CoachNotFound, NoActivePhoneNumber,
        CallDirectionNotAllowed.
        """
        data: Done = await self.ask(
            "add.coach",
            {"call_session_id": call_session_id, "phone_number": phone_number},
        )
        return data

    async def record_call(
        self, *, call_session_id: int, action: Literal["on", "off"]
    ) -> Done:
        """Switches recording on and off.

        Raises CallSessionNotFound, InvalidState, RecordAlreadyStarted,
        RecordAlreadyStopped.
        """
        data: Done = await self.ask(
            "record.call", {"call_session_id": call_session_id, "action": action}
        )
        return data

    async def block_contact(self, *, call_session_id: int) -> Done:
        """Puts the contact's number on the blacklist.

        Raises CallSessionNotFound, InvalidState, DuplicateContact.
        """
        data: Done = await self.ask(
            "block.contact", {"call_session_id": call_session_id}
        )
        return data

    async def call_talk_option(self, *, call_session_id: int, button: str) -> Done:
        """Does what a key does for an operator.

        Raises CallSessionNotFound, InvalidState, TalkOptionNotFound, CoachNotFound,
        NoActivePhoneNumber.
        """
        data: Done = await self.ask(
            "call.talk_option", {"call_session_id": call_session_id, "button": button}
        )
        return data

    async def send_dtmf(self, *, call_session_id: int, dtmf_string: str) -> Done:
        """Presses a key for the operator.

        Raises CallSessionNotFound, InvalidState.
        """
        data: Done = await self.ask(
            "send.dtmf",
            {"call_session_id": call_session_id, "dtmf_string": dtmf_string},
        )
        return data

    async def list_talk_options(self) -> list[Option]:
        """What keys do."""
        data: list[Option] = await self.ask("list.talk_options", {})
        return data

    async def list_calls(
        self,
        *,
        direction: Literal["in", "out"] | Unset | None = UNSET,
        virtual_phone_number: str | Unset | None = UNSET,
    ) -> list[CallView]:
        """Calls that are up, and who takes part."""
        data: list[CallView] = await self.ask(
            "list.calls",
            {"direction": direction, "virtual_phone_number": virtual_phone_number},
        )
        return data

    async def release_call(self, *, call_session_id: int) -> Done:
        """Ends a call.

        Raises CallSessionNotFound.
        """
        data: Done = await self.ask(
            "release.call", {"call_session_id": call_session_id}
        )
        return data
