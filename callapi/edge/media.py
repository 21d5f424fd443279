"""Recordings and media files over HTTP (Data API spec 2.17): GET and HEAD alone.

The link is the credential: its path names a session and a random id, its signature
and its end are in the query. An access token may stand in for these, for those who know
only the ids of a report: as `Authorization: Bearer`, or as `access_token` in the query.
No part of a path reaches the file system; what is not known exactly is 404, and so is a
link that was not signed by us.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from callapi.domain.account import Unit
from callapi.edge.admission import Admission
from callapi.edge.bearer import token_of
from callapi.edge.files import File, respond
from callapi.edge.peer import Peers
from callapi.edge.refusal import RETRY_AFTER_S, SERVER
from callapi.edge.tls import is_tls
from callapi.media.library import Library
from callapi.media.links import (
    Links,
    Verdict,
    file_path,
    talk_path,
    voice_mail_path,
    wav_path,
    whole_path,
)
from callapi.media.recordings import Recordings
from callapi.store import media
from callapi.store import recordings as store
from callapi.store.outage import is_outage
from callapi.store.pool import Pool
from callapi.store.recordings import Recording

PATHS: Final = ("/system/media/{path:.*}", "/{session:[0-9]+}/{record:[0-9a-f]{32}}")
_SYSTEM: Final = re.compile(
    r"/system/media/(talk|wav|voice_mail|file)/([1-9][0-9]{0,15})/([0-9a-f]{32})/?"
)
_WHOLE: Final = re.compile(r"/()([1-9][0-9]{0,15})/([0-9a-f]{32})/?")
_TEXTS: Final = {
    403: "only over TLS\n",
    404: "not found\n",
    405: "only GET and HEAD\n",
    410: "this link has expired\n",
    503: "try again later\n",
}
_HEADERS: Final = {**SERVER, "Referrer-Policy": "no-referrer"}
_MP3, _WAV = "audio/mpeg", "audio/wav"


@dataclass(frozen=True, slots=True)
class Stored:
    """What a path names: whose it is (None: everybody's), and how its file is got."""

    account_id: int | None
    file: Callable[[], Awaitable[File]]


# (id of a session or file, random part, now) -> what is stored under it
Find = Callable[[int, str, float], Awaitable[Stored | None]]
Note = Callable[[web.Request, int], None]


class MediaEndpoint:
    """`note` tells of what was refused."""

    def __init__(
        self,
        pool: Pool,
        links: Links,
        recordings: Recordings,
        library: Library,
        now: Callable[[], float],
        *,
        peers: Peers,
        admission: Admission,
        requires_tls: bool,
        requires_token: bool,
        note: Note,
    ) -> None:
        self._pool = pool
        self._links = links
        self._recordings = recordings
        self._library = library
        self._now = now
        self._peers = peers
        self._admission = admission
        self._requires_tls = requires_tls
        self._requires_token = requires_token
        self._note = note
        # kind of a path -> its form as it was signed, and who finds its file
        self._kinds: dict[str, tuple[Callable[[int, str], str], Find]] = {
            "": (whole_path, self._whole),
            "talk": (talk_path, self._talk),
            "wav": (wav_path, self._wav),
            "voice_mail": (voice_mail_path, self._voice_mail),
            "file": (file_path, self._file),
        }

    async def answer(self, request: web.Request) -> web.StreamResponse:
        try:
            found = await self._find(request)
        except FileNotFoundError:
            found = 404
        except Exception as failure:
            if not is_outage(failure):
                raise
            found = 503
        if isinstance(found, File):
            try:
                return await respond(request, found, _HEADERS)
            except FileNotFoundError:
                found = 404
        return self._refuse(request, found)

    def _refuse(self, request: web.Request, status: int) -> web.Response:
        self._note(request, status)
        headers = {**SERVER, "Cache-Control": "no-store"}
        if status == 405:
            headers["Allow"] = "GET, HEAD"
        if status == 503:
            headers["Retry-After"] = str(RETRY_AFTER_S)
        return web.Response(status=status, text=_TEXTS[status], headers=headers)

    async def _find(self, request: web.Request) -> File | int:
        """The file, or the status of a refusal."""
        if self._requires_tls and not is_tls(request, self._peers):
            return 403
        if request.method not in ("GET", "HEAD"):
            return 405
        match = _SYSTEM.fullmatch(request.path) or _WHOLE.fullmatch(request.path)
        if match is None:
            return 404
        kind, number, secret = match.groups()
        signed_path, find = self._kinds[kind]
        verdict = self._links.judge(
            signed_path(int(number), secret),
            request.query.get("expires", ""),
            request.query.get("signature", ""),
        )
        account_id = None
        if verdict is not Verdict.GOOD or self._requires_token:
            account_id = await self._account_of_token(request, kind)
            if account_id is None:
                return 410 if verdict is Verdict.EXPIRED else 404
        found = await find(int(number), secret, self._now())
        if found is None or (account_id and found.account_id not in (account_id, None)):
            return 404
        return await found.file()

    async def _account_of_token(self, request: web.Request, kind: str) -> int | None:
        unit = Unit.VIRTUAL_PBX if kind == "file" else Unit.RECORDINGS
        forwarded = request.headers.getall("X-Forwarded-For", ())
        peer = self._peers.address(request.protocol.peername, forwarded)
        return await self._admission.account(token_of(request), peer, unit)

    async def _talk(self, session_id: int, public_id: str, now: float) -> Stored | None:
        return await self._mp3(session_id, public_id, now, "talk")

    async def _voice_mail(
        self, session_id: int, public_id: str, now: float
    ) -> Stored | None:
        return await self._mp3(session_id, public_id, now, "voice_mail")

    async def _mp3(
        self, session_id: int, public_id: str, now: float, kind: str
    ) -> Stored | None:
        found = await store.find(self._pool, session_id, public_id, now)
        if found is None or found.kind != kind:
            return None
        return self._encoded(found, [found.name], f"{found.name}.mp3")

    async def _wav(self, session_id: int, public_id: str, now: float) -> Stored | None:
        found = await store.find(self._pool, session_id, public_id, now)
        if found is None:
            return None
        path = self._recordings.wav(found.account_id, found.name)
        return _as_it_is(found.account_id, File(path, _WAV, f"{found.name}.wav"))

    async def _whole(
        self, session_id: int, public_id: str, now: float
    ) -> Stored | None:
        """All of a session's recordings as one."""
        found = await store.find(self._pool, session_id, public_id, now)
        talks = await store.list_talks(self._pool, session_id) if found else []
        if found is None or not talks or talks[0][1] != public_id:
            return None
        names = [name for name, _ in talks]
        return self._encoded(found, names, f"call-{session_id}.mp3")

    def _encoded(self, found: Recording, names: list[str], shown: str) -> Stored:
        async def file() -> File:
            path = await self._recordings.mp3(found.account_id, names)
            return File(path, _MP3, shown)

        return Stored(found.account_id, file)

    async def _file(self, media_id: int, checksum: str, _: float) -> Stored | None:
        found = await media.find_by_checksum(self._pool, media_id, checksum)
        if found is None:
            return None
        file = File(self._library.narrow(media_id), _WAV, f"{media_id}.wav")
        return _as_it_is(found.account_id, file)


def _as_it_is(account_id: int | None, file: File) -> Stored:
    async def there() -> File:
        return file

    return Stored(account_id, there)
