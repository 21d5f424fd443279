"""What is for everybody to read: documents of the APIs, and the pages.

Nothing of an account is in them. A page runs its own script and no other, asks nobody
but us, and asks nothing but the public APIs.
"""

import gzip
import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from aiohttp import web

from callapi.edge.cors import Cors
from callapi.edge.peer import Peers
from callapi.edge.refusal import SERVER, Refusals
from callapi.edge.tls import is_tls

# Where each folder is served; its HTML, if it has any, at the address itself.
FOLDERS: Final = {
    "/docs": "page",
    "/workspace": "workspace",
    "/wallboard": "wallboard",
    "/admin": "admin",
    "/admin/flow": "admin/flow",
    "/admin/pages": "admin/pages",
    "/admin/reports": "admin/reports",
    "/web": "web",
}
JSON: Final = "application/json; charset=UTF-8"
_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS: Final = {
    **SERVER,
    "Cache-Control": "no-cache",  # kept, but asked for again: ETag tells
    "Content-Security-Policy": _CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding, Origin",
    "X-Content-Type-Options": "nosniff",
}
_TYPES: Final = {
    ".html": "text/html; charset=UTF-8",
    ".css": "text/css; charset=UTF-8",
    ".js": "text/javascript; charset=UTF-8",
    ".svg": "image/svg+xml",
}


class Document:
    def __init__(self, body: bytes, media_type: str = JSON) -> None:
        self.body = body
        self.media_type = media_type
        self.packed = gzip.compress(body, mtime=0)
        self.tag = hashlib.sha256(body).hexdigest()[:32]


class Documents:
    """`documents` by path; the pages stand beside them."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        refusals: Refusals,
        peers: Peers,
        cors: Cors,
        *,
        requires_tls: bool,
    ) -> None:
        self._documents = {**documents, **pages()}
        self._refusals = refusals
        self._peers = peers
        self._cors = cors
        self._requires_tls = requires_tls

    @property
    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(path, partial(self._answer, document))
            for path, document in self._documents.items()
        ]

    async def _answer(
        self, document: Document, request: web.Request
    ) -> web.StreamResponse:
        if self._requires_tls and not is_tls(request, self._peers):
            return self._refusals.response(403, {})  # tokens are typed into pages
        headers = {**_HEADERS, **self._allowed(request)}
        if request.if_none_match and any(
            it.value == document.tag for it in request.if_none_match
        ):
            return web.Response(status=304, headers=_tagged(headers, document))
        headers["Content-Type"] = document.media_type
        body = document.body
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = document.packed
        return web.Response(body=body, headers=_tagged(headers, document))

    def _allowed(self, request: web.Request) -> dict[str, str]:
        told = self._cors.headers(request.headers)
        return {name: text for name, text in told.items() if name != "Vary"}


def pages() -> dict[str, Document]:
    """Each page, and below it what it is made of."""
    return {
        place if path.suffix == ".html" else f"{place}/{path.name}": Document(
            path.read_bytes(), _TYPES[path.suffix]
        )
        for place, folder in FOLDERS.items()
        for path in sorted((Path(__file__).parent / folder).iterdir())
        if path.suffix in _TYPES
    }


def _tagged(headers: dict[str, str], document: Document) -> dict[str, str]:
    return {**headers, "ETag": f'"{document.tag}"'}
