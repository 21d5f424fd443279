"""What every request passes first: the password, and faults a test has ordered."""

import base64
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from callapi.clock import Clock
from callapi.simulator.answers import json_answer
from callapi.simulator.refusal import Refusal

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Fault:
    path_prefix: str  # without /ari
    method: str
    status: int
    left: int | None  # how often still; None: until cleared


@dataclass(slots=True)
class Faults:
    """Orders to misbehave, for tests of those who must cope."""

    latency_s: float = 0.0
    orders: list[Fault] = field(default_factory=list)

    def find(self, request: web.Request) -> int | None:
        path = request.path.removeprefix("/ari")
        for fault in self.orders:
            is_meant = fault.method in ("", request.method)
            if is_meant and fault.left != 0 and path.startswith(fault.path_prefix):
                if fault.left is not None:
                    fault.left -= 1
                return fault.status
        return None


class Gate:
    def __init__(
        self, clock: Clock, faults: Faults, username: str, password: str
    ) -> None:
        self.clock = clock
        self.faults = faults
        self.key = f"{username}:{password}".encode()
        self.header = b"Basic " + base64.b64encode(self.key)

    @web.middleware
    async def pass_through(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        if not self.is_known(request):
            return unauthorized()
        if request.path.startswith("/ari"):
            if self.faults.latency_s:
                await self.clock.sleep(self.faults.latency_s)
            status = self.faults.find(request)
            if status is not None:
                return json_answer({"message": "Refused by order"}, status)
        return await answered(request, handler)

    def is_known(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "").encode()
        if hmac.compare_digest(given, self.header):
            return True
        key = request.query.get("api_key", "").encode()
        return hmac.compare_digest(key, self.key)


def unauthorized() -> web.Response:
    response = json_answer({"message": "Authentication required"}, 401)
    response.headers["WWW-Authenticate"] = 'Basic realm="Asterisk REST Interface"'
    return response


async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return json_answer({refusal.key: refusal.message}, refusal.status)
    except web.HTTPNotFound:
        return json_answer({"message": "Resource not found"}, 404)
    except web.HTTPMethodNotAllowed:
        return json_answer({"message": "Invalid method"}, 405)
