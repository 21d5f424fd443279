"""Which virtual number a contact is shown (spec 3.0.4)."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from callapi.directory.virtual_numbers import (
    Rule,
    choose,
    find_virtual_number,
    has_group,
    is_own,
)
from callapi.store.pool import Pool
from tests.rows import add_account, add_group, add_virtual_number

WASHINGTON = ["12025550100", "12025550101", "12025550102"]
NEW_YORK = ["12125550100", "12125550101"]
IDLE = "12025550109"
CONTACT = "12025550143"

Choice = Callable[..., Awaitable[str | None]]


@dataclass
class Numbers:
    account: int
    group: int  # the first of each city
    empty: int


@pytest.fixture
async def numbers(pool: Pool) -> Numbers:
    account = await add_account(pool)
    ids = {
        number: await add_virtual_number(pool, account, number)
        for number in WASHINGTON + NEW_YORK
    }
    await add_virtual_number(pool, account, IDLE, is_active=False)
    other = await add_account(pool, "Others")
    await add_virtual_number(pool, other, "12025550199")
    group = await add_group(
        pool, account, "Both", ids["12025550100"], ids["12125550100"]
    )
    return Numbers(account, group, await add_group(pool, account, "None"))


@pytest.fixture
def shown(pool: Pool, numbers: Numbers) -> Choice:
    chance = random.Random(7)

    async def choice(
        rule: Rule,
        number: str | None = None,
        group: int | None = None,
        contact: str = CONTACT,
    ) -> str | None:
        found = await choose(
            pool, numbers.account, rule, number, group, contact, chance
        )
        return None if found is None else found.number

    return choice


async def test_an_active_number_of_the_account_is_found(
    pool: Pool, numbers: Numbers
) -> None:
    found = await find_virtual_number(pool, numbers.account, "12025550100")
    assert found is not None
    assert found.number == "12025550100"


@pytest.mark.parametrize("number", [IDLE, "12025550199", "12025550000"])
async def test_other_numbers_are_not_found(
    number: str, pool: Pool, numbers: Numbers
) -> None:
    assert await find_virtual_number(pool, numbers.account, number) is None


async def test_own_numbers_are_own_also_when_inactive(
    pool: Pool, numbers: Numbers
) -> None:
    assert await is_own(pool, numbers.account, IDLE)
    assert not await is_own(pool, numbers.account, "12025550199")


async def test_a_group_belongs_to_its_account(pool: Pool, numbers: Numbers) -> None:
    assert await has_group(pool, numbers.account, numbers.group)
    assert not await has_group(pool, numbers.account + 1, numbers.group)


async def test_fixed_shows_the_number_that_was_sent(shown: Choice) -> None:
    assert await shown("fixed", "12125550101") == "12125550101"
    assert await shown("fixed", "12025550199") is None


async def test_random_shows_every_active_number_in_time(shown: Choice) -> None:
    seen = {await shown("random", "12025550100") for _ in range(60)}
    assert seen == set(WASHINGTON + NEW_YORK)


async def test_a_group_narrows_the_pool(shown: Choice, numbers: Numbers) -> None:
    seen = {await shown("random", None, numbers.group) for _ in range(30)}
    assert seen == {"12025550100", "12125550100"}


async def test_where_no_number_fits_the_sent_one_is_shown(
    shown: Choice, numbers: Numbers
) -> None:
    assert await shown("random", "12125550101", numbers.empty) == "12125550101"
    assert await shown("random", None, numbers.empty) is None


async def test_fixed_for_numa_keeps_the_number_of_a_contact(shown: Choice) -> None:
    contacts = [f"1202555{n:04}" for n in range(200, 220)]
    first = [await shown("fixed_for_numa", contact=it) for it in contacts]
    again = [await shown("fixed_for_numa", contact=it) for it in contacts]
    assert again == first
    assert len(set(first)) > 1


async def test_two_first_calls_at_once_show_one_number(shown: Choice) -> None:
    seen = await asyncio.gather(*(shown("fixed_for_numa") for _ in range(12)))
    assert len(set(seen)) == 1


async def test_a_kept_number_that_is_gone_is_replaced_for_good(
    shown: Choice, pool: Pool
) -> None:
    before = await shown("fixed_for_numa")
    await pool.execute(
        "update virtual_numbers set is_active = false where number = $1", before
    )
    after = await shown("fixed_for_numa")
    assert after != before
    await pool.execute("update virtual_numbers set is_active = true")
    assert await shown("fixed_for_numa") == after


async def test_groups_and_rules_keep_their_numbers_apart(
    shown: Choice, numbers: Numbers, pool: Pool
) -> None:
    await shown("fixed_for_numa")
    await shown("fixed_for_numa", None, numbers.group)
    await shown("regional_fixed_for_numa")
    assert await pool.fetchval("select count(*) from shown_numbers") == 3


@pytest.mark.parametrize(
    ("contact", "city"), [(CONTACT, WASHINGTON), ("12125550143", NEW_YORK)]
)
async def test_regional_rules_show_numbers_of_the_contacts_region(
    contact: str, city: list[str], shown: Choice
) -> None:
    seen = {await shown("regional_random", contact=contact) for _ in range(40)}
    assert seen == set(city)
    kept = {await shown("regional_fixed_for_numa", contact=contact) for _ in range(9)}
    assert len(kept) == 1
    assert kept < set(city)


@pytest.mark.parametrize("contact", ["74955140578", "0486173", "99999999999"])
async def test_a_contact_of_another_region_sees_the_sent_number(
    contact: str, shown: Choice
) -> None:
    assert (
        await shown("regional_random", "12025550100", contact=contact) == "12025550100"
    )
    assert await shown("regional_random", None, contact=contact) is None
