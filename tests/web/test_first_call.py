"""An administrator brings a new account to its first call by the pages alone."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest
from playwright.async_api import expect

from callapi.client import CallApi, Connection, DataApi, follow
from callapi.client.errors import IpNotWhitelisted
from tests.telephony.server import provision
from tests.web.director import Director
from tests.web.operator import Operator
from tests.web.shop import Shop

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
NUMBER = "12025550177"
CONTACT = "12025550110"  # answers
LOGIN, PASSWORD = "newcomer", "as-new-as-can-be"
ACCOUNT = f"""
[[accounts]]
name = "Newcomer"
timezone = "America/New_York"
home_country = "US"
allow_list = ["127.0.0.0/8"]

[[accounts.users]]
login = "{LOGIN}"
password = "{PASSWORD}"
name = "First of all"
is_admin = true
call_api_access = true
key_access = true
keys = [{{ name = "setup" }}]
"""


@pytest.fixture
async def newcomer(shop: Shop, tmp_path: Path) -> AsyncIterator[DataApi]:
    """An account with an administrator, who may use no more than the Data API."""
    file = tmp_path / "newcomer.toml"
    file.write_text(ACCOUNT)
    told = await provision(file, shop.server.environment)
    key = told.partition(f"key of {LOGIN} setup: ")[2].split()[0]
    async with Connection(shop.url, key, patience_s=0) as connection:
        api = DataApi(connection)
        (network,) = await api.get_ip_whitelist()
        await api.update_ip_whitelist(id=network["id"], apis=["dataapi"])
        yield api


async def test_a_new_account_comes_to_its_first_call(
    visitor: Operator, shop: Shop, newcomer: DataApi
) -> None:
    director = Director(visitor)
    await director.log_in(LOGIN, PASSWORD)
    first = director.page.locator(".steps li").first
    await expect(first).to_contain_text("none yet")
    await director.make("employees", last_name="Quill", extension="201")
    await director.shows("Quill")
    await director.make("pool", phone_number=NUMBER)
    await director.make("numbers", virtual_phone_number=NUMBER)
    line = await make_line(director)
    key = await make_key(director)
    async with Connection(shop.url, key, patience_s=0) as connection:
        api = CallApi(connection)
        (employee,) = await newcomer.get_employees()
        with pytest.raises(IpNotWhitelisted):
            await api.list_calls()
        await director.open("allow_list/new")
        await director.fill(network="127.0.0.1")
        await director.field("apis").get_by_label("Data API").uncheck()
        await director.save()
        await director.is_back_at("allow_list")
        shop.simulator.phone(line).register()
        async with aclosing(follow(connection)) as events:
            started = await api.start_employee_call(
                first_call="employee",
                virtual_phone_number=NUMBER,
                contact=CONTACT,
                employee={"id": employee["id"]},
            )
            async for event in events:
                if event.name == "talk_started":
                    break
        assert event.data["call_session_id"] == started["call_session_id"]
        (call,) = await api.list_calls()
        assert call["contact_phone_number"] == CONTACT
        await api.release_call(call_session_id=started["call_session_id"])


async def make_line(director: Director) -> str:
    await director.open("lines/new")
    await director.fill(employee_id="Quill", virtual_phone_number=NUMBER)
    await director.save()
    number, password, server = await director.secrets()
    assert len(password) == 12
    assert server
    await director.shows(number)
    assert password not in await director.page.content()
    return number


async def make_key(director: Director) -> str:
    await director.open("users/new")
    await director.fill(
        login="robot-of-newcomer",
        password="robots-need-one-too",
        name="Robot",
        is_key_access_enabled=True,
    )
    for component in ("Basic set", "Call management"):
        box = director.field("components").get_by_label(f"Call API {component}")
        await box.check()
    await director.save()
    await director.is_back_at("users")
    await director.open("keys/new")
    await director.fill(user_id="robot-of-newcomer", name="crm")
    await director.save()
    (key,) = await director.secrets()
    await expect(director.page.locator("#page tbody")).to_contain_text(key[:6])
    assert key not in await director.page.content()
    return key
