"""Both APIs, from the socket to their methods, built once and in order."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from redis.asyncio import Redis

from callapi.access.ip import AllowLists
from callapi.access.logins import Logins
from callapi.access.tokens import Tokens
from callapi.clock import Clock
from callapi.config import Settings
from callapi.domain.account import Account, Token, User
from callapi.edge.cors import Cors
from callapi.edge.listening import listening
from callapi.edge.peer import Peers
from callapi.edge.refusal import Refusals
from callapi.edge.rpc import RpcEndpoint
from callapi.edge.server import Server, tls_context
from callapi.limits.points import Points
from callapi.methods.method import Context, Method
from callapi.methods.services import Services
from callapi.metrics import Metrics
from callapi.rpc.api import CALL_API, Api
from callapi.rpc.dispatch import Dispatcher
from callapi.rpc.pipeline import Pipeline
from callapi.rpc.replay import Replays
from callapi.rpc.reply import Replies
from callapi.rpc.request_log import RequestLog
from callapi.rpc.security_log import SecurityLog
from callapi.rpc.upkeep import Upkeep
from callapi.rpc.versions import Release, Versions
from callapi.store.pool import Pool


@dataclass(frozen=True, slots=True)
class Logs:
    """What both APIs write to, and by which clock."""

    clock: Clock
    replays: Replays
    requests: RequestLog
    security: SecurityLog
    metrics: Metrics


async def open_logs(
    stack: AsyncExitStack,
    settings: Settings,
    pool: Pool,
    clock: Clock,
    metrics: Metrics,
) -> Logs:
    upkeep = Upkeep(pool, clock, settings.request_log_days, settings.security_log_rows)
    await upkeep.open()
    stack.push_async_callback(upkeep.close)
    request_log, security_log = RequestLog(pool), SecurityLog(pool, clock)
    stack.push_async_callback(request_log.close)
    stack.push_async_callback(security_log.close)
    return Logs(clock, Replays(pool, clock), request_log, security_log, metrics)


def pipeline(
    api: Api,
    settings: Settings,
    redis: Redis,
    tokens: Tokens,
    logins: Logins,
    services: Services,
    logs: Logs,
) -> Pipeline:
    def context(account: Account, user: User, token: Token | None) -> Context:
        return Context(account, user, token, logs.clock, tokens, None, services)

    prices = settings.prices if api is CALL_API else {}
    offset_s = settings.day_offset_min * 60
    return Pipeline(
        api=api,
        dispatcher=Dispatcher(_priced(api.methods, prices)),
        tokens=tokens,
        logins=logins,
        allow_lists=AllowLists(api.networks),
        context=context,
        points=Points(redis, logs.clock, offset_s, api.allowance),
        replays=logs.replays,
        replies=Replies(api, settings.success_format, settings.help_url_base),
        request_log=logs.requests,
        security_log=logs.security,
        clock=logs.clock,
        metrics=logs.metrics,
    )


def _priced(methods: Iterable[Method], prices: Mapping[str, int]) -> list[Method]:
    """The catalogue with the prices of this installation (spec 6.6)."""
    return [replace(row, price=prices.get(row.name, row.price)) for row in methods]


async def open_edge(
    stack: AsyncExitStack,
    settings: Settings,
    clock: Clock,
    pipelines: Sequence[Pipeline],
) -> str:
    """The URL it answers on. Closed first: nobody is let in while the rest ends."""
    refusals = Refusals(pipelines[0].replies)
    endpoints = [_endpoint(it, settings, clock, refusals) for it in pipelines]
    tls = None
    if settings.tls_certificate is not None:
        tls = tls_context(settings.tls_certificate, settings.tls_key)
    server = Server(endpoints, tls=tls)
    with listening(settings.host, settings.port, "host, port"):
        await server.open(settings.host, settings.port)
    stack.push_async_callback(server.close)
    for endpoint in endpoints:
        stack.callback(setattr, endpoint, "is_serving", False)
        endpoint.is_serving = True
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{'http' if tls is None else 'https'}://{host}:{server.port}"


def _endpoint(
    pipeline: Pipeline, settings: Settings, clock: Clock, refusals: Refusals
) -> RpcEndpoint:
    versions, longest_body = settings.versions, settings.max_body_bytes
    if pipeline.api is not CALL_API:
        versions, longest_body = settings.data_versions, settings.data_max_body_bytes
    releases = [
        Release(row.name, row.released_on, row.deprecated_on, row.removed_on)
        for row in versions
    ]
    return RpcEndpoint(
        pipeline,
        Versions(releases, clock, pipeline.api.is_deprecated),
        refusals,
        clock,
        peers=Peers(settings.trusted_proxies),
        cors=Cors(settings.cors_origins),
        requires_tls=settings.refuses_plain_http,
        longest_body=longest_body,
    )
