"""The demo account, and `demo.json`: all that somebody who tries the API has to know.

Its credentials are made at random, once. A later start reuses those in the file; what
is missing there or does not work any more is made anew.
"""

import asyncio
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from callapi.media.library import Library
from callapi.provision import Report, provision
from callapi.provision.renew import (
    find_password_hash,
    has_key,
    renew_key,
    renew_password,
)
from callapi.simulator.numbers import MAGIC_NUMBERS
from callapi.store.pool import Pool
from callapi.store.queries import load

ACCOUNT = "Bay Repairs (demo)"
LOGIN = "demo"
KEY_NAME = "demo"
FILE = "demo.json"

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class Demo:
    path: Path
    content: dict[str, Any]

    @property
    def access_key(self) -> str:
        return str(self.content["access_key"])


async def prepare_demo(
    pool: Pool, provisioning: Path, data_dir: Path, library: Library, url: str
) -> Demo:
    """Provision the account and write `demo.json`."""
    hasher = PasswordHasher()
    report = await provision(pool, provisioning, library, hasher)
    path = data_dir / FILE
    known = await asyncio.to_thread(_read, path)
    content = {
        "url": url,
        "login": LOGIN,
        "password": await _password(pool, report, known, hasher),
        "access_key": await _access_key(pool, report, known),
        **await _facts(pool),
        "magic_numbers": {it.name: it.number for it in MAGIC_NUMBERS},
    }
    await asyncio.to_thread(write_secret_file, path, content)
    return Demo(path, content)


def write_secret_file(path: Path, content: dict[str, Any]) -> None:
    """For the owner's eyes only, and whole at any moment."""
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:  # mkstemp: mode 600
            file.write(text)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink()
        raise


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


async def _access_key(pool: Pool, report: Report, known: dict[str, Any]) -> str:
    key = _made_now(report, "key", f"{LOGIN} {KEY_NAME}") or known.get("access_key")
    if isinstance(key, str) and await has_key(pool, LOGIN, key):
        return key
    return await renew_key(pool, LOGIN, KEY_NAME)


async def _password(
    pool: Pool, report: Report, known: dict[str, Any], hasher: PasswordHasher
) -> str:
    password = _made_now(report, "password", LOGIN) or known.get("password")
    stored = await find_password_hash(pool, LOGIN)
    if isinstance(password, str) and stored is not None:
        try:
            await asyncio.to_thread(hasher.verify, stored, password)
            return password
        except (VerificationError, InvalidHashError):
            pass
    return await renew_password(pool, LOGIN, hasher)


def _made_now(report: Report, kind: str, owner: str) -> str | None:
    made = [it.value for it in report.secrets if (it.kind, it.owner) == (kind, owner)]
    return made[0] if made else None


async def _facts(pool: Pool) -> dict[str, list[Any]]:
    """What is in the account, each thing by id and name."""
    async with pool.acquire() as db:
        lists = {
            "virtual_numbers": await db.fetch(Q["virtual_numbers"], ACCOUNT),
            "virtual_number_groups": await db.fetch(Q["groups"], ACCOUNT),
            "employees": await db.fetch(Q["employees"], ACCOUNT),
            "sip_lines": await db.fetch(Q["sip_lines"], ACCOUNT),
            "scenarios": await db.fetch(Q["scenarios"], ACCOUNT),
            "tags": await db.fetch(Q["tags"], ACCOUNT),
            "media": await db.fetch(Q["media"], ACCOUNT),
            "talk_options": await db.fetch(Q["talk_options"], ACCOUNT),
        }
        networks = await db.fetch(Q["allow_list"], ACCOUNT)
    facts: dict[str, list[Any]] = {
        name: [dict(row) for row in rows] for name, rows in lists.items()
    }
    facts["allow_list"] = [row["network"] for row in networks]
    return facts
