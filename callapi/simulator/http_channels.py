"""/ari/channels: making legs, answering them, ending them."""

from functools import partial

from aiohttp import web

from callapi.simulator import caller, causes, dialing, snooping
from callapi.simulator.answers import done, json_answer
from callapi.simulator.asked import Asked
from callapi.simulator.channel import parse_identity
from callapi.simulator.dialing import Order
from callapi.simulator.ending import NORMAL, hang_up
from callapi.simulator.in_turn import in_turn
from callapi.simulator.network import Network
from callapi.simulator.phones import Phones
from callapi.simulator.quality import statistics
from callapi.simulator.refusal import Refusal
from callapi.simulator.wire import channel_json


class ChannelRoutes:
    def __init__(self, network: Network, phones: Phones) -> None:
        self.network = network
        self.phones = phones

    def routes(self) -> list[web.RouteDef]:
        one = "/ari/channels/{channel}"
        return [
            web.get("/ari/channels", self.list_all, allow_head=False),
            web.post("/ari/channels", self.originate),
            web.post("/ari/channels/create", self.create),
            web.get(one, self.show, allow_head=False),
            web.post(one, self.originate),
            web.delete(one, self.hang_up),
            web.post(one + "/dial", self.dial),
            web.post(one + "/answer", self.answer),
            web.post(one + "/ring", self.ring),
            web.delete(one + "/ring", self.stop_ringing),
            web.post(one + "/progress", self.progress),
            web.post(one + "/snoop", self.snoop),
            web.post(one + "/snoop/{snoop}", self.snoop),
            web.get(one + "/variable", self.variable, allow_head=False),
            web.post(one + "/variable", self.set_variable),
            web.get(one + "/rtp_statistics", self.statistics, allow_head=False),
        ]

    async def list_all(self, request: web.Request) -> web.Response:
        return json_answer([channel_json(c) for c in self.network.channels.values()])

    async def show(self, request: web.Request) -> web.Response:
        channel = self.network.find_channel(request.match_info["channel"])
        return json_answer(channel_json(channel))

    async def originate(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        channel_id = request.match_info.get("channel", "") or asked.text("channelId")
        endpoint = asked.needed("endpoint", "Endpoint must be specified")
        app = asked.needed("app", "Application or extension must be specified")
        order = Order(
            endpoint=endpoint,
            app=app,
            args=tuple(asked.words("appArgs")),
            channel_id=channel_id,
            caller=parse_identity(asked.text("callerId")),
            variables=asked.variables(),
        )
        channel = dialing.originate(self.network, self.phones, order)
        shown = channel_json(channel)
        timeout_s = asked.number("timeout", 30)
        dialing.dial(self.network, self.phones, channel, timeout_s)
        return json_answer(shown)

    async def create(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        order = Order(
            endpoint=asked.needed("endpoint", "Endpoint must be specified"),
            app=asked.text("app"),
            args=tuple(asked.words("appArgs")),
            channel_id=asked.text("channelId"),
            variables=asked.variables(),
        )
        originator = self.network.channels.get(asked.text("originator"))
        channel = dialing.create(self.network, self.phones, order)
        if originator is not None:
            channel.connected = originator.caller
        shown = channel_json(channel)
        dialing.enter_created(self.network, channel)
        return json_answer(shown)

    async def dial(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        channel = self.network.find_stasis_channel(request.match_info["channel"])
        if channel.state != "Down" or channel.is_dialled:
            raise Refusal(409, "Channel is not in the 'Down' state")
        shown = self.network.channels.get(asked.text("caller"))
        if shown is not None:
            channel.connected = shown.caller
        timeout_s = asked.number("timeout", dialing.FOR_EVER)
        dialing.dial(self.network, self.phones, channel, timeout_s)
        return done()

    async def hang_up(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        channel = self.network.find_channel(request.match_info["channel"])
        hang_up(self.network, channel, read_cause(asked))
        return done()

    async def answer(self, request: web.Request) -> web.Response:
        channel = self.network.find_open_channel(request.match_info["channel"])
        await in_turn(channel, partial(caller.answer, self.network, channel))
        return done()

    async def ring(self, request: web.Request) -> web.Response:
        channel = self.network.find_open_channel(request.match_info["channel"])
        in_turn(channel, partial(caller.indicate_ringing, self.network, channel, True))
        return done()

    async def stop_ringing(self, request: web.Request) -> web.Response:
        channel = self.network.find_open_channel(request.match_info["channel"])
        in_turn(channel, partial(caller.indicate_ringing, self.network, channel, False))
        return done()

    async def progress(self, request: web.Request) -> web.Response:
        channel = self.network.find_open_channel(request.match_info["channel"])
        in_turn(channel, partial(caller.give_progress, self.network, channel))
        return done()

    async def snoop(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        spy, whisper = asked.text("spy", "none"), asked.text("whisper", "none")
        snooping.check_directions(spy, whisper)
        app = asked.needed("app", "Application name is required")
        target = self.network.channels.get(request.match_info["channel"])
        if target is None:
            raise Refusal(404, "Provided channel was not found")
        snoop_id = request.match_info.get("snoop", "") or asked.text("snoopId")
        snoop = snooping.make_snoop(self.network, target, snoop_id, spy, whisper, app)
        shown = channel_json(snoop)
        snooping.enter_snoop(self.network, snoop, tuple(asked.words("appArgs")))
        return json_answer(shown)

    async def variable(self, request: web.Request) -> web.Response:
        name = (await Asked.read(request)).needed(
            "variable", "Variable name is required"
        )
        channel = self.network.channels.get(request.match_info["channel"])
        if channel is None:
            raise Refusal(404, "Provided channel was not found")
        value = channel.variables.get(name)
        if value is None:
            raise Refusal(404, "Provided variable was not found")
        return json_answer({"value": value})

    async def set_variable(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        name = asked.needed("variable", "Variable name is required")
        channel = self.network.find_stasis_channel(request.match_info["channel"])
        value = asked.text("value")
        await in_turn(channel, partial(self.network.set_variable, channel, name, value))
        return done()

    async def statistics(self, request: web.Request) -> web.Response:
        channel = self.network.find_channel(request.match_info["channel"])
        if not channel.is_answered or channel.origin == "snoop":
            raise Refusal(404, "RTP info not found")
        return json_answer(statistics(self.network, channel))


def read_cause(asked: Asked) -> int:
    reason, code = asked.text("reason"), asked.text("reason_code")
    if reason and code:
        raise Refusal(400, "The reason and reason_code can't both be specified")
    if code:
        return int(asked.number("reason_code", NORMAL))
    if not reason:
        return NORMAL
    if reason not in causes.REASONS:
        raise Refusal(400, "Invalid reason for hangup reason provided")
    return causes.REASONS[reason]
