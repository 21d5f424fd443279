"""The map of a provisioning: trunks, then one account after another, by sections."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from argon2 import PasswordHasher

from callapi.media.library import Library
from callapi.provision import file
from callapi.provision.accounts import (
    apply_account,
    apply_allow_list,
    apply_components,
    apply_security_rules,
)
from callapi.provision.book import apply_blacklist, apply_contacts, apply_groups
from callapi.provision.groups import apply_employee_groups
from callapi.provision.lines import apply_caller_numbers
from callapi.provision.numbers import apply_number_groups, apply_virtual_numbers
from callapi.provision.people import apply_employees
from callapi.provision.read import read_file
from callapi.provision.report import Report
from callapi.provision.scenarios import apply_scenarios
from callapi.provision.schedules import apply_schedules
from callapi.provision.sounds import apply_media
from callapi.provision.tags import apply_tags
from callapi.provision.talk_options import apply_talk_options
from callapi.provision.trunks import apply_trunks
from callapi.provision.users import apply_employees_of_users, apply_users
from callapi.provision.work import Work
from callapi.store.pool import Pool
from callapi.store.queries import load

LOCK = 0x70726F76  # one number known to all processes that provision

# In this order: what is referred to comes first.
SECTIONS: tuple[Callable[[Work, file.Account], Awaitable[None]], ...] = (
    apply_account,
    apply_components,
    apply_security_rules,
    apply_allow_list,
    apply_users,
    apply_schedules,
    apply_employees,
    apply_employee_groups,
    apply_employees_of_users,
    apply_tags,
    apply_media,
    apply_groups,
    apply_scenarios,
    apply_virtual_numbers,
    apply_caller_numbers,
    apply_number_groups,
    apply_talk_options,
    apply_blacklist,
    apply_contacts,
)

Q = load(__file__)


async def provision(
    pool: Pool, path: Path, library: Library, hasher: PasswordHasher | None = None
) -> Report:
    """All that the file says becomes true, or nothing; raises ProvisionError."""
    content = await asyncio.to_thread(read_file, path)
    hasher, report = hasher or PasswordHasher(), Report()
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(Q["lock"], LOCK)
        server = Work(connection, library, hasher, report, path, key="")
        await apply_trunks(server, content)
        works = []
        for place, account in enumerate(content.accounts):
            key = f"accounts[{place}]"
            work = Work(connection, library, hasher, report, path, key)
            works.append(work)
            for section in SECTIONS:
                await section(work, account)
        for work in works:
            for step in work.finally_do:
                await step()
    return report
