"""/ari/bridges."""

from functools import partial

from aiohttp import web

from callapi.simulator import bridging
from callapi.simulator.answers import done, json_answer
from callapi.simulator.asked import Asked
from callapi.simulator.channel import Bridge, Channel
from callapi.simulator.hearing import refresh
from callapi.simulator.http_channel_media import read_recording
from callapi.simulator.in_turn import in_turn
from callapi.simulator.network import Network
from callapi.simulator.playing import make_playback, queue
from callapi.simulator.record import queue_recording
from callapi.simulator.refusal import Refusal, not_in_stasis
from callapi.simulator.wire import bridge_json, playback_json, recording_json


class BridgeRoutes:
    def __init__(self, network: Network) -> None:
        self.network = network

    def routes(self) -> list[web.RouteDef]:
        one = "/ari/bridges/{bridge}"
        return [
            web.get("/ari/bridges", self.list_all, allow_head=False),
            web.post("/ari/bridges", self.create),
            web.get(one, self.show, allow_head=False),
            web.post(one, self.create),
            web.delete(one, self.destroy),
            web.post(one + "/addChannel", self.add),
            web.post(one + "/removeChannel", self.remove),
            web.post(one + "/play", self.play),
            web.post(one + "/play/{playback}", self.play),
            web.post(one + "/moh", self.start_music),
            web.delete(one + "/moh", self.stop_music),
            web.post(one + "/record", self.record),
        ]

    def bridge(self, request: web.Request) -> Bridge:
        return self.network.find_bridge(request.match_info["bridge"])

    async def list_all(self, request: web.Request) -> web.Response:
        return json_answer([bridge_json(b) for b in self.network.bridges.values()])

    async def show(self, request: web.Request) -> web.Response:
        return json_answer(bridge_json(self.bridge(request)))

    async def create(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        bridge_id = request.match_info.get("bridge", "") or asked.text("bridgeId")
        types, name = asked.text("type"), asked.text("name")
        bridge = bridging.create_bridge(self.network, bridge_id, types, name)
        return json_answer(bridge_json(bridge))

    async def destroy(self, request: web.Request) -> web.Response:
        bridging.destroy_bridge(self.network, self.bridge(request))
        return done()

    async def add(self, request: web.Request) -> web.Response:
        """Answers when all are in: a leg comes only when what plays on it is over."""
        asked = await Asked.read(request)
        bridge = self.bridge(request)
        for channel in self.channels(asked):
            if channel.recording is not None:
                raise Refusal(409, f"Channel {channel.id} currently recording")
            await in_turn(channel, partial(self.join, bridge, channel, asked))
        return done()

    def join(self, bridge: Bridge, channel: Channel, asked: Asked) -> None:
        if bridge.id not in self.network.bridges:
            return
        shows = not asked.flag("inhibitConnectedLineUpdates")
        channel.absorbs_dtmf = asked.flag("absorbDTMF")
        if asked.flag("mute"):
            channel.muted.add("in")
        bridging.join(self.network, bridge, channel, shows_identity=shows)

    async def remove(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        bridge = self.bridge(request)
        channels = self.channels(asked)
        if any(channel.bridge is not bridge for channel in channels):
            raise Refusal(422, "Channel not in this bridge")
        for channel in channels:
            await in_turn(channel, partial(bridging.leave, self.network, channel))
        return done()

    def channels(self, asked: Asked) -> list[Channel]:
        asked.needed("channel")
        found = [self.network.channels.get(i) for i in asked.words("channel")]
        channels = [channel for channel in found if channel is not None]
        if len(channels) < len(found):
            raise Refusal(400, "Channel not found")
        if not all(channel.in_stasis for channel in channels):
            raise not_in_stasis(422)
        return channels

    async def play(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        bridge = self.bridge(request)
        playback_id = request.match_info.get("playback") or asked.text("playbackId")
        uris = asked.words("media")
        playback = make_playback(self.network, bridge, uris, playback_id)
        shown = playback_json(playback)
        queue(self.network, bridge, playback)
        return json_answer(shown, 201)

    async def start_music(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        bridge = self.bridge(request)
        bridge.music = asked.text("mohClass") or "default"
        refresh(self.network.now(), bridge)
        return done()

    async def stop_music(self, request: web.Request) -> web.Response:
        bridge = self.bridge(request)
        if bridge.music is None:
            raise Refusal(409, "Bridge isn't playing music")
        bridge.music = None
        refresh(self.network.now(), bridge)
        return done()

    async def record(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        bridge = self.bridge(request)
        recording = read_recording(self.network, asked, bridge.address)
        shown = recording_json(recording, self.network.now())
        queue_recording(self.network, bridge, recording)
        return json_answer(shown, 201)
