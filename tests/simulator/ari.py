"""A client that asks and listens, and knows nothing of what it hears."""

import asyncio
import base64
import itertools
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson

PASSWORD = "sesame"

# Variables that are set along the way: not part of the orders that are tested.
NOISE = {"ChannelVarset"}


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


def headers(password: str = PASSWORD, username: str = "callapi") -> dict[str, str]:
    key = base64.b64encode(f"{username}:{password}".encode()).decode()
    return {"Authorization": f"Basic {key}"}


@dataclass
class Ari:
    url: str
    http: aiohttp.ClientSession
    app: str = "callapi"
    events: list[dict[str, Any]] = field(default_factory=list)
    is_closed: asyncio.Event = field(default_factory=asyncio.Event)
    close_code: int | None = None
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)
    marks: Any = field(default_factory=itertools.count)
    reader: asyncio.Task[None] | None = None

    async def listen(self, query: str | None = None) -> None:
        query = query or f"app={self.app}"
        socket = await self.http.ws_connect(f"{self.url}/ari/events?{query}")
        self.is_closed.clear()
        self.reader = asyncio.create_task(self.read(socket))

    async def read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            async for message in socket:
                self.events.append(orjson.loads(message.data))
                async with self.arrived:
                    self.arrived.notify_all()
            self.close_code = socket.close_code
            self.is_closed.set()
        finally:
            await socket.close()

    async def stop(self) -> None:
        if self.reader is not None:
            self.reader.cancel()
            await asyncio.gather(self.reader, return_exceptions=True)

    async def ask(
        self, method: str, path: str, body: Any = None, **query: Any
    ) -> Answer:
        query = {name: str(value) for name, value in query.items()}
        async with self.http.request(
            method, f"{self.url}{path}", params=query, json=body
        ) as response:
            raw = await response.read()
            is_json = response.content_type == "application/json"
            return Answer(response.status, orjson.loads(raw) if is_json else raw)

    async def get(self, path: str, **query: Any) -> Any:
        return (await self.done("GET", path, **query)).body

    async def post(self, path: str, body: Any = None, **query: Any) -> Any:
        return (await self.done("POST", path, body, **query)).body

    async def delete(self, path: str, **query: Any) -> None:
        await self.done("DELETE", path, **query)

    async def done(
        self, method: str, path: str, body: Any = None, **query: Any
    ) -> Answer:
        answer = await self.ask(method, f"/ari{path}", body, **query)
        assert answer.status < 300, (method, path, answer)
        return answer

    async def settle(self) -> None:
        """Until everything that has happened so far has arrived."""
        name = f"mark-{next(self.marks)}"
        await self.post(f"/events/user/{name}", application=self.app)
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(
                lambda: self.events and self.events[-1].get("eventname") == name
            )
        self.events.pop()

    async def told(self, *, of: str | None = None) -> list[str]:
        """What has been told since the last time, as `Type(detail)`, without noise."""
        await self.settle()
        events, self.events[:] = list(self.events), []
        return [
            brief(e)
            for e in events
            if e["type"] not in NOISE and of in (None, *subjects(e))
        ]


def subjects(event: dict[str, Any]) -> list[str]:
    return [
        event[kind]["id"]
        for kind in ("channel", "peer", "playback", "bridge")
        if kind in event
    ]


def brief(event: dict[str, Any]) -> str:
    """The facts that an order is about."""
    kind = event["type"]
    if kind == "ChannelStateChange":
        return f"{kind}({event['channel']['state']})"
    if kind == "Dial":
        return f"Dial({event['dialstatus']})"
    if kind == "StasisStart":
        return f"{kind}({event['channel']['state']})"
    if kind in ("ChannelHangupRequest", "ChannelDestroyed"):
        facts = [str(event["cause"])]
        facts += [str(event["tech_cause"])] if "tech_cause" in event else []
        facts += ["soft"] if event.get("soft") else []
        return f"{kind}({', '.join(facts)})"
    if kind == "ChannelDtmfReceived":
        return f"{kind}({event['digit']})"
    if kind.startswith("Playback"):
        return f"{kind}({event['playback']['id']} {event['playback']['state']})"
    if kind.startswith("Recording"):
        return f"{kind}({event['recording']['name']} {event['recording']['state']})"
    return str(kind)
