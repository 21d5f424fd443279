"""The allow-list and its guard: nobody locks himself out (Data API spec 2.4)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.world import World


async def ids(world: World) -> dict[str, int]:
    rows = await world.data("get.ip_whitelist")
    return {row["network"]: row["id"] for row in rows}


async def test_a_network_is_listed_changed_and_removed(world: World) -> None:
    made = await world.data(
        "create.ip_whitelist", network=" 192.0.2.7 ", comment="office"
    )
    (row,) = await world.data("get.ip_whitelist", filter=where("id", made["id"]))
    assert row.pop("creation_date_time").startswith("2026-11-22 ")
    assert row == {
        **made,
        "network": "192.0.2.7/32",
        "apis": ["callapi", "dataapi"],
        "comment": "office",
        "add_user_login": "chief",
    }
    change: dict[str, Any] = {"apis": ["dataapi", "dataapi"], "comment": None}
    assert await world.data("update.ip_whitelist", **made, **change) == {}
    (row,) = await world.data("get.ip_whitelist", filter=where("id", made["id"]))
    assert (row["apis"], row["comment"]) == (["dataapi"], None)
    assert await world.data("delete.ip_whitelist", **made) == {}
    error = await world.data_fails("delete.ip_whitelist", **made)
    tells(error, "entity_not_found", "id", made["id"])


async def test_nobody_locks_himself_out(world: World) -> None:
    own = (await ids(world))["127.0.0.1/32"]
    for method, change, field in (
        ("delete.ip_whitelist", {}, "id"),
        ("delete.ip_whitelist", {"force": False}, "id"),
        ("update.ip_whitelist", {"apis": ["callapi"]}, "apis"),
    ):
        error = await world.data_fails(method, id=own, **change)
        assert error["mnemonic"] == "invalid_parameters_combination"
        assert error["field"] == field
    assert "127.0.0.1/32" in await ids(world)
    wide = await world.data("create.ip_whitelist", network="127.0.0.0/8")
    assert await world.data("delete.ip_whitelist", id=own) == {}
    assert await world.data("get.account")
    error = await world.data_fails("delete.ip_whitelist", **wide)
    assert error["mnemonic"] == "invalid_parameters_combination"
    await world.data("create.ip_whitelist", network="127.0.0.1")
    await world.data("delete.ip_whitelist", **wide)


async def test_who_forces_it_is_out_at_once(world: World) -> None:
    own = (await ids(world))["127.0.0.1/32"]
    only: dict[str, Any] = {"id": own, "apis": ["callapi"], "force": True}
    assert await world.data("update.ip_whitelist", **only) == {}
    error = await world.data_fails("get.account")
    tells(error, "ip_not_whitelisted", ip="127.0.0.1")
    assert await world.ok("list.calls") == []
    await world.pool.execute(
        "update allowed_networks set apis = '{dataapi}' where id = $1", own
    )
    while (await world.post("list.calls", {"access_token": world.keys.own})).get(
        "result"
    ):
        pass  # what was not changed by the API is heard of a little later
    assert await world.data("get.account")
    await world.data("update.ip_whitelist", id=own, apis=None)
    assert await world.ok("list.calls") == []


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("10.1.0.0/16", "10.1.0.0/16"),
        ("2001:DB8::/32", "2001:db8::/32"),
        ("2001:db8::1", "2001:db8::1/128"),
        ("::ffff:198.51.100.0/120", "198.51.100.0/24"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("::/0", "::/0"),
    ],
)
async def test_networks_are_normalised(world: World, written: str, stored: str) -> None:
    made = await world.data("create.ip_whitelist", network=written)
    assert (await ids(world))[stored] == made["id"]
    error = await world.data_fails("create.ip_whitelist", network=stored)
    tells(error, "duplicate_entity", "network", stored)
    await world.data("delete.ip_whitelist", **made)


async def test_there_are_at_most_two_hundred(world: World) -> None:
    account = await world.id_of("accounts", "Harbour Desk")
    await world.pool.execute(
        "insert into allowed_networks (account_id, network)"
        " select $1, ('198.18.0.' || n || '/32')::cidr from generate_series(1, 250) n"
        " limit 200 - (select count(*) from allowed_networks where account_id = $1)",
        account,
    )
    error = await world.data_fails("create.ip_whitelist", network="203.0.113.1")
    tells(error, "data_limit_exceeded", "network", "203.0.113.1")
    await world.pool.execute(
        "delete from allowed_networks where network <<= '198.18.0.0/15'"
    )


async def test_foreign_networks_are_not_there(world: World) -> None:
    other = await world.id_of("accounts", "Foreign Office")
    network = await world.id_of("allowed_networks", other, "account_id")
    assert await world.data("get.ip_whitelist", filter=where("id", network)) == []
    for method, more in (
        ("update.ip_whitelist", {"comment": "mine"}),
        ("delete.ip_whitelist", {"force": True}),
    ):
        error = await world.data_fails(method, id=network, **more)
        tells(error, "entity_not_found", "id", network)


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"network": "10.1.2.3/16"}, "invalid_parameter_value", "network"),
        ({"network": "10.0.0.0/255.0.0.0"}, "invalid_parameter_value", "network"),
        ({"network": "fe80::1%eth0"}, "invalid_parameter_value", "network"),
        ({"network": "10.0.0.0/33"}, "invalid_parameter_value", "network"),
        ({"network": "everybody"}, "invalid_parameter_value", "network"),
        ({"network": ""}, "invalid_parameter_value", "network"),
        ({"network": 7}, "data_type_error", "network"),
        ({"apis": []}, "invalid_parameter_value", "apis"),
        ({"apis": ["sip"]}, "invalid_parameter_value", "apis"),
        ({"apis": "dataapi"}, "data_type_error", "apis"),
        ({"comment": "x" * 256}, "invalid_parameter_value", "comment"),
        ({"force": True}, "unexpected_parameters", "force"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    good = {"network": "203.0.113.9"}
    error = await world.data_fails("create.ip_whitelist", **{**good, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
