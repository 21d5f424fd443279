"""A file as an HTTP response: whole or in part, unless the client has it already."""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO

from aiohttp import web

from callapi.edge.byte_range import ByteRange, OutOfRange, byte_range

CHUNK_BYTES = 256 * 1024
WRITE_TIMEOUT_S = 60.0  # for one chunk: who takes nothing so long is gone


@dataclass(frozen=True, slots=True)
class File:
    path: Path
    type: str
    name: str  # the client may keep it under


@dataclass(frozen=True, slots=True)
class _State:
    """Of the file that was opened, whatever is put in its place meanwhile."""

    size: int
    etag: str
    modified: str


async def respond(
    request: web.Request, file: File, headers: Mapping[str, str]
) -> web.StreamResponse:
    """Raises FileNotFoundError."""
    source = await asyncio.to_thread(file.path.open, "rb")
    try:
        return await _respond(request, file, source, headers)
    finally:
        await asyncio.to_thread(source.close)


async def _respond(
    request: web.Request, file: File, source: BinaryIO, headers: Mapping[str, str]
) -> web.StreamResponse:
    state = _state(os.fstat(source.fileno()))
    about = {
        **headers,
        "Accept-Ranges": "bytes",
        "ETag": state.etag,
        "Last-Modified": state.modified,
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    if _has_it(request, state):
        return web.Response(status=304, headers=about)
    asked = request.headers.get("Range") if _may_be_part(request, state) else None
    try:
        part = byte_range(asked, state.size) if request.method == "GET" else None
    except OutOfRange:
        about["Content-Range"] = f"bytes */{state.size}"
        return web.Response(status=416, headers=about)
    about["Content-Type"] = file.type
    about["Content-Disposition"] = f'inline; filename="{file.name}"'
    if part is not None:
        about["Content-Range"] = f"bytes {part.first}-{part.last}/{state.size}"
    response = web.StreamResponse(status=206 if part else 200, headers=about)
    part = part or ByteRange(0, state.size)
    response.content_length = part.length
    await response.prepare(request)
    if request.method == "GET":
        await _send(response, source, part)
    await response.write_eof()
    return response


def _state(stat: os.stat_result) -> _State:
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    return _State(stat.st_size, etag, formatdate(stat.st_mtime, usegmt=True))


def _has_it(request: web.Request, state: _State) -> bool:
    """If-None-Match wins over If-Modified-Since (RFC 9110, 13.2.2)."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        known = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        return "*" in known or state.etag in known
    since = request.headers.get("If-Modified-Since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(state.modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # no date, or one without a zone
        return False


def _may_be_part(request: web.Request, state: _State) -> bool:
    """A part only of the very file that the client has the rest of."""
    condition = request.headers.get("If-Range")
    return condition is None or condition.strip() in (state.etag, state.modified)


async def _send(
    response: web.StreamResponse, source: BinaryIO, part: ByteRange
) -> None:
    left = part.length
    await asyncio.to_thread(source.seek, part.first)
    while left > 0:
        chunk = await asyncio.to_thread(source.read, min(CHUNK_BYTES, left))
        if not chunk:  # it has become shorter: the client sees that the end is missing
            raise ConnectionError("the file ends early")
        async with asyncio.timeout(WRITE_TIMEOUT_S):
            await response.write(chunk)
        left -= len(chunk)
