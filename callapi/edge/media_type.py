"""What a Content-Type says: is it JSON, and in which charset (spec 1.2, 1.4)."""

from email.message import Message
from functools import lru_cache
from typing import NamedTuple


class MediaType(NamedTuple):
    is_json: bool
    is_utf8: bool


NOT_SAID = MediaType(is_json=True, is_utf8=True)


@lru_cache(maxsize=256)
def media_type(header: str | None) -> MediaType:
    if header is None:
        return NOT_SAID
    message = Message()
    message["Content-Type"] = header
    charset = message.get_param("charset") or "utf-8"
    return MediaType(
        is_json=message.get_content_type() == "application/json",
        is_utf8=str(charset).strip().lower() in ("utf-8", "utf8"),
    )
