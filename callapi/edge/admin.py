"""What the people who run the server look at: /metrics and /health.

It listens on an address of its own, so that the public one never shows it.
"""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from callapi.metrics import Metrics

# A part's name -> whether it answers.
Probe = Callable[[], Awaitable[bool]]
Measure = Callable[[], Awaitable[None]]


class Admin:
    """`needed` are the parts without which no request is answered."""

    def __init__(
        self,
        metrics: Metrics,
        measure: Measure,
        needed: Mapping[str, Probe],
        wanted: Mapping[str, Probe],
        nodes: Callable[[], list[dict[str, object]]],
    ) -> None:
        self._metrics = metrics
        self._measure = measure
        self._needed = needed
        self._wanted = wanted
        self._nodes = nodes
        self._runner: web.AppRunner | None = None

    async def open(self, host: str, port: int, *, shares: bool = False) -> int:
        """The port it listens on; `shares` it with the worker who comes after us."""
        app = web.Application()
        app.router.add_get("/metrics", self._show_metrics)
        app.router.add_get("/health", self._show_health)
        app.router.add_get("/health/ready", self._show_health)
        app.router.add_get("/health/live", _show_life)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, reuse_port=shares or None)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _show_metrics(self, _: web.Request) -> web.Response:
        parts = await self._look()
        for part, answers in parts.items():
            self._metrics.parts.labels(part).set(answers)
        if parts.get("database"):
            await self._measure()
        return web.Response(
            body=generate_latest(self._metrics.registry),
            headers={"Content-Type": CONTENT_TYPE_LATEST},
        )

    async def _show_health(self, _: web.Request) -> web.Response:
        """200 while requests can be answered; each part's state is told."""
        parts = await self._look()
        ready = all(parts[name] for name in self._needed)
        return web.json_response(
            {
                "ready": ready,
                "parts": {
                    name: "up" if answers else "down" for name, answers in parts.items()
                },
                "nodes": self._nodes(),
            },
            status=200 if ready else 503,
        )

    async def _look(self) -> dict[str, bool]:
        probes = {**self._needed, **self._wanted}
        return {name: await probe() for name, probe in probes.items()}


async def _show_life(_: web.Request) -> web.Response:
    """The process is there and its event loop turns."""
    return web.json_response({"live": True})
