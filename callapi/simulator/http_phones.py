"""/simulator: the phones, for test clients that are not written in Python."""

from collections.abc import Callable

from aiohttp import web

from callapi.simulator import inbound
from callapi.simulator.answers import done, json_answer
from callapi.simulator.asked import Asked
from callapi.simulator.network import Network
from callapi.simulator.numbers import ANY_OTHER, MAGIC_NUMBERS
from callapi.simulator.phones import NoCallError, Phone, Phones
from callapi.simulator.refusal import Refusal
from callapi.simulator.registering import REGISTERED
from callapi.simulator.scripts import BadScriptError
from callapi.simulator.sound import Sound
from callapi.simulator.wire import Json


class PhoneRoutes:
    def __init__(self, network: Network, phones: Phones) -> None:
        self.network = network
        self.phones = phones

    def routes(self) -> list[web.RouteDef]:
        phone = "/simulator/phones/{number}"
        return [
            web.get("/simulator/numbers", self.numbers, allow_head=False),
            web.get("/simulator/live", self.live, allow_head=False),
            web.post("/simulator/calls", self.call),
            web.get(phone, self.show, allow_head=False),
            web.post(phone + "/{action}", self.act),
        ]

    async def numbers(self, request: web.Request) -> web.Response:
        named = [m._asdict() for m in MAGIC_NUMBERS]
        return json_answer({"numbers": named, "any_other": ANY_OTHER})

    async def live(self, request: web.Request) -> web.Response:
        return json_answer(
            {
                "channels": list(self.network.channels),
                "bridges": list(self.network.bridges),
                "playbacks": list(self.network.playbacks),
                "recordings": list(self.network.recordings),
            }
        )

    async def call(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        caller, to = asked.needed("from"), asked.needed("to")
        app = asked.text("app") or self.network.context_app
        phone = self.phones.find(caller)
        inbound.call_in(self.network, phone, to, app, asked.text("trunk"))
        return json_answer(describe(phone), 201)

    async def show(self, request: web.Request) -> web.Response:
        return json_answer(describe(self.phone(request)))

    def phone(self, request: web.Request) -> Phone:
        return self.phones.find(request.match_info["number"])

    async def act(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        phone = self.phone(request)
        try:
            perform(phone, request.match_info["action"], asked)
        except NoCallError as error:
            raise Refusal(409, str(error)) from error
        except (BadScriptError, ValueError) as error:
            raise Refusal(400, str(error)) from error
        return done()


def perform(phone: Phone, action: str, asked: Asked) -> None:
    if action not in ACTIONS:
        raise Refusal(404, f"a phone cannot {action}")
    ACTIONS[action](phone, asked)


ACTIONS: dict[str, Callable[[Phone, Asked], object]] = {
    "answer": lambda phone, asked: phone.answer(),
    "hang_up": lambda phone, asked: phone.hang_up(),
    "reject": lambda phone, asked: phone.reject(int(asked.text("code", "486"))),
    "press": lambda phone, asked: phone.press(asked.needed("keys")),
    "say": lambda phone, asked: phone.say(asked.needed("word")),
    "hold": lambda phone, asked: phone.hold(),
    "unhold": lambda phone, asked: phone.unhold(),
    "behave": lambda phone, asked: phone.behave(asked.text("script")),
    "register": lambda phone, asked: register(phone, asked.text("password")),
    "unregister": lambda phone, asked: phone.register(False),
}


def register(phone: Phone, password: str) -> None:
    code = phone.register(password=password or None)
    if code != REGISTERED:
        raise Refusal(409, f"the phone is refused with {code}")


def describe(phone: Phone) -> Json:
    return {
        "number": phone.number,
        "state": phone.state,
        "calls": len(phone.calls),
        "times_rung": phone.times_rung,
        "is_registered": phone.is_registered,
        "shown_caller": phone.shown_caller,
        "hears": [sound_json(sound) for sound in sorted(phone.hears)],
        "heard": [
            {**sound_json(h.what), "start": h.start, "end": h.end} for h in phone.heard
        ],
        "keys": phone.keys,
        "cause": phone.cause,
        "sip_code": phone.sip_code,
    }


def sound_json(sound: Sound) -> Json:
    return {"kind": sound.kind, "name": sound.name}
