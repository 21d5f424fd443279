"""Provisioning: what the file says becomes true, once, whole, or not at all."""

import hashlib
from pathlib import Path

import pytest

from callapi.directory.numbers import employee_targets, find_extension
from callapi.directory.scenario_dialling import Redirect
from callapi.directory.scenario_operations import Menu
from callapi.directory.scenarios import find_scenario
from callapi.domain.account import Component
from callapi.media.library import Library
from callapi.provision import ProvisionError, provision
from callapi.store.pool import Pool
from callapi.store.trunks import Trunk, list_trunks
from tests.store.people import CHEAP
from tests.store.provisioning import Provision, told

DEMO = Path(__file__).parents[2] / "config" / "demo.toml"

ACCOUNT = """
    [[accounts]]
    name = "Office"
"""
ANN = """
    [[accounts.employees]]
    last_name = "Smith"
    first_name = "Ann"
    extension = "101"
    numbers = ["0486173", "12025550151"]
"""
BOB = """
    [[accounts.employees]]
    last_name = "Stone"
    extension = "102"
    numbers = ["0486174"]
"""
USER = """
    [[accounts.users]]
    login = "desk"
    call_api_access = true
    keys = [{ name = "crm" }]
"""


async def count(pool: Pool, table: str) -> int:
    found: int = await pool.fetchval(f"select count(*) from {table}")
    return found


async def test_the_demo_file_is_provisioned_once(pool: Pool, library: Library) -> None:
    first = await provision(pool, DEMO, library, CHEAP)
    assert first.changes
    kinds = [(secret.kind, secret.owner) for secret in first.secrets]
    assert kinds == [
        ("password", "demo"),
        ("key", "demo demo"),
        ("password", "demo-basic"),
        *(("SIP password", f"048617{n}") for n in (3, 4, 5, 6)),
    ]
    second = await provision(pool, DEMO, library, CHEAP)
    assert told(second) == []
    assert second.secrets == []


async def test_the_demo_account_can_be_called(pool: Pool, library: Library) -> None:
    await provision(pool, DEMO, library, CHEAP)
    account = await pool.fetchval("select id from accounts")
    employee = await find_extension(pool, account, "102")
    assert employee is not None
    targets = await employee_targets(pool, account, employee)
    assert [it.number for it in targets] == ["0486174", "12025550152...2345"]
    assert {it.employee_name for it in targets} == {"Brown James Earl"}
    office = await pool.fetchval("select id from scenarios where name = 'Office'")
    scenario = await find_scenario(pool, account, office)
    assert scenario is not None
    menu = scenario.document.operation("menu")
    assert isinstance(menu, Menu)
    redirect = scenario.document.operation(menu.transitions["key_2"] or "")
    assert isinstance(redirect, Redirect)
    assert redirect.settings.targets[0] == redirect.settings.targets[0]


async def test_media_become_sounds_of_the_library(pool: Pool, library: Library) -> None:
    await provision(pool, DEMO, library, CHEAP)
    rows = await pool.fetch("select id, name, duration_s from media_files order by id")
    assert [row["name"] for row in rows] == ["welcome", "please wait"]
    assert all(library.has(row["id"]) and row["duration_s"] > 1 for row in rows)
    library.remove(rows[0]["id"])
    repaired = await provision(pool, DEMO, library, CHEAP)
    assert told(repaired) == ["Bay Repairs (demo): changed media file welcome"]
    assert library.has(rows[0]["id"])


async def test_a_new_account_lets_nobody_in_and_calls_nobody_abroad(
    written: Provision, pool: Pool
) -> None:
    assert told(await written(ACCOUNT)) == ["Office: added account"]
    assert await count(pool, "allowed_networks") == 0
    rules = await pool.fetch(
        "select mobile, national, international from direction_rules"
    )
    assert [tuple(rule) for rule in rules] == [(True, True, False)] * 4
    assert await count(pool, "account_components") == len(Component)


async def test_only_what_differs_is_changed(written: Provision) -> None:
    await written(ACCOUNT + ANN + BOB)
    changed = BOB.replace('"0486174"', '{ number = "0486174", ring_s = 20 }')
    assert told(await written(ACCOUNT + ANN + changed)) == [
        "Office: changed number Stone 0486174"
    ]


async def test_a_section_is_made_equal_to_the_file(
    written: Provision, pool: Pool
) -> None:
    await written(ACCOUNT + ANN + BOB)
    assert told(await written(ACCOUNT + ANN)) == [
        "Office: removed employee Stone",
    ]
    assert await count(pool, "sip_lines") == 1
    assert told(await written(ACCOUNT + "employees = []\n")) == [
        "Office: removed employee Smith Ann"
    ]


async def test_a_section_that_is_left_out_is_left_alone(written: Provision) -> None:
    await written(ACCOUNT + ANN + USER)
    assert told(await written(ACCOUNT)) == []


async def test_other_accounts_are_left_alone(written: Provision, pool: Pool) -> None:
    await written(ACCOUNT + ANN)
    await written(ACCOUNT.replace("Office", "Shop") + "tags = []\n")
    assert await count(pool, "accounts") == 2
    assert await count(pool, "employees") == 1


async def test_tags_of_the_system_stay(written: Provision, pool: Pool) -> None:
    colored = 'tags = [{ name = "Sale", color = "#2E8B57" }, { name = "Hot" }]\n'
    assert told(await written(ACCOUNT + colored))[1:] == [
        "Office: changed tag Sale",
        "Office: added tag Hot",
    ]
    assert told(await written(ACCOUNT + colored)) == []
    assert told(await written(ACCOUNT + "tags = []\n")) == ["Office: removed tag Hot"]
    rows = await pool.fetch("select name, is_system from tags order by name")
    assert [tuple(row) for row in rows] == [("Not processed", True), ("Sale", True)]


async def test_two_employees_may_swap_their_extensions(
    written: Provision, pool: Pool
) -> None:
    await written(ACCOUNT + ANN + BOB)
    swapped = ANN.replace('"101"', '"102"') + BOB.replace('"102"', '"101"')
    assert told(await written(ACCOUNT + swapped)) == [
        "Office: changed employee Smith Ann",
        "Office: changed employee Stone",
    ]
    rows = await pool.fetch("select last_name from employees order by extension")
    assert [row["last_name"] for row in rows] == ["Stone", "Smith"]


async def test_a_coach_may_leave(written: Provision, pool: Pool) -> None:
    await written(ACCOUNT + ANN + 'coach = "Stone"\n' + BOB)
    assert await pool.fetchval("select count(coach_id) from employees") == 1
    assert told(await written(ACCOUNT + ANN)) == ["Office: removed employee Stone"]


async def test_only_hashes_of_keys_and_passwords_are_kept(
    written: Provision, pool: Pool
) -> None:
    report = await written(ACCOUNT + USER)
    password, key = report.secrets
    stored = await pool.fetchval("select password_hash from users")
    assert CHEAP.verify(stored, password.value)
    row = await pool.fetchrow("select hash, last4, kind from tokens")
    assert row is not None
    assert row["hash"] == hashlib.sha256(key.value.encode()).digest()
    assert (len(key.value), key.value[-4:]) == (40, row["last4"])


async def test_keys_are_blocked_limited_and_removed(
    written: Provision, pool: Pool
) -> None:
    await written(ACCOUNT + USER)
    limited = USER.replace(
        '{ name = "crm" }',
        '{ name = "crm", is_blocked = true, expires_at = 2027-01-01T00:00:00Z }',
    )
    report = await written(ACCOUNT + limited)
    assert told(report) == ["Office: changed key desk crm"]
    assert report.secrets == []
    assert await pool.fetchval("select is_blocked from tokens")
    renamed = USER.replace("crm", "erp")
    report = await written(ACCOUNT + renamed)
    assert told(report) == [
        "Office: removed key desk crm",
        "Office: added key desk erp",
    ]


async def test_a_password_of_the_file_is_set_when_it_differs(
    written: Provision, pool: Pool
) -> None:
    await written(ACCOUNT + USER)
    user_id = await pool.fetchval("select id from users")
    await pool.execute(
        "insert into tokens (user_id, kind, hash, last4, expires_at)"
        " values ($1, 'session', sha256('x'), 'abcd', now())",
        user_id,
    )
    own = USER + 'password = "correct horse"\n'
    assert told(await written(ACCOUNT + own)) == ["Office: changed user desk"]
    assert told(await written(ACCOUNT + own)) == []
    assert (
        await pool.fetchval("select count(*) from tokens where kind = 'session'") == 0
    )
    hashed = CHEAP.hash("another horse")
    ready = USER + f"password_hash = '{hashed}'\n"
    assert told(await written(ACCOUNT + ready)) == ["Office: changed user desk"]
    assert await pool.fetchval("select password_hash from users") == hashed
    assert told(await written(ACCOUNT + ready)) == []


async def test_sip_passwords_are_made_once_or_taken_from_the_file(
    written: Provision, pool: Pool
) -> None:
    first = await written(ACCOUNT + ANN)
    assert [it.value for it in first.secrets] == [
        await pool.fetchval("select password from sip_lines")
    ]
    own = ANN.replace('"0486173"', '{ number = "0486173", password = "12345678" }')
    report = await written(ACCOUNT + own)
    assert told(report) == ["Office: changed SIP line 0486173"]
    assert report.secrets == []
    assert told(await written(ACCOUNT + ANN)) == []


async def test_what_calls_have_added_stays(written: Provision, pool: Pool) -> None:
    lists = 'blacklist = ["12025550199"]\ncontacts = [{ full_name = "Ida Reed" }]\n'
    await written(ACCOUNT + lists)
    await pool.execute(
        "insert into blacklist (account_id, number)"
        " select id, '12025550198' from accounts"
    )
    assert told(await written(ACCOUNT + lists)) == []
    assert await count(pool, "blacklist") == 2


async def test_names_in_scenarios_become_ids(written: Provision, pool: Pool) -> None:
    text = """
        tags = [{ name = "Sold" }]
        media = [{ name = "hello", file = "welcome.ogg" }]
        employees = [{ last_name = "Smith" }]

        [[accounts.scenarios]]
        name = "First"
        start_operation_key = "go"
        operations = [
            { key = "go", type = "tag", settings = { tags = ["Sold"] } },
            { key = "on", type = "run_scenario", settings = { scenario = "Second" } },
            { key = "ring", type = "redirect", settings = { targets = [
                { type = "employee", employee = "Smith" },
            ], employee_message = { type = "media", media = "hello" } } },
        ]
        [[accounts.scenarios]]
        name = "Second"
        start_operation_key = "bye"
        operations = [{ key = "bye", type = "hangup" }]
    """
    await written(ACCOUNT + text)
    ids = {
        table: await pool.fetchval(f"select id from {table} order by id desc limit 1")
        for table in ("tags", "media_files", "employees", "scenarios")
    }
    first, second, third = (
        await pool.fetchval("select document from scenarios where name = 'First'")
    )["operations"]
    assert first["settings"] == {"tag_ids": [ids["tags"]]}
    assert second["settings"] == {"scenario_id": ids["scenarios"]}
    assert third["settings"]["targets"] == [
        {"type": "employee", "id": ids["employees"]}
    ]
    assert third["settings"]["employee_message"]["value"] == str(ids["media_files"])
    assert told(await written(ACCOUNT + text)) == []


async def test_a_mistake_leaves_what_was_there(
    written: Provision, pool: Pool, library: Library
) -> None:
    media = 'media = [{ name = "m", file = "welcome.ogg" }]\n'
    await written(ACCOUNT + media + ANN)
    with pytest.raises(ProvisionError):
        await written(ACCOUNT + "media = []\n" + ANN.replace("0486173", "bad"))
    media_id = await pool.fetchval("select id from media_files")
    assert library.has(media_id)
    assert await count(pool, "employees") == 1
    await written(ACCOUNT + "media = []\n")
    assert not library.has(media_id)


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ('virtual_numbers = [{ number = "12025550100" }]\n', "12025550100"),
        ('users = [{ login = "desk" }]\n', "desk"),
        ('employees = [{ last_name = "A", numbers = ["0486173"] }]\n', "0486173"),
    ],
)
async def test_what_another_account_has_is_not_taken(
    section: str, name: str, written: Provision
) -> None:
    await written(ACCOUNT + section)
    with pytest.raises(ProvisionError, match=f"{name} is taken by another"):
        await written(ACCOUNT.replace("Office", "Shop") + section)


async def test_trunks_belong_to_the_server(written: Provision, pool: Pool) -> None:
    main = '[[trunks]]\nname = "main"\nhost = "192.0.2.1"\n'
    more = (
        '[[trunks]]\nname = "more"\nhost = "sip.example.com"\nport = 5080\n'
        'user = "u"\npassword = "p"\nregister = true\ncodecs = ["g722"]\n'
        "weight = 3\nqualify_s = 0\n"
    )
    first = await written("accounts = []\n" + main + more)
    assert told(first) == ["server: added trunk main", "server: added trunk more"]
    assert told(await written("accounts = []\n" + main + more)) == []
    assert await list_trunks(pool) == [
        Trunk("main", "192.0.2.1"),
        Trunk("more", "sip.example.com", 5080, "u", "p", True, ("g722",), 3, 0),
    ]
    changed = more.replace("weight = 3", "is_active = false")
    assert told(await written("accounts = []\n" + changed)) == [
        "server: removed trunk main",
        "server: changed trunk more",
    ]
    assert await list_trunks(pool) == []


async def test_trunks_that_are_left_out_are_left_alone(
    written: Provision, pool: Pool
) -> None:
    await written('accounts = []\n[[trunks]]\nname = "main"\nhost = "192.0.2.1"\n')
    assert told(await written(ACCOUNT)) == ["Office: added account"]
    assert await list_trunks(pool) == [Trunk("main", "192.0.2.1")]
    assert told(await written("accounts = []\ntrunks = []\n")) == [
        "server: removed trunk main"
    ]


async def test_a_missing_file_is_one_line(pool: Pool, library: Library) -> None:
    with pytest.raises(ProvisionError, match=r"nowhere.toml: No such file"):
        await provision(pool, Path("nowhere.toml"), library)


async def test_logins_differ_by_more_than_case_and_names_by_more_than_spaces(
    written: Provision,
) -> None:
    text = """
        users = [{ login = "Жанна" }]
        employees = [{ last_name = "\u00a0Smith", first_name = "Ann  Lee " }]
    """
    await written(ACCOUNT + text)
    assert told(await written(ACCOUNT + text)) == []
    respelt = text.replace("Жанна", "жанна").replace("Ann  Lee ", "Ann Lee")
    assert told(await written(ACCOUNT + respelt)) == ["Office: changed user жанна"]
