"""/ari/events: the websocket that carries events, for one or several applications."""

import asyncio

from aiohttp import web

from callapi.simulator.answers import done
from callapi.simulator.apps import Socket
from callapi.simulator.asked import Asked
from callapi.simulator.network import Network
from callapi.simulator.refusal import not_found


class EventRoutes:
    def __init__(self, network: Network) -> None:
        self.network = network
        self.connected: dict[Socket, web.Request] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/ari/events", self.events, allow_head=False),
            web.post("/ari/events/user/{event}", self.make_user_event),
        ]

    async def make_user_event(self, request: web.Request) -> web.Response:
        """Comes to the application after all events before it: a mark in the stream."""
        asked = await Asked.read(request)
        application = asked.needed("application")
        if application not in self.network.apps.by_name:
            raise not_found("Application")
        name = request.match_info["event"]
        event = self.network.event("ChannelUserevent", eventname=name, userevent={})
        self.network.apps.publish_to(application, event)
        return done()

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Nothing in here waits for the network; a slow reader delays only itself."""
        if request.headers.get("Upgrade", "").lower() != "websocket":
            return web.Response(status=426, text="Upgrade Required")
        asked = await Asked.read(request)
        asked.needed("app")
        websocket = web.WebSocketResponse()
        await websocket.prepare(request)
        names, hears_all = asked.words("app"), asked.flag("subscribeAll")
        socket = self.network.apps.connect(names, hears_all, self.network.now())
        self.connected[socket] = request
        writer = asyncio.create_task(write(socket, websocket))
        try:
            async for _ in websocket:
                pass
        finally:
            self.network.apps.disconnect(socket)
            del self.connected[socket]
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        return websocket

    def drop_all(self) -> None:
        """As when Asterisk dies: no closing frame, code 1006 at the other end.

        The applications are without a socket from this moment on.
        """
        for socket, request in self.connected.items():
            self.network.apps.disconnect(socket)
            if request.transport is not None:
                request.transport.abort()


async def write(socket: Socket, websocket: web.WebSocketResponse) -> None:
    while True:
        text = await socket.outbox.get()
        try:
            await websocket.send_str(text)
        except ConnectionError:
            return
