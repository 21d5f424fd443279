"""Links to files: signed, and good for some time. Whoever has one needs nothing else.

The signature covers the path and the time of its end, so neither can be changed.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from enum import Enum, auto

from callapi.clock import Clock

TIME = re.compile(r"[0-9]{1,12}", re.ASCII)


class Verdict(Enum):
    GOOD = auto()
    WRONG = auto()
    EXPIRED = auto()


class Links:
    """`base_url` is where clients find this server, without a slash at its end."""

    def __init__(self, secret: bytes, lifetime_s: float, clock: Clock) -> None:
        self._secret = secret
        self._lifetime_s = lifetime_s
        self._clock = clock
        self.base_url = ""

    def sign(self, path: str) -> str:
        """The whole link."""
        expires = str(int(self._clock.now() + self._lifetime_s))
        signature = self._signature(path, expires)
        return f"{self.base_url}{path}?expires={expires}&signature={signature}"

    def judge(self, path: str, expires: str, signature: str) -> Verdict:
        if not TIME.fullmatch(expires) or not signature.isascii():
            return Verdict.WRONG
        if not hmac.compare_digest(self._signature(path, expires), signature):
            return Verdict.WRONG
        if int(expires) <= self._clock.now():
            return Verdict.EXPIRED
        return Verdict.GOOD

    def _signature(self, path: str, expires: str) -> str:
        text = f"{path}\n{expires}".encode()
        return hmac.new(self._secret, text, hashlib.sha256).hexdigest()


def talk_path(session_id: int, public_id: str) -> str:
    return f"/system/media/talk/{session_id}/{public_id}/"


def wav_path(session_id: int, public_id: str) -> str:
    return f"/system/media/wav/{session_id}/{public_id}/"


def voice_mail_path(session_id: int, public_id: str) -> str:
    return f"/system/media/voice_mail/{session_id}/{public_id}/"


def whole_path(session_id: int, public_id: str) -> str:
    """All of a session's recordings as one, by the first of them."""
    return f"/{session_id}/{public_id}"


def file_path(media_id: int, checksum: str) -> str:
    """A media file, by what is in it."""
    return f"/system/media/file/{media_id}/{checksum[:32]}"


def links_of_event(
    links: Links, event: str, session_id: int, body: Mapping[str, object]
) -> dict[str, str]:
    """To the file that an event tells of; the whole session's by its first file."""
    return {
        name: links.sign(path(session_id, str(body[of])))
        for name, (of, path) in _LINKS.get(event, {}).items()
        if body.get(of)
    }


_LINKS: Mapping[str, Mapping[str, tuple[str, Callable[[int, str], str]]]] = {
    "talk_recorded": {
        "file_link": ("file_id", talk_path),
        "wav_file_link": ("file_id", wav_path),
        "full_record_file_link": ("first_file_id", whole_path),
    },
    "voice_mail_recorded": {"file_link": ("file_id", voice_mail_path)},
}
