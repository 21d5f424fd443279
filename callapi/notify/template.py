"""Templates: {{parameter}} in URLs and bodies (Data API spec 5.1)."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

import orjson

LONGEST_URL: Final = 2000
LONGEST_BODY: Final = 65_536
_PLACE: Final = re.compile(r"\{\{\s*([A-Za-z_]+)\s*\}\}")


def names(template: str) -> set[str]:
    """The parameters it asks for."""
    return set(_PLACE.findall(template))


def url(template: str, payload: Mapping[str, object]) -> str:
    """Each value as plain text, percent-encoded, so that none can add a part."""
    return _PLACE.sub(lambda place: _in_url(payload.get(place[1])), template)


def body(template: str, payload: Mapping[str, object]) -> str:
    """Each value as JSON."""
    return _PLACE.sub(lambda place: _json(payload.get(place[1])), template)


def host_of(template: str) -> str | None:
    """host:port of the URL; None: it is no URL that can be sent to.

    A placeholder may stand behind the host only: what an event says never decides
    where it is sent.
    """
    if len(template) > LONGEST_URL or re.search(r"[\s\x00-\x1f\\]", template):
        return None
    try:
        parts = urlsplit(_PLACE.sub("x", template))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    if "@" in parts.netloc or "{{" in template.split("/")[2].partition("?")[0]:
        return None
    return f"{parts.hostname}:{port or (443 if parts.scheme == 'https' else 80)}"


def is_json(text: str) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True


def _in_url(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else _json(value)
    return quote(text, safe="")


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
