"""Which server the commands talk to, and with which key.

A key never stands on the command line, where every process of the machine can read it;
and it is sent to no other server than the one it was written down with.
"""

import json
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from callapi.config import Settings

DEMO: Final = "demo.json"
UNKNOWN: Final = (
    "no server and no key: set client_url and client_key, write both into {file}, or"
    " start the demo"
)


class ReachError(Exception):
    """Why it is not known where to ask; the text is for the user."""


@dataclass(frozen=True, slots=True)
class Reach:
    url: str
    key: str = field(repr=False)


def reach(settings: Settings, url: str | None, key_file: Path | None) -> Reach:
    """What is said on the command line goes before settings, and these before files."""
    url = (url or settings.client_url or "").rstrip("/")
    key = _key(settings, key_file)
    if url and key:
        return Reach(url, key)
    for known in _known(settings):
        if key and not url:
            return Reach(known.url, key)
        if not key and url in ("", known.url):
            return known
    raise ReachError(UNKNOWN.format(file=own_file()))


def _key(settings: Settings, file: Path | None) -> str:
    if file is None:
        secret = settings.client_key
        return "" if secret is None else secret.get_secret_value()
    key = _text(file).strip()
    if not key:
        raise ReachError(f"{file}: empty")
    return key


def own_file() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(home).expanduser() / "callapi" / "client.toml"


def _known(settings: Settings) -> list[Reach]:
    """The user's own file, then the demo of the data directory."""
    own, demo = own_file(), settings.data_dir / DEMO
    found = []
    if own.exists():
        found.append(_read(own, _toml(own), "key"))
    if demo.exists():
        told = _read(demo, _json(demo), "access_key")
        found.append(Reach(_origin(told.url), told.key))  # it names the Call API
    return found


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _read(file: Path, content: Any, key: str) -> Reach:
    named = content if isinstance(content, dict) else {}
    for name in ("url", key):
        if not isinstance(named.get(name), str) or not named[name]:
            raise ReachError(f"{file}: needs {name}")
    return Reach(named["url"].rstrip("/"), named[key])


def _toml(file: Path) -> Any:
    try:
        return tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as error:
        raise ReachError(f"{file}: {error}") from None


def _json(file: Path) -> Any:
    try:
        return json.loads(_text(file))
    except ValueError as error:
        raise ReachError(f"{file}: {error}") from None


def _text(file: Path) -> str:
    """Of a file with a key in it, which is for nobody but its owner."""
    try:
        if file.is_file() and file.stat().st_mode & 0o077:
            raise ReachError(f"{file}: others may read it; chmod 600 {file}")
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ReachError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ReachError(f"{file}: not UTF-8") from None
