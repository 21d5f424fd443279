"""Interactive processing: a client's server says what becomes of a call (spec 4.5).

One request, one attempt: a caller is waiting. Whatever is no reply is None.
"""

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import aiohttp
from yarl import URL

from callapi import spans
from callapi.clock import Clock
from callapi.domain.session import Operation, Role, Session, Web
from callapi.notify.guard import Guard, GuardedResolver

log = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024
MOST_PHONES = 50
AGENT = "callgear-notify/1.0"
UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")  # JSON has them, no database does


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply's members that we know, in one form; at least one of them is there."""

    phones: tuple[str, ...] = ()
    message_name: str = ""
    text: str = ""
    operator_media: str = ""
    operator_text: str = ""
    codes: tuple[str, ...] = ()


class Client:
    """Asks servers of clients; `allow_private` opens our own network to them."""

    def __init__(self, clock: Clock, *, allow_private: bool) -> None:
        self._clock = clock
        self._guard = Guard(allows_private=allow_private)
        self._http: aiohttp.ClientSession | None = None

    async def aclose(self) -> None:
        if self._http is not None:
            await self._http.close()

    async def ask(
        self, session: Session, operation: Operation, timezone: str
    ) -> Answer | None:
        web = operation.web
        assert web is not None
        try:
            with spans.span("interactive", spans.SpanKind.CLIENT):
                body = await self._request(web, _params(session, operation, timezone))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            log.info("no reply of %s: %r", URL(web.url).host, error)
            return None
        return None if body is None else read_reply(body)

    async def _request(self, web: Web, params: Mapping[str, str]) -> bytes | None:
        url = URL(web.url)
        self._guard.check_url_host(url.host or "")
        sent = b""
        headers = {"User-Agent": AGENT, **spans.headers()}
        if web.method == "GET":
            url = url.extend_query(params)
            signed = url.raw_path_qs.encode()
        else:
            sent = signed = urlencode(params).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if web.secret:
            headers |= signature(web.secret, signed, round(self._clock.now()))
        async with self._session().request(
            web.method,
            url,
            data=sent or None,
            headers=headers,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=web.timeout_s),
        ) as reply:
            if reply.status != 200:
                log.info("%s answers with status %s", url.host, reply.status)
                return None
            return await _read(reply)

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            connector = aiohttp.TCPConnector(
                resolver=GuardedResolver(self._guard),
                socket_factory=self._guard.socket_for,
                use_dns_cache=False,
                force_close=True,
            )
            self._http = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._http


def signature(secret: str, signed: bytes, timestamp: int) -> dict[str, str]:
    """The headers by which the server knows that it is we who ask (spec 5.4)."""
    text = f"{timestamp}.".encode() + signed
    digest = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
    return {
        "X-Notification-Timestamp": str(timestamp),
        "X-Notification-Signature": f"sha256={digest}",
    }


def read_reply(body: bytes) -> Answer | None:
    """None: not a JSON object, or one that has none of the members."""
    try:
        reply = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(reply, dict):
        return None
    operator = reply.get("operator_message")
    nested = operator if isinstance(operator, dict) else {"operator_media": operator}
    answer = Answer(
        phones=tuple(_texts(reply.get("phones")))[:MOST_PHONES],
        message_name=_text(reply.get("message_name")),
        text=_text(reply.get("text")),
        operator_media=_text(reply.get("operator_media"))
        or _text(nested.get("operator_media")),
        operator_text=_text(reply.get("operator_text"))
        or _text(nested.get("operator_text")),
        codes=tuple(_texts(reply.get("returned_code"))),
    )
    return None if answer == Answer() else answer


def _texts(value: Any) -> list[str]:
    """One or several; numbers as they are written."""
    values = value if isinstance(value, list) else [value]
    return [text for it in values if (text := _text(it))]


def _text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return UNKEEPABLE.sub("\ufffd", value).strip() if isinstance(value, str) else ""


def _params(session: Session, operation: Operation, timezone: str) -> dict[str, str]:
    web, route = operation.web, session.route
    assert web is not None
    assert route is not None
    contact = session.leg(Role.CONTACT)
    started = datetime.fromtimestamp(session.started_at, ZoneInfo(timezone))
    scenario_id, _, key = operation.key.partition(":")
    known = {
        "direction": session.direction,
        "numa": session.contact,
        "numb": session.virtual_number,
        "start_time": f"{started:%Y-%m-%d %H:%M:%S}",
        "call_session_id": str(session.id),
        "cdr_id": str(contact.id) if contact else "",
        "input_result": route.digits or "None",
        "scenario_id": scenario_id,
        "operation_key": key,
        "external_id": session.external_id or "",
    }
    return {name: known[name] for name in web.params}


async def _read(reply: aiohttp.ClientResponse) -> bytes | None:
    body = bytearray()
    async for part in reply.content.iter_chunked(MOST_BYTES):
        body += part
        if len(body) > MOST_BYTES:
            log.info("the reply is larger than %s bytes", MOST_BYTES)
            return None
    return bytes(body)
