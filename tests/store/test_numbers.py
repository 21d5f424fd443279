"""What a number means inside an account (spec 3.0.2, 3.3.1 step 2, 3.3.8)."""

from dataclasses import dataclass

import pytest

from callapi.directory.numbers import (
    chosen_targets,
    employee_targets,
    find_contact,
    find_extension,
    find_sip_line,
    find_target,
)
from callapi.domain.target import Target
from callapi.store.pool import Pool
from tests.rows import add_account, add_employee, add_number, add_virtual_number

LINE = "0486173"
MOBILE = "12025550143"
OFFICE = "74955140578"


@dataclass
class Office:
    account: int
    ann: int
    bob: int  # no active number
    stranger: int  # of another account


@pytest.fixture
async def office(pool: Pool) -> Office:
    account = await add_account(pool)
    ann = await add_employee(
        pool,
        account,
        "Smith",
        first_name="Ann",
        patronymic=" Lee ",
        extension="102",
        call_recording="in",
    )
    await add_number(pool, account, ann, LINE, ring_s=20)
    await add_number(pool, account, ann, MOBILE, is_active=False)
    await add_number(pool, account, ann, OFFICE, tail="...2345")
    bob = await add_employee(pool, account, "Stone", extension="103")
    await add_number(pool, account, bob, "0486174", is_active=False)
    await add_virtual_number(pool, account, "12025550100")
    await add_virtual_number(pool, account, "12025550101", is_active=False)
    other = await add_account(pool, "Others")
    stranger = await add_employee(pool, other, "Else", extension="104")
    await add_number(pool, other, stranger, "0999999")
    await add_virtual_number(pool, other, "12025550199")
    return Office(account, ann, bob, stranger)


def line_of(office: Office) -> Target:
    return Target(
        number=LINE,
        dial=LINE,
        kind="sip",
        employee_id=office.ann,
        employee_name="Smith Ann Lee",
        ring_s=20,
        recording="in",
    )


def desk_of(office: Office) -> Target:
    return Target(
        number=f"{OFFICE}...2345",
        dial=OFFICE,
        kind="pstn",
        tail="...2345",
        employee_id=office.ann,
        employee_name="Smith Ann Lee",
        ring_s=60,
        recording="in",
    )


async def test_the_active_numbers_of_an_employee_come_in_their_order(
    pool: Pool, office: Office
) -> None:
    targets = await employee_targets(pool, office.account, office.ann)
    assert targets == [line_of(office), desk_of(office)]


async def test_an_employee_of_another_account_has_no_numbers(
    pool: Pool, office: Office
) -> None:
    assert await employee_targets(pool, office.account, office.stranger) == []


async def test_a_sip_line_is_found_whether_active_or_not(
    pool: Pool, office: Office
) -> None:
    found = await find_sip_line(pool, office.account, "0486174")
    assert found is not None
    assert (found.employee_id, found.kind) == (office.bob, "sip")


async def test_a_sip_line_of_another_account_is_not_found(
    pool: Pool, office: Office
) -> None:
    assert await find_sip_line(pool, office.account, "0999999") is None


async def test_an_extension_leads_to_its_employee(pool: Pool, office: Office) -> None:
    assert await find_extension(pool, office.account, "102") == office.ann
    assert await find_extension(pool, office.account, "104") is None


async def test_a_contact_is_a_sip_line_or_e164(pool: Pool, office: Office) -> None:
    assert await find_contact(pool, office.account, LINE) == line_of(office)
    outside = Target("12125550100", "12125550100", kind="pstn")
    assert await find_contact(pool, office.account, "12125550100") == outside


@pytest.mark.parametrize("number", ["0486199", "0999999", "123456", "012025550143"])
async def test_other_numbers_are_no_contact(
    number: str, pool: Pool, office: Office
) -> None:
    assert await find_contact(pool, office.account, number) is None


@pytest.mark.parametrize("number", [OFFICE, f"{OFFICE}...2345"])
async def test_a_number_is_chosen_with_or_without_its_tail(
    number: str, pool: Pool, office: Office
) -> None:
    chosen = await chosen_targets(pool, office.account, office.ann, number)
    assert chosen == [desk_of(office)]


async def test_the_extension_chooses_all_active_numbers(
    pool: Pool, office: Office
) -> None:
    chosen = await chosen_targets(pool, office.account, office.ann, "102")
    assert chosen == [line_of(office), desk_of(office)]


@pytest.mark.parametrize(
    "number", [MOBILE, "103", "999", "0486174", f"{OFFICE}...9", "12125550100"]
)
async def test_inactive_and_foreign_numbers_choose_nothing(
    number: str, pool: Pool, office: Office
) -> None:
    assert await chosen_targets(pool, office.account, office.ann, number) == []


async def test_an_extension_stands_for_all_active_numbers(
    pool: Pool, office: Office
) -> None:
    resolved = await find_target(pool, office.account, "102")
    assert resolved.targets == (line_of(office), desk_of(office))
    assert resolved.reason is None


async def test_a_line_and_an_employees_number_stand_for_themselves(
    pool: Pool, office: Office
) -> None:
    line = await find_target(pool, office.account, LINE)
    assert line.targets == (line_of(office),)
    desk = await find_target(pool, office.account, OFFICE)
    assert desk.targets == (desk_of(office),)


async def test_a_line_in_nobodys_list_is_still_a_line_of_the_account(
    pool: Pool, office: Office
) -> None:
    await pool.execute("delete from employee_numbers where number = $1", LINE)
    (target,) = (await find_target(pool, office.account, LINE)).targets
    assert (target.dial, target.kind, target.employee_id) == (LINE, "sip", office.ann)
    assert target == await find_contact(pool, office.account, LINE)


async def test_any_other_e164_number_is_external(pool: Pool, office: Office) -> None:
    resolved = await find_target(pool, office.account, "12125550100")
    assert resolved.targets == (Target("12125550100", "12125550100", kind="pstn"),)


async def test_a_number_shared_by_employees_belongs_to_the_first_active(
    pool: Pool, office: Office
) -> None:
    await add_number(pool, office.account, office.bob, MOBILE)
    (target,) = (await find_target(pool, office.account, MOBILE)).targets
    assert target.employee_id == office.bob


@pytest.mark.parametrize(
    ("digits", "reason"),
    [
        ("999", "unknown_short"),
        ("104", "unknown_short"),
        ("103", "inactive"),
        ("0486174", "inactive"),
        (MOBILE, "inactive"),
        ("123456", "not_dialable"),
        ("0999999", "not_dialable"),
        ("12025550100", "own_virtual"),
        ("12025550101", "own_virtual"),
    ],
)
async def test_the_reason_why_nothing_is_dialled(
    digits: str, reason: str, pool: Pool, office: Office
) -> None:
    resolved = await find_target(pool, office.account, digits)
    assert (resolved.targets, resolved.reason) == ((), reason)


async def test_a_virtual_number_of_others_is_just_a_number(
    pool: Pool, office: Office
) -> None:
    resolved = await find_target(pool, office.account, "12025550199")
    assert resolved.reason is None
