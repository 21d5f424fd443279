"""Whatever the documents allow to send, the answer is one that they tell of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.documents.openrpc import openrpc
from callapi.rpc.api import CALL_API, DATA_API
from tests.api.people import Caller, new_caller
from tests.api.world import World
from tests.documents.values import Schema, Strategy, values

ALL = ("basic", "management", "informer", "scenario", "dataapi", "va", "recording")
DOCUMENTS = {
    "/v4.0": openrpc(CALL_API, "v4.0", CALL_API.methods),
    "/data/v2.0": openrpc(DATA_API, "v2.0", DATA_API.methods),
}


def params_of(document: Schema, method: Schema) -> Strategy:
    told = [it for it in method["params"] if it["name"] != "access_token"]
    made = {it["name"]: values(document, it["schema"]) for it in told}
    required = {it["name"] for it in told if it["required"]}
    return st.fixed_dictionaries(
        {name: it for name, it in made.items() if name in required},
        optional={name: it for name, it in made.items() if name not in required},
    )


@pytest.fixture(scope="module")
def callers() -> list[Caller]:
    return []


async def administrator(world: World, callers: list[Caller]) -> Caller:
    """Of an account of his own: he may lock himself out, and gets a successor."""
    caller = await new_caller(
        world,
        account={
            "points_per_minute": 10**6,
            "points_per_day": 10**6,
            "data_points_per_minute": 10**6,
            "data_points_per_day": 10**6,
        },
        user={"is_admin": True},
        components=ALL,
    )
    callers[:] = [caller]
    return caller


@given(data=st.data())
@pytest.mark.parametrize("path", DOCUMENTS)
async def test_what_the_document_allows(
    world: World, callers: list[Caller], path: str, data: st.DataObject
) -> None:
    document = DOCUMENTS[path]
    method = data.draw(st.sampled_from(document["methods"]))
    caller = callers[0] if callers else await administrator(world, callers)
    sent = data.draw(params_of(document, method))
    if method["name"] != "login.user":
        sent = {"access_token": caller.key, **sent}
    reply = await world.post(method["name"], sent, path)  # and holds it to the document
    mnemonic = reply["error"]["data"]["mnemonic"] if "error" in reply else "success"
    assert mnemonic != "internal_error", (method["name"], sent)
    if mnemonic.startswith(("access_token", "forbidden", "account", "ip_not")):
        callers.clear()
