"""list.talk_options (spec 3.3.13)."""

from tests.api.world import World


async def test_the_documented_example(world: World) -> None:
    options = await world.ok("list.talk_options")
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
