"""What a server's own OpenRPC document promises: every reply is held to it."""

from typing import Any

import aiohttp
from jsonschema import Draft7Validator

from tests.documents.published import schema_of


class Promises:
    """Of one API; `document` is its OpenRPC document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.methods = {method["name"]: method for method in document["methods"]}
        self._results: dict[str, Draft7Validator] = {}

    def check(self, method: str, reply: dict[str, Any]) -> None:
        if "result" in reply:
            self._check_result(method, reply["result"])
        else:
            self._check_error(method, reply["error"])

    def _check_result(self, method: str, result: object) -> None:
        if method not in self._results:
            schema = self.methods[method]["result"]["schema"]
            self._results[method] = schema_of(self.document, schema)
        wrong = [str(it) for it in self._results[method].iter_errors(result)]
        assert not wrong, f"{method} is documented otherwise: {wrong[0]}"

    def _check_error(self, method: str, error: dict[str, Any]) -> None:
        mnemonic = error["data"]["mnemonic"]
        if method not in self.methods:
            assert mnemonic == "method_not_found"
            return
        known = self.document["components"]["errors"]
        names = [it["$ref"].rpartition("/")[2] for it in self.methods[method]["errors"]]
        told = {(known[it]["data"]["mnemonic"], known[it]["code"]) for it in names}
        answer = mnemonic, error["code"]
        assert answer in told, f"{method} is not documented to answer {answer}"


async def promises(http: aiohttp.ClientSession, url: str) -> Promises:
    async with http.get(f"{url}/openrpc.json") as answer:
        assert answer.status == 200
        return Promises(await answer.json())
