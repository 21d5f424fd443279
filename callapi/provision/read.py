"""From a TOML file to its model; every mistake with file, key and reason."""

import tomllib
from collections.abc import Collection, Sequence
from pathlib import Path

from pydantic import ValidationError

from callapi.provision.file import File


class ProvisionError(Exception):
    """What is wrong with the file, one mistake per line; nothing was changed."""


def read_file(path: Path) -> File:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProvisionError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProvisionError(f"{path}: {error}") from None
    try:
        return File.model_validate(content)
    except ValidationError as error:
        raise ProvisionError("\n".join(mistakes(error, str(path)))) from None


def mistakes(
    error: ValidationError, where: str, no_keys: Collection[str] = ()
) -> list[str]:
    """`where` stands before the keys: a file, or a file and a key.

    pydantic puts the types of tagged unions among the keys; `no_keys` are left out.
    """
    lines = []
    for mistake in error.errors(include_input=False, include_url=False):
        reason = mistake["msg"].removeprefix("Value error, ")
        if mistake["type"] == "extra_forbidden":
            reason = "there is no such key"
        elif mistake["type"] == "missing":
            reason = "is missing"
        keys = key_path([part for part in mistake["loc"] if part not in no_keys])
        lines.append(": ".join(part for part in (where, keys, reason) if part))
    return lines


def key_path(parts: Sequence[str | int]) -> str:
    """`accounts[0].users[1].login`"""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f".{part}" if path else part
    return path
