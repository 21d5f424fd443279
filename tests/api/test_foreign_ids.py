"""An id of another account is worth no more than one that nobody has.

Every id in every parameter and every filter of every method of both APIs: the answer is
the same, and of the other account, or to it, nothing has changed.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from callapi.methods.data.catalogue import METHODS
from callapi.methods.data.columns import Kind
from callapi.methods.data.listing import Get
from tests import contract, data_cases, data_contract
from tests.api import cases
from tests.api.offices import NOBODYS, NUMBERS, OWN, THEIRS, furnish
from tests.api.world import CALL_API, DATA_API, World

Asked = tuple[str, dict[str, Any]]  # a method and its params
LEG = -1  # stands for a leg's id, which is no session's
SESSION = OWN + 1  # the own call that is over
SENT_SO = {data_cases.NOBODYS: OWN, cases.NOBODYS_SESSION: OWN}
OF_OWN = {"tag_id", "scenario_id", "id", "media_file_id"}
# What is written of requests holds what they asked for.
LOGS = "^(requests|security_log|idempotency)"


async def test_ids_of_another_account(world: World) -> None:
    await furnish(world)
    before = await mentions(world)
    assert len(before) > 30
    leg = (await world.ok("list.calls", world.keys.foreign))[0]["legs"][0]["leg_id"]
    told = [
        (path, name, params)
        for path, requests in ((DATA_API, data_requests), (CALL_API, call_requests))
        for name, params in requests()
        for theirs in (THEIRS, THEIRS + 1)
        if await answer(world, path, name, params, {NOBODYS: theirs, LEG: leg})
        != await answer(world, path, name, params, {LEG: NOBODYS})
    ]
    assert told == []
    await world.quiet()
    assert await mentions(world) == before


async def answer(
    world: World, path: str, name: str, params: Any, ids: dict[int, int]
) -> bytes:
    """Without what differs from request to request, and without the ids."""
    sent = {"access_token": world.keys.admin, **put(params, ids)}
    reply = await world.post(name, sent, path)
    reply.pop("id")
    reply.get("result", {}).get("metadata", {}).pop("limits", None)
    reply.get("error", {}).get("data", {}).pop("metadata", None)
    text = orjson.dumps(reply)
    for it in (THEIRS + 1, THEIRS, NOBODYS, *ids.values()):
        text = text.replace(str(it).encode(), b"ID")
    for it in (THEIRS, NOBODYS):
        text = text.replace(NUMBERS[it].encode(), b"NUMBER")
    return text


def put(value: Any, ids: dict[int, int]) -> Any:
    """NOBODYS and LEG, wherever they stand and however they are written, replaced."""
    if isinstance(value, dict):
        return {name: put(item, ids) for name, item in value.items()}
    if isinstance(value, list):
        return [put(item, ids) for item in value]
    if value == NUMBERS[NOBODYS] and NOBODYS in ids:
        return NUMBERS[THEIRS]
    if isinstance(value, str):
        return value.replace(str(NOBODYS), str(ids.get(NOBODYS, NOBODYS)))
    return value if isinstance(value, bool) else ids.get(value, value)


async def mentions(world: World) -> list[str]:
    """Every row in which their ids stand, be it of their account or of ours."""
    tables = await world.pool.fetch(
        "select relname from pg_class where relkind = 'r'"
        " and relnamespace = 'public'::regnamespace and relname !~ $1",
        LOGS,
    )
    found = []
    for (table,) in tables:
        rows = await world.pool.fetch(
            f"select to_jsonb(it)::text from {table} it where to_jsonb(it)::text ~ $1",
            rf"\y({THEIRS}|{THEIRS + 1}|{NUMBERS[THEIRS]})\y",
        )
        found += sorted(f"{table} {row[0]}" for row in rows)
    return found


# --- what is asked: NOBODYS stands where an id of theirs is to be put


def data_requests() -> Iterator[Asked]:
    for name, table in data_contract.methods().items():
        for row, param in data_cases.rows(table.params):
            if param.type in ("id", "ids"):
                many = param.type == "ids"
                value: Any = [OWN, NOBODYS] if many else NOBODYS
                yield name, own(data_cases.with_value(table, row, value))
            elif row[-1] == "virtual_phone_number":
                value = NUMBERS[NOBODYS]
                yield name, own(data_cases.with_value(table, row, value))
    yield from _filters()
    yield from _of_choice()
    for operation in _operations():
        document = {"start_operation_key": "one", "operations": [operation]}
        yield "create.scenarios", {"name": "Two", **document}
        yield "create.scenario_validations", {"name": "Two", **document}
        yield "update.scenarios", {"id": OWN, **document}


def own(params: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = put(params, SENT_SO)
    for call in (found, *found.get("items", ())):
        if call.get("communication_id") == OWN:  # which is up
            call["communication_id"] = SESSION
    return found


def _filters() -> Iterator[Asked]:
    for method in METHODS:
        if not issubclass(method.params, Get):
            continue
        table = data_contract.methods()[method.name]
        for column in method.params.listing.columns:
            if column.kind is Kind.NUMBER and column.filters:
                asked = {"field": column.name, "operator": "=", "value": NOBODYS}
                good = own(data_cases.good_params(table.params))
                yield method.name, {**good, "filter": asked}


def _of_choice() -> Iterator[Asked]:
    """Ids that depend on what else is sent."""
    for mnemonic in ("tag_call", "run_scenario", "save_numa", "transfer_call"):
        option = {"mnemonic": mnemonic, "button_value_id": NOBODYS}
        yield "create.talk_options", {"button": "9", **option}
        yield "update.talk_options", {"id": OWN, **option}
    yield "create.notification_resends", {"notification_id": str(NOBODYS)}
    times = {"date_from": "2026-01-01 00:00:00", "date_till": "2026-12-31 00:00:00"}
    yield "create.notification_resends", {"id": NOBODYS, **times}
    for verb in ("set", "unset"):
        called = {"communication_ext_id": f"call {NOBODYS}", "tag_id": OWN}
        yield f"{verb}.tag_communications", {**called, "communication_type": "call"}
    for tag, call in ((OWN, NOBODYS), (NOBODYS, SESSION)):
        item = {"tag_id": tag, "communication_id": call, "communication_type": "call"}
        yield "set.communications_tags", {"items": [item]}


def _operations() -> Iterator[dict[str, Any]]:
    media = {"type": "media", "value": str(NOBODYS)}
    for kind in ("employee", "group", "phone"):
        targets = [{"type": kind, "id": NOBODYS}]
        yield {"key": "one", "type": "redirect", "settings": {"targets": targets}}
    for kind, settings in (
        ("hangup", {"message": media}),
        ("tag", {"tag_ids": [OWN, NOBODYS]}),
        ("schedule", {"schedule_id": NOBODYS}),
        ("run_scenario", {"scenario_id": NOBODYS}),
        ("contact_list", {"contact_group_ids": [OWN, NOBODYS]}),
    ):
        yield {"key": "one", "type": kind, "settings": settings}


def call_requests() -> Iterator[Asked]:
    for name, told in contract.methods().items():
        for row in cases.rows(told["params"]):
            if row[-1] == "value":
                value: Any = str(NOBODYS)
            elif row[-1] == "virtual_phone_number":
                value = NUMBERS[NOBODYS]
            elif row[-1].endswith("id") and is_number(name, row):
                value = LEG if row[-1] == "leg_id" else NOBODYS
            else:
                continue
            yield name, _of_own(cases.with_value(name, row, value))


def is_number(name: str, row: tuple[str, ...]) -> bool:
    return bool(cases.rule_of(name, row)["type"] == "number")


def _of_own(params: dict[str, Any]) -> dict[str, Any]:
    """What is good by its form becomes what is there."""
    found: dict[str, Any] = put(params, SENT_SO)
    for name, value in found.items():
        if isinstance(value, dict):
            found[name] = _of_own(value)
        elif name in OF_OWN and value == 1:
            found[name] = OWN
        elif name == "virtual_phone_number" and value != NUMBERS[NOBODYS]:
            found[name] = NUMBERS[OWN]
    return found
