"""list.talk_options (spec 3.3.13)."""

from tests.api.people import new_caller
from tests.api.wire import ask, post, request
from tests.api.world import World
from tests.rows import insert


async def test_the_documented_example(world: World) -> None:
    caller = await new_caller(world)
    tag_id = await insert(
        world.pool, "tags", account_id=caller.account_id, name="Hot lead"
    )
    for button, mnemonic, name, value_id in (
        ("#", "call_coach", "Coach", None),
        ("2", "record_talk", "Voice recorder", None),
        ("1", "tag_call", "Add tag", tag_id),
    ):
        await insert(
            world.pool,
            "talk_options",
            account_id=caller.account_id,
            button=button,
            mnemonic=mnemonic,
            name=name,
            value_id=value_id,
        )
    body = request(caller.key, "list.talk_options")
    answer = await ask(world.app.url, post(body, "Content-Type: application/json"))
    assert answer.body.startswith(
        b'{"jsonrpc":"2.0","id":"req1","result":{"data":['
        b'{"button":"1","mnemonic":"tag_call","name":"Add tag",'
        b'"button_value":{"id":%d,"value":"Hot lead"}},'
        b'{"button":"2","mnemonic":"record_talk","name":"Voice recorder",'
        b'"button_value":null},'
        b'{"button":"#","mnemonic":"call_coach","name":"Coach",'
        b'"button_value":null}],"metadata":{"limits":{' % tag_id
    )


async def test_without_options_the_list_is_empty(world: World) -> None:
    caller = await new_caller(world)
    assert await world.ok("list.talk_options", caller.key) == []


async def test_all_keys_of_the_account_in_their_order(world: World) -> None:
    options = await world.ok("list.talk_options")
    buttons = [option["button"] for option in options]
    assert buttons == sorted(buttons, key="0123456789*#".index)
    assert len(buttons) > 3


async def test_a_renamed_object_is_told_anew(world: World) -> None:
    caller = await new_caller(world)
    tag_id = await insert(world.pool, "tags", account_id=caller.account_id, name="Cold")
    await insert(
        world.pool,
        "talk_options",
        account_id=caller.account_id,
        button="1",
        mnemonic="tag_call",
        name="Tag",
        value_id=tag_id,
    )
    (option,) = await world.ok("list.talk_options", caller.key)
    assert option["button_value"] == {"id": tag_id, "value": "Cold"}
    await world.pool.execute("update tags set name = 'Warm' where id = $1", tag_id)
    while option["button_value"]["value"] != "Warm":  # until the server has heard
        (option,) = await world.ok("list.talk_options", caller.key)
