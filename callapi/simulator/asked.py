"""Asked: the parameters of one request, from its query or its JSON body."""

import orjson
from aiohttp import web

from callapi.simulator.refusal import Refusal


class Asked:
    """ARI takes every parameter from either place; both are text to us."""

    def __init__(self, values: dict[str, object]) -> None:
        self.values = values

    @classmethod
    async def read(cls, request: web.Request) -> "Asked":
        values: dict[str, object] = dict(request.query)
        if request.can_read_body:
            try:
                body = orjson.loads(await request.read())
            except orjson.JSONDecodeError:
                raise Refusal(400, "Error parsing request body") from None
            if not isinstance(body, dict):
                raise Refusal(400, "Error parsing request body")
            values.update(body)
        return cls(values)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else str(value)

    def needed(self, name: str, message: str | None = None) -> str:
        value = self.text(name)
        if not value:
            raise Refusal(400, message or f"Missing parameter {name}")
        return value

    def number(self, name: str, default: float) -> float:
        """What is no number counts as 0, as in Asterisk."""
        try:
            return float(self.text(name, str(default)))
        except ValueError:
            return 0.0

    def milliseconds(self, name: str, default: float) -> float:
        return self.number(name, default) / 1000

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "yes", "on", "1")

    def words(self, name: str) -> list[str]:
        return [word for word in self.text(name).split(",") if word]

    def variables(self) -> dict[str, str]:
        found = self.values.get("variables")
        if not isinstance(found, dict):
            return {}
        return {str(name): str(value) for name, value in found.items()}
