"""The parameter `phone_numbers` of employees (Data API spec 2.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from callapi.directory import employee_phones as phones
from callapi.directory.employee_phones import Phone
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.params import Part, without_plus
from callapi.methods.params import Id
from callapi.store.pool import Database

FIELD: Final = "phone_numbers.phone_number"
MOST: Final = 10


class PhoneNumber(Part):
    phone_id: Id | None = None
    # a SIP line, or E.164 with keys to be sent after the answer
    phone_number: Annotated[
        str,
        BeforeValidator(without_plus),
        Field(pattern=r"^(0[0-9]{6}|[1-9][0-9]{6,14}(\.+[0-9*#.]{0,31}[0-9*#])?)$"),
    ]
    channels_count: Annotated[int, Field(ge=1, le=150)] | None = None
    dial_time: Annotated[int, Field(ge=1, le=100)] | None = None
    status: Literal["active", "inactive"] | None = None

    @property
    def digits(self) -> str:
        return self.phone_number.partition(".")[0]


def are_different(numbers: list[PhoneNumber]) -> list[PhoneNumber]:
    """Raises ValueError where one stands there twice."""
    for taken in ([it.digits for it in numbers], [it.phone_id for it in numbers]):
        named = [it for it in taken if it is not None]
        if len(set(named)) < len(named):
            raise ValueError("the same number twice")
    return numbers


@dataclass(frozen=True, slots=True)
class _Known:
    """What the account has of the numbers that are named."""

    by_id: Mapping[int, Phone]
    by_number: Mapping[str, Phone]  # the employee's own before anybody else's
    own: frozenset[int]  # ids of the employee's


async def replace_phones(
    db: Database, account_id: int, employee_id: int, wanted: Sequence[PhoneNumber]
) -> None:
    """The whole list, in a transaction; what is left out is removed."""
    await _check_numbers(db, account_id, wanted)
    known = await _known(db, account_id, employee_id, wanted)
    chosen = [(it, _match(known, it)) for it in wanted]
    kept = [it.id for _, it in chosen if it is not None and it.id in known.own]
    await phones.delete_but(db, account_id, employee_id, kept)
    for priority, (asked, there) in enumerate(chosen):
        phone = _merged(asked, there)
        if there is not None and there.id in known.own:
            try:
                await phones.place(db, account_id, there.id, priority, phone.number)
            except phones.NumberTaken:
                raise _wrong(asked) from None
        else:
            await phones.insert(db, account_id, employee_id, priority, phone)
        await phones.set_all(db, account_id, phone)
    await phones.settle_groups(db, account_id)


async def _check_numbers(
    db: Database, account_id: int, wanted: Sequence[PhoneNumber]
) -> None:
    """Not the account's own virtual numbers, and of SIP lines only its own."""
    digits = [it.digits for it in wanted]
    virtual = await phones.list_own_virtual(db, account_id, digits)
    lines = await phones.list_lines(db, account_id, digits)
    for it in wanted:
        is_sip = it.digits.startswith("0")
        if it.digits in virtual or (is_sip and it.digits not in lines):
            raise _wrong(it)


async def _known(
    db: Database, account_id: int, employee_id: int, wanted: Sequence[PhoneNumber]
) -> _Known:
    ids = [it.phone_id for it in wanted if it.phone_id is not None]
    found = await phones.list_phones(
        db, account_id, employee_id, ids, [it.digits for it in wanted]
    )
    found.sort(key=lambda it: it.employee_id == employee_id)  # the last one counts
    return _Known(
        {it.id: it for it in found},
        {it.number: it for it in found},
        frozenset(it.id for it in found if it.employee_id == employee_id),
    )


def _match(known: _Known, asked: PhoneNumber) -> Phone | None:
    """By id, else by number. Only outside numbers of his own can become others."""
    if asked.phone_id is None:
        return known.by_number.get(asked.digits)
    there = known.by_id.get(asked.phone_id)
    if there is None:
        raise ApiError(
            Mnemonic.ENTITY_NOT_FOUND, "phone_numbers.phone_id", asked.phone_id
        )
    if there.number != asked.digits:
        is_line = there.kind == "sip" or asked.digits.startswith("0")
        if is_line or there.id not in known.own:
            raise _wrong(asked)
    return there


def _merged(asked: PhoneNumber, there: Phone | None) -> Phone:
    """A number the account has already keeps the settings that are not sent."""
    digits = asked.digits
    kind = "sip" if digits.startswith("0") else "pstn"
    phone = there or Phone(0, 0, digits, "", kind, 1, 60, True)
    status = asked.status
    return replace(
        phone,
        number=digits,
        tail=asked.phone_number.removeprefix(digits),
        channels_count=asked.channels_count or phone.channels_count,
        ring_s=asked.dial_time or phone.ring_s,
        is_active=phone.is_active if status is None else status == "active",
    )


def _wrong(asked: PhoneNumber) -> ApiError:
    return ApiError(Mnemonic.INVALID_PARAMETER_VALUE, FIELD, asked.phone_number)
