"""/ari/channels/{id}: what one leg hears, sends and does besides talking."""

from functools import partial

from aiohttp import web

from callapi.simulator.answers import done, json_answer
from callapi.simulator.asked import Asked
from callapi.simulator.channel import Channel
from callapi.simulator.fax import continue_in_dialplan
from callapi.simulator.hearing import refresh
from callapi.simulator.in_turn import in_turn
from callapi.simulator.keys import KeyOrder, send_keys
from callapi.simulator.network import Network
from callapi.simulator.playing import make_playback, queue
from callapi.simulator.record import check, queue_recording
from callapi.simulator.recording import Recording
from callapi.simulator.refusal import Refusal
from callapi.simulator.wire import playback_json, recording_json

MUTES = {"in": {"in"}, "out": {"out"}, "both": {"in", "out"}}


class ChannelMediaRoutes:
    def __init__(self, network: Network) -> None:
        self.network = network

    def routes(self) -> list[web.RouteDef]:
        one = "/ari/channels/{channel}"
        return [
            web.post(one + "/play", self.play),
            web.post(one + "/play/{playback}", self.play),
            web.post(one + "/moh", self.start_music),
            web.delete(one + "/moh", self.stop_music),
            web.post(one + "/silence", self.nothing_heard),
            web.delete(one + "/silence", self.nothing_heard),
            web.post(one + "/mute", self.mute),
            web.delete(one + "/mute", self.unmute),
            web.post(one + "/dtmf", self.send_keys),
            web.post(one + "/record", self.record),
            web.post(one + "/continue", self.continue_in_dialplan),
        ]

    def open_channel(self, request: web.Request) -> Channel:
        return self.network.find_open_channel(request.match_info["channel"])

    async def play(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        channel = self.open_channel(request)
        playback_id = request.match_info.get("playback") or asked.text("playbackId")
        uris = asked.words("media")
        playback = make_playback(self.network, channel, uris, playback_id)
        shown = playback_json(playback)
        queue(self.network, channel, playback)
        return json_answer(shown, 201)

    async def start_music(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        channel = self.open_channel(request)
        music = asked.text("mohClass") or "default"
        in_turn(channel, partial(self.set_music, channel, music))
        return done()

    async def stop_music(self, request: web.Request) -> web.Response:
        channel = self.open_channel(request)
        in_turn(channel, partial(self.set_music, channel, None))
        return done()

    def set_music(self, channel: Channel, music: str | None) -> None:
        channel.music = music
        refresh(self.network.now(), channel)

    async def nothing_heard(self, request: web.Request) -> web.Response:
        """Packets of silence keep a phone from hanging up; nobody hears them."""
        self.open_channel(request)
        return done()

    async def mute(self, request: web.Request) -> web.Response:
        channel = self.open_channel(request)
        directions = read_direction(await Asked.read(request))
        in_turn(channel, partial(self.set_muted, channel, directions, True))
        return done()

    async def unmute(self, request: web.Request) -> web.Response:
        channel = self.open_channel(request)
        directions = read_direction(await Asked.read(request))
        in_turn(channel, partial(self.set_muted, channel, directions, False))
        return done()

    def set_muted(self, channel: Channel, directions: set[str], is_muted: bool) -> None:
        if is_muted:
            channel.muted |= directions
        else:
            channel.muted -= directions
        refresh(self.network.now(), channel)

    async def send_keys(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        channel = self.open_channel(request)
        order = KeyOrder(
            keys=asked.needed("dtmf", "DTMF is required"),
            before_s=asked.milliseconds("before", 0),
            between_s=asked.milliseconds("between", 100),
            duration_s=asked.milliseconds("duration", 100),
            after_s=asked.milliseconds("after", 0),
        )
        send_keys(self.network, channel, order)
        return done()

    async def record(self, request: web.Request) -> web.Response:
        """The one thing that may be asked of a leg not yet answered."""
        asked = await Asked.read(request)
        channel = self.network.find_stasis_channel(request.match_info["channel"])
        recording = read_recording(self.network, asked, channel.address)
        shown = recording_json(recording, self.network.now())
        queue_recording(self.network, channel, recording)
        return json_answer(shown, 201)

    async def continue_in_dialplan(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        channel = self.network.find_stasis_channel(request.match_info["channel"])
        context, extension = asked.text("context"), asked.text("extension")
        leave = partial(continue_in_dialplan, self.network, channel, context, extension)
        in_turn(channel, leave)
        return done()


def read_direction(asked: Asked) -> set[str]:
    direction = asked.needed("direction", "Direction is required")
    if direction not in MUTES:
        raise Refusal(400, "Invalid direction specified")
    return MUTES[direction]


def read_recording(network: Network, asked: Asked, target_uri: str) -> Recording:
    seconds = asked.number("maxDurationSeconds", 0)
    silence = asked.number("maxSilenceSeconds", 0)
    recording = Recording(
        max_silence_s=silence if silence > 0 else None,
        name=asked.needed("name"),
        format=asked.needed("format"),
        target_uri=target_uri,
        terminate_on=asked.text("terminateOn", "none"),
        max_s=seconds if seconds > 0 else None,
    )
    check(network, recording, asked.text("ifExists", "fail"))
    return recording
