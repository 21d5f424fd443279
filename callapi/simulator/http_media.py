"""/ari/playbacks and /ari/recordings."""

from aiohttp import web

from callapi.simulator import playing, record
from callapi.simulator.answers import done, json_answer
from callapi.simulator.asked import Asked
from callapi.simulator.channel import Bridge, Channel
from callapi.simulator.network import Network
from callapi.simulator.playback import Playback
from callapi.simulator.recording import Recording
from callapi.simulator.wire import playback_json, recording_json


class MediaRoutes:
    def __init__(self, network: Network) -> None:
        self.network = network

    def routes(self) -> list[web.RouteDef]:
        live = "/ari/recordings/live/{name}"
        stored = "/ari/recordings/stored"
        return [
            web.get("/ari/playbacks/{playback}", self.playback, allow_head=False),
            web.delete("/ari/playbacks/{playback}", self.stop_playback),
            web.post("/ari/playbacks/{playback}/control", self.control),
            web.get(live, self.recording, allow_head=False),
            web.delete(live, self.cancel),
            web.post(live + "/stop", self.stop_recording),
            web.post(live + "/pause", self.pause),
            web.delete(live + "/pause", self.unpause),
            web.post(live + "/mute", self.leave_silent),
            web.delete(live + "/mute", self.leave_silent),
            web.get(stored, self.list_stored, allow_head=False),
            web.get(stored + "/{name}", self.show_stored, allow_head=False),
            web.get(stored + "/{name}/file", self.send_stored, allow_head=False),
            web.delete(stored + "/{name}", self.delete_stored),
        ]

    def find_target(self, uri: str) -> Channel | Bridge:
        kind, _, key = uri.partition(":")
        if kind == "bridge":
            return self.network.find_bridge(key)
        return self.network.find_channel(key)

    def find_playback(self, request: web.Request) -> Playback:
        return self.network.find_playback(request.match_info["playback"])

    def find_recording(self, request: web.Request) -> Recording:
        return self.network.find_recording(request.match_info["name"])

    async def playback(self, request: web.Request) -> web.Response:
        return json_answer(playback_json(self.find_playback(request)))

    async def stop_playback(self, request: web.Request) -> web.Response:
        playback = self.find_playback(request)
        playing.stop(self.network, self.find_target(playback.target_uri), playback)
        return done()

    async def control(self, request: web.Request) -> web.Response:
        operation = (await Asked.read(request)).text("operation")
        playback = self.find_playback(request)
        target = self.find_target(playback.target_uri)
        playing.control(self.network, target, playback, operation)
        return done()

    async def recording(self, request: web.Request) -> web.Response:
        recording = self.find_recording(request)
        return json_answer(recording_json(recording, self.network.now()))

    async def cancel(self, request: web.Request) -> web.Response:
        recording = self.find_recording(request)
        target = self.find_target(recording.target_uri)
        record.cancel_recording(self.network, target, recording)
        return done()

    async def stop_recording(self, request: web.Request) -> web.Response:
        recording = self.find_recording(request)
        target = self.find_target(recording.target_uri)
        record.finish_recording(self.network, target, recording)
        return done()

    async def pause(self, request: web.Request) -> web.Response:
        record.pause_recording(self.network, self.find_recording(request))
        return done()

    async def unpause(self, request: web.Request) -> web.Response:
        recording = self.find_recording(request)
        target = self.find_target(recording.target_uri)
        record.unpause_recording(self.network, target, recording)
        return done()

    async def leave_silent(self, request: web.Request) -> web.Response:
        """What is recorded is silence anyway."""
        self.find_recording(request)
        return done()

    async def list_stored(self, request: web.Request) -> web.Response:
        paths = record.stored_recordings(self.network)
        return json_answer(
            [{"name": path.stem, "format": path.suffix[1:]} for path in paths]
        )

    async def show_stored(self, request: web.Request) -> web.Response:
        path = record.find_stored(self.network, request.match_info["name"])
        return json_answer({"name": path.stem, "format": path.suffix[1:]})

    async def send_stored(self, request: web.Request) -> web.StreamResponse:
        path = record.find_stored(self.network, request.match_info["name"])
        return web.FileResponse(path)

    async def delete_stored(self, request: web.Request) -> web.Response:
        record.find_stored(self.network, request.match_info["name"]).unlink()
        return done()
