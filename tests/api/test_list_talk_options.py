"""list.talk_options (spec 3.3.13)."""

from callapi.client import CallApi
from tests.api.world import World


async def test_the_documented_example(world: World, call_api: CallApi) -> None:
    """A value where the option acts with something, null where it does not."""
    options = await call_api.list_talk_options()
    tag_id = await world.id_of("tags", "Hot lead")
    value = {"id": tag_id, "value": "Hot lead"}
    assert options[1:3] == [
        {
            "button": "1",
            "mnemonic": "tag_call",
            "name": "Add tag",
            "button_value": value,
        },
        {
            "button": "2",
            "mnemonic": "record_talk",
            "name": "Voice recorder",
            "button_value": None,
        },
    ]


async def test_all_options_are_listed_in_the_order_of_their_keys(
    call_api: CallApi,
) -> None:
    options = await call_api.list_talk_options()
    assert [(option["button"], option["mnemonic"]) for option in options] == [
        ("0", "finish_conversation"),
        ("1", "tag_call"),
        ("2", "record_talk"),
        ("3", "transfer_call"),
        ("4", "run_scenario"),
        ("5", "call_coach"),
        ("6", "receive_fax"),
        ("7", "save_numa"),
    ]
    assert all(option["name"] for option in options)


async def test_what_the_options_act_with(world: World, call_api: CallApi) -> None:
    options = await call_api.list_talk_options()
    values = {o["mnemonic"]: o["button_value"] for o in options if o["button_value"]}
    assert values == {
        "tag_call": {"id": await world.id_of("tags", "Hot lead"), "value": "Hot lead"},
        "run_scenario": {
            "id": await world.id_of("scenarios", "Direct"),
            "value": "Direct",
        },
        "save_numa": {
            "id": await world.id_of("contact_groups", "Warm"),
            "value": "Warm",
        },
    }


async def test_star_and_hash_come_last(world: World) -> None:
    """Read by an account that has asked for nothing yet."""
    await world.pool.execute(
        "insert into talk_options (account_id, button, mnemonic, name)"
        " select id, button, 'record_talk', button from accounts,"
        " unnest(array['#', '9', '*', '0']) button where name = 'Riga Desk'"
    )
    options = await world.ok("list.talk_options", world.keys.riga)
    assert [option["button"] for option in options] == ["0", "9", "*", "#"]


async def test_none_is_configured(world: World) -> None:
    assert await world.ok("list.talk_options", world.keys.foreign) == []


async def test_options_are_no_reason_for_a_call(world: World) -> None:
    """Not bound to any session: nothing else is taken."""
    error = await world.fails("list.talk_options", call_session_id=1)
    assert error["mnemonic"] == "unexpected_parameters"
