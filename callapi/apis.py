"""Both APIs, from the socket to their methods, built once and in order."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from socket import socket

import orjson
from aiohttp import web

from callapi import __version__
from callapi.access.entrance import Entrance, doors
from callapi.access.ip import DATA_API as DATA_NETWORKS
from callapi.access.ip import AllowLists
from callapi.access.logins import Logins
from callapi.access.tokens import Tokens
from callapi.clock import Clock
from callapi.config import Settings
from callapi.documents.asyncapi import asyncapi
from callapi.documents.openrpc import openrpc
from callapi.domain.account import Account, Token, User
from callapi.edge.admission import Admission
from callapi.edge.brake import Brake
from callapi.edge.cors import Cors
from callapi.edge.documents import Document, Documents
from callapi.edge.events import PATH, EventsEndpoint
from callapi.edge.listening import listening
from callapi.edge.media import PATHS as MEDIA_PATHS
from callapi.edge.media import MediaEndpoint
from callapi.edge.peer import Peers
from callapi.edge.refusal import Refusals
from callapi.edge.rpc import RpcEndpoint
from callapi.edge.server import Server, tls_context
from callapi.limits.points import Points
from callapi.limits.redis_url import AnyRedis
from callapi.media.library import Library
from callapi.media.links import Links
from callapi.media.recordings import Recordings
from callapi.media.sweep import Sweep
from callapi.methods.method import Context, Method
from callapi.methods.services import Services
from callapi.metrics import Metrics
from callapi.notify.feed import Feed
from callapi.rpc.api import CALL_API, DATA_API, Api
from callapi.rpc.dispatch import Dispatcher
from callapi.rpc.exchange import new_log_id
from callapi.rpc.pipeline import Pipeline
from callapi.rpc.replay import Replays
from callapi.rpc.reply import Replies
from callapi.rpc.request_log import RequestLog
from callapi.rpc.security_log import SecurityLog
from callapi.rpc.upkeep import Upkeep
from callapi.rpc.versions import Release, Versions
from callapi.sessions.catch_up import Past
from callapi.sessions.forget import Forgetting
from callapi.setting_values import ApiVersion
from callapi.store.pool import Pool
from callapi.store.recordings import find_secret


@dataclass(frozen=True, slots=True)
class Entry:
    """How clients come in: by a socket of our own, unless one is given to us."""

    listener: socket | None = None
    linger_s: float = 0.0  # so long who is connected is answered when we stop


@dataclass(frozen=True, slots=True)
class Files:
    """Of recordings, and the links they are found by."""

    links: Links
    recordings: Recordings


async def open_files(
    stack: AsyncExitStack, settings: Settings, pool: Pool, clock: Clock
) -> Files:
    secret = await find_secret(pool, "links")
    recordings = Recordings(settings.data_dir / "recordings")
    stack.push_async_callback(recordings.close)
    return Files(Links(secret, settings.link_lifetime_s, clock), recordings)


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
    files: Files,
    sweep: Sweep,
) -> Logs:
    upkeep = Upkeep(
        pool,
        clock,
        settings.request_log_days,
        settings.security_log_rows,
        jobs=[
            Past(pool).report,
            Forgetting(pool, files.recordings).round,
            sweep.round,
        ],
    )
    await upkeep.open()
    stack.push_async_callback(upkeep.close)
    request_log, security_log = RequestLog(pool), SecurityLog(pool, clock)
    stack.push_async_callback(request_log.close)
    stack.push_async_callback(security_log.close)
    return Logs(clock, Replays(pool, clock), request_log, security_log, metrics)


def points_of(settings: Settings, redis: AnyRedis, clock: Clock) -> dict[str, Points]:
    """What accounts have spent on each API."""
    offset_s = settings.day_offset_min * 60
    return {
        api.name: Points(redis, clock, offset_s, api.allowance)
        for api in (CALL_API, DATA_API)
    }


def pipeline(
    api: Api,
    settings: Settings,
    tokens: Tokens,
    logins: Logins,
    services: Services,
    logs: Logs,
) -> Pipeline:
    def context(account: Account, user: User, token: Token | None) -> Context:
        return Context(account, user, token, logs.clock, tokens, None, services)

    prices = settings.prices if api is CALL_API else {}
    methods = _priced(api.methods, prices)
    return Pipeline(
        api=api,
        dispatcher=Dispatcher(methods),
        tokens=tokens,
        logins=logins,
        allow_lists=AllowLists(api.networks),
        context=context,
        points=services.points[api.name],
        replays=logs.replays,
        replies=Replies(api, settings.success_format, settings.help_url_base),
        request_log=logs.requests,
        security_log=logs.security,
        clock=logs.clock,
        metrics=logs.metrics,
        documents={
            version.name: orjson.dumps(
                openrpc(api, version.name, methods, settings.success_format)
            )
            for version in _versions(api, settings)
        },
    )


def _priced(methods: Iterable[Method], prices: Mapping[str, int]) -> list[Method]:
    """The catalogue with the prices of this installation (spec 6.6)."""
    return [replace(row, price=prices.get(row.name, row.price)) for row in methods]


async def open_edge(
    stack: AsyncExitStack,
    settings: Settings,
    clock: Clock,
    pipelines: Sequence[Pipeline],
    media: MediaEndpoint,
    feed: Feed,
    entry: Entry,
) -> str:
    """The URL it answers on. Closed first: nobody is let in while the rest ends."""
    refusals = Refusals(pipelines[0].replies)
    brake = Brake(clock, settings.refusals_per_s)
    endpoints = [_endpoint(it, settings, clock, refusals, brake) for it in pipelines]
    tls = None
    if settings.tls_certificate is not None:
        tls = tls_context(settings.tls_certificate, settings.tls_key)
    events = _events(pipelines[0], settings, clock, feed)
    documents = _documents(settings, pipelines, refusals)
    routes = [web.route("*", path, media.answer) for path in MEDIA_PATHS]
    routes += [web.route("*", PATH, events.answer), *documents.routes]
    server = Server(
        endpoints,
        routes,
        brake=brake,
        peers=Peers(settings.trusted_proxies),
        tls=tls,
        connections=settings.connections,
    )
    with listening(settings.host, settings.port, "host, port"):
        await server.open(settings.host, settings.port, entry.listener)
    stack.push_async_callback(server.close)
    for endpoint in endpoints:
        stack.callback(setattr, endpoint, "is_serving", False)
        endpoint.is_serving = True
    stack.push_async_callback(server.leave, entry.linger_s)
    stack.push_async_callback(events.close)
    events.open()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{'http' if tls is None else 'https'}://{host}:{server.port}"


def media_endpoint(
    settings: Settings,
    pool: Pool,
    files: Files,
    library: Library,
    tokens: Tokens,
    logs: Logs,
) -> MediaEndpoint:
    peers = Peers(settings.trusted_proxies)

    def note(request: web.Request, status: int) -> None:
        logs.metrics.refused.labels(status).inc()
        if status != 503:
            forwarded = request.headers.getall("X-Forwarded-For", ())
            peer = peers.address(request.protocol.peername, forwarded)
            log_id = new_log_id(logs.clock.now())
            told = f"{request.method} {request.path}"
            logs.security.note(f"http_{status}", peer, log_id, told)

    return MediaEndpoint(
        pool,
        files.links,
        files.recordings,
        library,
        logs.clock.now,
        peers=peers,
        admission=Admission(tokens, AllowLists(DATA_NETWORKS)),
        requires_tls=settings.refuses_plain_http,
        requires_token=settings.media_requires_token,
        note=note,
    )


def _documents(
    settings: Settings, pipelines: Sequence[Pipeline], refusals: Refusals
) -> Documents:
    """An address without a version is that of the newest."""
    told = {
        f"{it.api.prefix}/{version}/openrpc.json": Document(body)
        for it in pipelines
        for version, body in it.documents.items()
    }
    for api in (it.api for it in pipelines):
        newest = max(_versions(api, settings), key=lambda it: it.released_on)
        path = f"{api.prefix}/{newest.name}/openrpc.json"
        told[f"{api.prefix}/openrpc.json"] = told[path]
    told["/asyncapi.json"] = Document(orjson.dumps(asyncapi(__version__)))
    return Documents(
        told,
        refusals,
        Peers(settings.trusted_proxies),
        Cors(settings.cors_origins),
        requires_tls=settings.refuses_plain_http,
    )


def _events(
    pipeline: Pipeline, settings: Settings, clock: Clock, feed: Feed
) -> EventsEndpoint:
    return EventsEndpoint(
        feed,
        Entrance(pipeline.tokens, doors()),
        pipeline.replies,
        pipeline.security_log,
        clock,
        pipeline.metrics,
        peers=Peers(settings.trusted_proxies),
        cors=Cors(settings.cors_origins),
        requires_tls=settings.refuses_plain_http,
    )


def _endpoint(
    pipeline: Pipeline,
    settings: Settings,
    clock: Clock,
    refusals: Refusals,
    brake: Brake,
) -> RpcEndpoint:
    longest_body = settings.max_body_bytes
    if pipeline.api is not CALL_API:
        longest_body = settings.data_max_body_bytes
    releases = [
        Release(row.name, row.released_on, row.deprecated_on, row.removed_on)
        for row in _versions(pipeline.api, settings)
    ]
    return RpcEndpoint(
        pipeline,
        Versions(releases, clock, pipeline.api.is_deprecated),
        refusals,
        clock,
        brake,
        peers=Peers(settings.trusted_proxies),
        cors=Cors(settings.cors_origins),
        requires_tls=settings.refuses_plain_http,
        longest_body=longest_body,
    )


def _versions(api: Api, settings: Settings) -> tuple[ApiVersion, ...]:
    return settings.versions if api is CALL_API else settings.data_versions
