"""/ari/asterisk, /ari/applications, /ari/endpoints."""

from aiohttp import web

from callapi.simulator import registering
from callapi.simulator.answers import done, json_answer
from callapi.simulator.apps import ASTERISK_ID, App
from callapi.simulator.asked import Asked
from callapi.simulator.network import Network
from callapi.simulator.numbers import is_line
from callapi.simulator.phones import Phones
from callapi.simulator.refusal import Refusal, not_found
from callapi.simulator.wire import Json, timestamp

VERSION = "22.10.1"
OBJECT_TYPES = {"auth", "aor", "endpoint", "identify", "registration"}


class SystemRoutes:
    def __init__(self, network: Network, phones: Phones) -> None:
        self.network = network
        self.phones = phones

    def routes(self) -> list[web.RouteDef]:
        app = "/ari/applications/{app}"
        dynamic = "/ari/asterisk/config/dynamic/res_pjsip/{type}/{id}"
        return [
            web.get("/ari/asterisk/ping", self.ping, allow_head=False),
            web.get("/ari/asterisk/info", self.info, allow_head=False),
            web.get("/ari/asterisk/variable", self.variable, allow_head=False),
            web.post("/ari/asterisk/variable", self.set_variable),
            web.get(dynamic, self.configuration, allow_head=False),
            web.put(dynamic, self.configure),
            web.delete(dynamic, self.unconfigure),
            web.get("/ari/applications", self.list_apps, allow_head=False),
            web.get(app, self.show_app, allow_head=False),
            web.post(app + "/subscription", self.subscribe),
            web.delete(app + "/subscription", self.unsubscribe),
            web.put(app + "/eventFilter", self.filter_events),
            web.get("/ari/endpoints", self.list_endpoints, allow_head=False),
            web.get("/ari/endpoints/{tech}", self.list_endpoints, allow_head=False),
            web.get(
                "/ari/endpoints/{tech}/{resource}", self.endpoint, allow_head=False
            ),
        ]

    async def ping(self, request: web.Request) -> web.Response:
        now = timestamp(self.network.now())
        return json_answer(
            {"ping": "pong", "timestamp": now, "asterisk_id": ASTERISK_ID}
        )

    async def info(self, request: web.Request) -> web.Response:
        started = timestamp(self.network.started)
        return json_answer(
            {
                "build": {"os": "simulated", "machine": "simulated", "options": ""},
                "system": {"version": VERSION, "entity_id": ASTERISK_ID},
                "config": {"name": "", "default_language": "en"},
                "status": {"startup_time": started, "last_reload_time": started},
            }
        )

    async def variable(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        name = asked.needed("variable", "Variable name is required")
        return json_answer({"value": self.network.globals.get(name, "")})

    async def set_variable(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        name = asked.needed("variable", "Variable name is required")
        self.network.globals[name] = asked.text("value")
        return done()

    # ------------------------------------------------------------ configuration

    async def configuration(self, request: web.Request) -> web.Response:
        return json_answer(attributes(self.find_object(request)))

    async def configure(self, request: web.Request) -> web.Response:
        asked = await Asked.read(request)
        key = self.object_key(request)
        fields = asked.values.get("fields", [])
        if not isinstance(fields, list):
            raise Refusal(400, "Fields must be a list")
        try:
            values = {str(f["attribute"]): str(f["value"]) for f in fields}
        except (TypeError, KeyError):
            raise Refusal(
                400, f"Creation of object '{key[1]}' failed field value validation"
            ) from None
        if key[1] in self.network.trunks:
            message = f"Cannot update sorcery objects of type '{key[0]}'"
            raise Refusal(403, message)
        is_new = key not in self.network.configured
        known = self.network.configured.setdefault(key, {})
        known.update(values)
        if is_new and key[0] == "endpoint":
            registering.endpoint_written(self.network, key[1])
        return json_answer(attributes(known))

    async def unconfigure(self, request: web.Request) -> web.Response:
        kind, name = self.object_key(request)
        if name in self.network.trunks:
            raise Refusal(403, f"Could not delete object with id '{name}'")
        self.find_object(request)
        was_trunk = registering.is_trunk(self.network, name)
        del self.network.configured[kind, name]
        if kind == "aor":
            registering.aor_removed(self.network, name, was_trunk)
        if kind == "endpoint":
            registering.endpoint_removed(self.network, name)
        return done()

    def object_key(self, request: web.Request) -> tuple[str, str]:
        kind = request.match_info["type"]
        if kind not in OBJECT_TYPES:
            raise Refusal(404, f"objectType '{kind}' not found")
        return kind, request.match_info["id"]

    def find_object(self, request: web.Request) -> dict[str, str]:
        key = self.object_key(request)
        if key not in self.network.configured:
            raise Refusal(404, f"Object with id '{key[1]}' not found")
        return self.network.configured[key]

    # ------------------------------------------------------------ applications

    def app(self, request: web.Request) -> App:
        app = self.network.apps.by_name.get(request.match_info["app"])
        if app is None:
            raise not_found("Application")
        return app

    async def list_apps(self, request: web.Request) -> web.Response:
        apps = self.network.apps.by_name.values()
        return json_answer([app.describe() for app in apps])

    async def show_app(self, request: web.Request) -> web.Response:
        return json_answer(self.app(request).describe())

    async def subscribe(self, request: web.Request) -> web.Response:
        app = self.app(request)
        for source in await self.event_sources(request):
            if not self.exists(source):
                raise Refusal(422, "Event source does not exist")
            app.subscriptions[source] += 1
        return json_answer(app.describe())

    async def unsubscribe(self, request: web.Request) -> web.Response:
        app = self.app(request)
        for source in await self.event_sources(request):
            if app.subscriptions[source] <= 0:
                raise Refusal(422, "Event source was not subscribed to")
            self.network.apps.unsubscribe(app.name, source)
        return json_answer(app.describe())

    async def event_sources(self, request: web.Request) -> list[str]:
        asked = await Asked.read(request)
        asked.needed("eventSource")
        sources = asked.words("eventSource")
        kinds = {source.partition(":")[0] for source in sources}
        if not kinds <= {"channel", "bridge", "endpoint", "deviceState"}:
            raise Refusal(400, "Invalid event source URI scheme")
        return sources

    def exists(self, source: str) -> bool:
        kind, _, key = source.partition(":")
        if kind == "channel":
            return key in self.network.channels
        if kind == "bridge":
            return key in self.network.bridges
        return True

    async def filter_events(self, request: web.Request) -> web.Response:
        app = self.app(request)
        asked = await Asked.read(request)
        app.allowed = event_types(asked.values.get("allowed"))
        app.disallowed = event_types(asked.values.get("disallowed"))
        return json_answer(app.describe())

    # ------------------------------------------------------------ endpoints

    async def list_endpoints(self, request: web.Request) -> web.Response:
        lines = [n for n in self.phones.by_number if is_line(n)]
        configured = [
            key for kind, key in self.network.configured if kind == "endpoint"
        ]
        others = [*lines, *configured, *self.network.leaving]
        names = [*sorted(self.network.trunks), *dict.fromkeys(others)]
        listed = [n for n in names if registering.is_listed(self.network, n)]
        return json_answer([self.describe_endpoint(name) for name in listed])

    async def endpoint(self, request: web.Request) -> web.Response:
        name = request.match_info["resource"]
        if not registering.is_listed(self.network, name):
            raise not_found("Endpoint")
        return json_answer(self.describe_endpoint(name))

    def describe_endpoint(self, name: str) -> Json:
        state = "online" if registering.is_online(self.network, name) else "offline"
        return registering.endpoint_json(self.network, name, state)


def attributes(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"attribute": name, "value": value} for name, value in values.items()]


def event_types(rules: object) -> set[str]:
    if rules is None:
        return set()
    if not isinstance(rules, list):
        raise Refusal(400, "Invalid format definition")
    return {str(rule["type"]) for rule in rules if isinstance(rule, dict)}
