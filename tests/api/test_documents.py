"""Documents of both APIs: for anybody, true to published schemas and to the server."""

import gzip
import re
from typing import Any
from urllib.parse import urljoin

import pytest

from callapi.directory.scenario_operations import OPERATIONS
from callapi.edge.documents import pages
from callapi.notify.events import FEED
from callapi.rpc.api import CALL_API, DATA_API
from tests.api.wire import Answer, ask, post
from tests.api.world import World
from tests.contract import methods
from tests.documents.published import mistakes, schema_of

JSON = "Content-Type: application/json"
APIS = pytest.mark.parametrize(
    ("path", "api"), [("/v4.0", CALL_API), ("/data/v2.0", DATA_API)]
)


async def get(world: World, path: str, *lines: str) -> Answer:
    head = "\r\n".join([f"GET {path} HTTP/1.1", "Host: callapi.example.com", *lines])
    return await ask(world.app.url, f"{head}\r\n\r\n".encode())


async def discover(world: World, path: str, request: bytes) -> Any:
    return (await ask(world.app.url, post(request, JSON, path=path))).json


@APIS
async def test_the_document_is_an_openrpc_document(
    world: World, path: str, api: Any
) -> None:
    answer = await get(world, f"{path}/openrpc.json")
    assert (answer.status, answer.headers["content-type"]) == (
        200,
        "application/json; charset=UTF-8",
    )
    assert answer.headers["server"] == "callapi"
    assert mistakes("openrpc-1.3.json", answer.json) == []
    assert [it["name"] for it in answer.json["methods"]] == [
        method.name for method in api.methods
    ]


@APIS
@pytest.mark.parametrize(
    "params", [b"", b',"params":{}', b',"params":[]', b',"params":null']
)
async def test_discover_asks_for_nothing(
    world: World, path: str, api: Any, params: bytes
) -> None:
    body = b'{"jsonrpc":"2.0","id":"req1","method":"rpc.discover"%b}' % params
    reply = await discover(world, path, body)
    document = (await get(world, f"{path}/openrpc.json")).json
    assert reply == {"jsonrpc": "2.0", "id": "req1", "result": document}


async def test_discover_takes_a_token_and_nothing_else(world: World) -> None:
    body = b'{"jsonrpc":"2.0","id":1,"method":"rpc.discover","params":{"%b":"x"}}'
    assert "result" in await discover(world, "/v4.0", body % b"access_token")
    reply = await discover(world, "/v4.0", body % b"language")
    data = reply["error"]["data"]
    assert (data["mnemonic"], data["field"]) == ("unexpected_parameters", "language")


@pytest.mark.parametrize("name", ["rpc.describe", "rpc.discover ", "RPC.discover"])
async def test_what_is_only_like_it_is_no_method(world: World, name: str) -> None:
    body = b'{"jsonrpc":"2.0","id":1,"method":"%b","params":{}}' % name.encode()
    reply = await discover(world, "/v4.0", body)
    assert reply["error"]["data"]["mnemonic"] == "method_not_found"


async def test_errors_of_methods_are_those_of_the_specification(world: World) -> None:
    document = (await get(world, "/openrpc.json")).json
    errors = document["components"]["errors"]
    for method in document["methods"]:
        told = [it["$ref"].rpartition("/")[2] for it in method["errors"]]
        own = {
            (it["mnemonic"], it["code"]) for it in methods()[method["name"]]["errors"]
        }
        described = {
            (errors[it]["data"]["mnemonic"], errors[it]["code"]) for it in told
        }
        assert len(set(told)) == len(told)
        assert own <= described
        assert told[-1] == "internal_error"


@APIS
async def test_everything_is_explained(world: World, path: str, api: Any) -> None:
    document = (await get(world, f"{path}/openrpc.json")).json
    for method in document["methods"]:
        assert method["summary"], method["name"]
        bare = [it["name"] for it in method["params"] if "description" not in it]
        assert bare == [], method["name"]
        assert method["result"]["schema"]["properties"]["data"], method["name"]


@pytest.mark.parametrize("kind", OPERATIONS)
async def test_every_operation_is_described(world: World, kind: str) -> None:
    """With its settings, and the outcomes that may lead somewhere."""
    document = (await get(world, "/data/v2.0/openrpc.json")).json
    schemas = document["components"]["schemas"]
    (create,) = [it for it in document["methods"] if it["name"] == "create.scenarios"]
    (told,) = [it for it in create["params"] if it["name"] == "operations"]
    forms = [
        schemas[it["$ref"].rpartition("/")[2]]["properties"]
        for it in told["schema"]["items"]["anyOf"]
    ]
    (form,) = [it for it in forms if it["type"]["const"] == kind]
    outcomes = form["transitions"].get("propertyNames", {"enum": []})["enum"]
    assert set(outcomes) == OPERATIONS[kind].outcomes
    assert form["settings"]["$ref"].rpartition("/")[2] in schemas


@APIS
async def test_every_reference_leads_somewhere(
    world: World, path: str, api: Any
) -> None:
    document = (await get(world, f"{path}/openrpc.json")).json
    used = set(references(document))
    for reference in used:
        found = document
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
    schemas = {f"#/components/schemas/{it}" for it in document["components"]["schemas"]}
    assert schemas <= used


async def test_the_events_are_an_asyncapi_document(world: World) -> None:
    document = (await get(world, "/asyncapi.json")).json
    assert mistakes("asyncapi-3.0.json.gz", document) == []
    used = set(references(document))
    for reference in used:
        found = document
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
    messages = document["components"]["messages"]
    assert set(messages) == {*FEED, "resync"}
    for message in messages.values():
        for example in message["examples"]:
            schema_of(document, message["payload"]).validate(example["payload"])


def references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for it in value for found in references(it)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return [*own, *(found for it in value.values() for found in references(it))]


async def test_a_document_that_is_known_is_not_sent_again(world: World) -> None:
    answer = await get(world, "/openrpc.json")
    tag = answer.headers["etag"]
    again = await get(world, "/openrpc.json", f"If-None-Match: {tag}")
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    packed = await get(world, "/openrpc.json", "Accept-Encoding: gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == answer.body
    assert len(packed.body) < len(answer.body) / 5


@pytest.mark.parametrize("path", ["/docs", "/workspace", "/admin"])
async def test_a_page_runs_nothing_but_its_own_script(world: World, path: str) -> None:
    answer = await get(world, path)
    assert answer.headers["content-type"] == "text/html; charset=UTF-8"
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<style" not in answer.body
    assert b"style=" not in answer.body
    assert b"//" not in answer.body.replace(b"<!doctype", b"")


@pytest.mark.parametrize("path", sorted(pages()))
async def test_a_page_is_whole(world: World, path: str) -> None:
    """All that it is made of is served, and it asks for nothing that is not."""
    answer = await get(world, path)
    assert answer.status == 200
    text = answer.body.decode()
    asked = [f"/{it}" for it in re.findall(r'(?:href|src)="(\w+/[^"]*)"', text)]
    imported = re.findall(r'(?:from|import) "(\.\.?/[^"]*)"', text)
    asked += [urljoin(path, name) for name in imported]
    asked += [f"/{it}" for it in re.findall(r'(?:address: |href=)"([^"#]*json)"', text)]
    for name in asked:
        assert (await get(world, name)).status == 200, name
    assert "innerHTML" not in text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_documents_are_only_read(world: World, method: str) -> None:
    head = f"{method} /docs HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
    answer = await ask(world.app.url, head.encode())
    assert (answer.status, answer.mnemonic) == (404, "invalid_request")
