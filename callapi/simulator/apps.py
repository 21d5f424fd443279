"""Stasis applications: who gets which event, and what happens to the rest.

An application hears of what it is subscribed to. It keeps its subscriptions when its
socket goes, but what happens meanwhile is dropped, not kept.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable

import orjson

from callapi.simulator.wire import Json, timestamp

ASTERISK_ID = "02:00:00:00:00:51"


class Socket:
    """One connected websocket; `outbox` is what still has to be sent."""

    def __init__(self) -> None:
        self.outbox: asyncio.Queue[str] = asyncio.Queue()

    def send(self, event: Json) -> None:
        self.outbox.put_nowait(orjson.dumps(event).decode())


class App:
    def __init__(self, name: str) -> None:
        self.name = name
        self.socket: Socket | None = None
        self.hears_all = False
        self.subscriptions: Counter[str] = Counter()  # "channel:ID", "bridge:ID"
        self.allowed: set[str] = set()
        self.disallowed: set[str] = set()

    def wants(self, event_type: str, sources: Iterable[str]) -> bool:
        if event_type in self.disallowed:
            return False
        if self.allowed and event_type not in self.allowed:
            return False
        return self.hears_all or any(self.subscriptions[s] > 0 for s in sources)

    def describe(self) -> Json:
        def of(kind: str) -> list[str]:
            sources = [s for s, count in self.subscriptions.items() if count > 0]
            return [s.partition(":")[2] for s in sources if s.startswith(kind)]

        return {
            "name": self.name,
            "channel_ids": of("channel:"),
            "bridge_ids": of("bridge:"),
            "endpoint_ids": of("endpoint:"),
            "device_names": of("deviceState:"),
            "events_allowed": [{"type": t} for t in sorted(self.allowed)],
            "events_disallowed": [{"type": t} for t in sorted(self.disallowed)],
        }


class Apps:
    def __init__(self) -> None:
        self.by_name: dict[str, App] = {}

    def connect(self, names: list[str], hears_all: bool, now: float) -> Socket:
        """The new socket takes the applications over; the old one is told, once."""
        socket = Socket()
        for name in names:
            app = self.by_name.setdefault(name, App(name))
            if app.socket is not None:
                replaced: Json = {
                    "type": "ApplicationReplaced",
                    "timestamp": timestamp(now),
                    "asterisk_id": ASTERISK_ID,
                    "application": name,
                }
                app.socket.send(replaced)
            app.socket = socket
            app.hears_all = hears_all
        return socket

    def disconnect(self, socket: Socket) -> None:
        for app in self.by_name.values():
            if app.socket is socket:
                app.socket = None

    def is_connected(self, name: str) -> bool:
        app = self.by_name.get(name)
        return app is not None and app.socket is not None

    def subscribe(self, name: str, source: str) -> None:
        """Counted: a source may be of interest for several reasons."""
        app = self.by_name.get(name)
        if app is not None:
            app.subscriptions[source] += 1

    def unsubscribe(self, name: str, source: str) -> None:
        app = self.by_name.get(name)
        if app is not None and app.subscriptions[source] > 0:
            app.subscriptions[source] -= 1
            if not app.subscriptions[source]:
                del app.subscriptions[source]

    def forget(self, source: str) -> None:
        """It is gone, and with it everybody's interest."""
        for app in self.by_name.values():
            app.subscriptions.pop(source, None)

    def publish(self, event: Json, sources: Iterable[str]) -> None:
        event_type = str(event["type"])
        for app in self.by_name.values():
            if app.socket is not None and app.wants(event_type, sources):
                app.socket.send({**event, "application": app.name})

    def publish_to(self, name: str, event: Json) -> None:
        """`StasisStart` and `StasisEnd` go to the application itself."""
        app = self.by_name.get(name)
        if app is None or app.socket is None:
            return
        if str(event["type"]) not in app.disallowed:
            app.socket.send({**event, "application": name})
