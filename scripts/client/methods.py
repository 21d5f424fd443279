"""A method of an OpenRPC document as a method of a class."""

from typing import Any, Final

from callapi.documents.errors import SYSTEM_ENTITY
from scripts.client.annotations import annotation, identifier
from scripts.client.exceptions import class_of

Method = dict[str, Any]

KEY: Final = "idempotency_key"


def source(method: Method, common: frozenset[str]) -> str:
    """`common`: errors that are not worth telling, for every method has them."""
    params = [it for it in method["params"] if not _is_of_connection(it)]
    keyed = method["x-takes-idempotency-key"]
    name = identifier(method["name"].replace(".", "_"))
    arguments = [_argument(it) for it in params]
    if keyed:
        arguments.append(f"{KEY}: str | None = None")
    head = ", ".join(["self", *(["*", *arguments] if arguments else [])])
    lines = [
        f"    async def {name}({head}) -> {_result(method)}:",
        *_told(method, common),
        *_call(method, params, keyed=keyed),
    ]
    return "\n".join(lines)


def _is_of_connection(param: dict[str, Any]) -> bool:
    """`user_id` means something only where it is required."""
    name = param["name"]
    return name == "access_token" or (name == "user_id" and not param["required"])


def _argument(param: dict[str, Any]) -> str:
    name, said = identifier(param["name"]), annotation(param["schema"])
    if param["required"]:
        return f"{name}: {said}"
    is_nullable = said.endswith(" | None")
    said = said.removesuffix(" | None")
    return f"{name}: {said} | Unset{' | None' if is_nullable else ''} = UNSET"


def _result(method: Method) -> str:
    data = method["result"]["schema"]["properties"]["data"]
    if method["name"].startswith("get."):
        return f"Page[{annotation(data['items'])}]"
    return annotation(data)


def _told(method: Method, common: frozenset[str]) -> list[str]:
    summary = method["summary"]
    text = f"{summary[0].upper()}{summary[1:]}."
    mnemonics = [it["$ref"].rpartition("/")[2] for it in method["errors"]]
    own = [class_of(it) for it in mnemonics if it not in common | {SYSTEM_ENTITY}]
    if not own:
        return [f'        """{text}"""']
    return [f'        """{text}', "", *_wrapped(own), '        """']


def _wrapped(names: list[str]) -> list[str]:
    lines, line = [], "        Raises"
    for place, name in enumerate(names):
        word = f" {name}{',' if place < len(names) - 1 else '.'}"
        if len(line + word) > 88:
            lines.append(line)
            line = "       "
        line += word
    return [*lines, line]


def _call(method: Method, params: list[dict[str, Any]], *, keyed: bool) -> list[str]:
    sent = ", ".join(f'"{it["name"]}": {identifier(it["name"])}' for it in params)
    ask = "_page" if method["name"].startswith("get.") else "ask"
    more = f", {KEY}" if keyed else ""
    given = f'"{method["name"]}", {{{sent}}}{more}'
    return [
        f"        data: {_result(method)} = await self.{ask}({given})",
        "        return data",
    ]
