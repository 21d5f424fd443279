"""Wiring: every object is built once, in order, and closed in reverse.

Nothing imports this but `__main__` and tests, which hand in a clock of their own.
"""

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
)
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from asyncpg import InterfaceError, PostgresError
from redis.exceptions import RedisError

from callapi.access.cache import GrantCache
from callapi.access.changes import Changes
from callapi.access.logins import Logins
from callapi.access.passwords import Passwords
from callapi.access.tokens import Tokens
from callapi.apis import (
    Entry,
    media_endpoint,
    open_edge,
    open_files,
    open_logs,
    pipeline,
    points_of,
)
from callapi.calls import Calls, Endpoints, open_calls
from callapi.clock import Clock, SharedClock, SystemClock
from callapi.config import Settings, revealed
from callapi.domain.account import Account
from callapi.domain.session import Limits
from callapi.domain.states import State
from callapi.edge.admin import Admin
from callapi.edge.listening import listening
from callapi.embedded import Servers, embedded
from callapi.limits.points import Points
from callapi.limits.redis_url import AnyRedis, redis_at
from callapi.media.engines import KINDS
from callapi.media.find import Media
from callapi.media.library import Library
from callapi.media.links import Links
from callapi.media.speech import Speech
from callapi.media.sweep import Sweep
from callapi.media.system import ensure_system_files
from callapi.methods.management.call_view import CallViews
from callapi.methods.places import Places
from callapi.methods.services import Reporting, Services
from callapi.metrics import Metrics
from callapi.notices import Notices, open_notices
from callapi.rpc.api import CALL_API, DATA_API
from callapi.sessions.listener import FindAccount
from callapi.sessions.running import Running as RunningSessions
from callapi.sessions.seats import Seats
from callapi.simulator.server import Simulator
from callapi.store import deliveries, facts, sessions
from callapi.store.migrate import migrate
from callapi.store.pool import Pool, open_pool
from callapi.store.pooler import refuse_deaf_pooler
from callapi.store.recordings import find_secret
from callapi.switch.ari import Ari

log = logging.getLogger(__name__)

OWN_ENTRY = Entry()
PROBE_S = 2.0
ORIGINATES_PER_S = 20.0  # what a real Asterisk is asked at most, unless said otherwise


@dataclass(frozen=True, slots=True)
class Running:
    """What a started server can be asked for."""

    url: str
    database_url: str
    redis_url: str
    calls: Calls
    simulator: Simulator | None
    admin_port: int | None  # of /metrics and /health, where they are shown


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock | None = None, entry: Entry = OWN_ENTRY
) -> AsyncIterator[Running]:
    """The whole server, answering; closed again when the block is left."""
    clock, metrics = clock or SharedClock(SystemClock()), Metrics()
    async with AsyncExitStack() as stack:
        servers, pool = await _open_stores(stack, settings)
        media = await _open_media(stack, settings, pool, metrics)
        owner = (await find_secret(pool, "owner")).hex()[:16]
        simulator, aris = await _open_switches(stack, settings, clock, metrics, owner)
        access = await _open_access(stack, servers.database_url, pool, clock)
        opening = _open_calls(
            settings, servers.database_url, pool, media, clock, aris, access, metrics
        )
        calls = await stack.enter_async_context(opening)
        redis = await stack.enter_async_context(redis_at(servers.redis_url))
        points = points_of(settings, redis, clock)
        files = await open_files(stack, settings, pool, clock)
        telling = open_notices(
            settings,
            servers.database_url,
            calls.control,
            clock,
            metrics,
            files.links,
        )
        notices = await stack.enter_async_context(telling)
        services = _services(
            settings, pool, media, calls, access, points, files.links, notices
        )
        sweep = Sweep(pool, media.library, owner)
        logs = await open_logs(stack, settings, pool, clock, metrics, files, sweep)
        pipelines = [
            pipeline(api, settings, access.tokens, access.logins, services, logs)
            for api in (CALL_API, DATA_API)
        ]
        shown = (pool, redis, calls, metrics, entry.listener is not None)
        admin_port = await _open_admin(stack, settings, *shown)
        library = media.library
        downloads = media_endpoint(settings, pool, files, library, access.tokens, logs)
        url = await open_edge(
            stack, settings, clock, pipelines, downloads, notices.feed, entry
        )
        files.links.base_url = settings.public_url or url
        await notices.distributor.open()
        log.info("serving %s", url)
        urls = (servers.database_url, servers.redis_url)
        yield Running(url, *urls, calls, simulator, admin_port)


async def _open_stores(
    stack: AsyncExitStack, settings: Settings
) -> tuple[Servers, Pool]:
    servers = await stack.enter_async_context(
        embedded(
            settings.data_dir,
            database_url=revealed(settings.database_url),
            redis_url=revealed(settings.redis_url),
        )
    )
    await refuse_deaf_pooler(servers.database_url)
    await migrate(servers.database_url)
    size = settings.database_pool_size
    pool = await open_pool(servers.database_url, size, patient=False)
    stack.push_async_callback(pool.close)
    return servers, pool


@dataclass(frozen=True, slots=True)
class Access:
    tokens: Tokens
    logins: Logins
    passwords: Passwords
    find_account: FindAccount


def _open_calls(
    settings: Settings,
    database_url: str,
    pool: Pool,
    media: Media,
    clock: Clock,
    aris: list[tuple[str, Ari]],
    access: Access,
    metrics: Metrics,
) -> AbstractAsyncContextManager[Calls]:
    seats = Seats(database_url, settings.ari_app, settings.node)
    if isinstance(clock, SharedClock):  # else somebody has it in his own hands
        seats.hear_time = clock.hear
    return open_calls(
        pool,
        media,
        clock,
        aris,
        seats,
        database_url=database_url,
        endpoints=Endpoints(settings.sip_endpoint, settings.trunk_endpoint),
        fax_dir=settings.data_dir / "faxes",
        recordings_dir=settings.data_dir / "recordings",
        originate_per_s=_originates(settings),
        limits=_limits(settings),
        find_account=access.find_account,
        allow_private_targets=settings.allow_private_targets,
        metrics=metrics,
    )


async def _open_access(
    stack: AsyncExitStack, database_url: str, pool: Pool, clock: Clock
) -> Access:
    cache = GrantCache()
    changes = Changes(database_url, cache, clock)
    await changes.open()
    stack.push_async_callback(changes.close)
    passwords = Passwords()
    stack.callback(passwords.close)

    async def find_account(account_id: int) -> Account | None:
        """From the cache where a request has put it, else from the database."""
        cached = cache.find_account(account_id)
        return cached or await facts.find_account(pool, account_id)

    tokens = Tokens(pool, cache, clock)
    stack.push_async_callback(tokens.close)
    return Access(tokens, Logins(pool, passwords, clock), passwords, find_account)


async def _open_media(
    stack: AsyncExitStack, settings: Settings, pool: Pool, metrics: Metrics
) -> Media:
    library = Library(settings.data_dir / "media")
    speech = speech_of(settings, metrics)
    await speech.start()
    stack.push_async_callback(speech.close)
    await ensure_system_files(pool, library, speech)
    return Media(pool, library, speech)


def speech_of(settings: Settings, metrics: Metrics | None = None) -> Speech:
    return Speech(
        settings.data_dir / "speech",
        settings.tts_voice,
        engine=KINDS[settings.tts_engine],
        voices=settings.data_dir / "voices",
        metrics=metrics,
    )


async def _open_switches(
    stack: AsyncExitStack,
    settings: Settings,
    clock: Clock,
    metrics: Metrics,
    owner: str,
) -> tuple[Simulator | None, list[tuple[str, Ari]]]:
    """The Asterisks that are named; else the simulator, on a loopback port.

    To all of them `owner` says whose calls ours are: those of this database.
    """
    user, app = settings.ari_user, settings.ari_app
    if settings.ari_url:
        password = settings.ari_password.get_secret_value()
        named = [(urlsplit(url).netloc, url) for url in settings.ari_url]
        return None, [
            (name, Ari(url, user, password, app, metrics, owner)) for name, url in named
        ]
    password = settings.ari_password.get_secret_value() or secrets.token_urlsafe(24)
    simulator = await open_simulator(stack, settings, clock, password)
    ari = Ari(simulator.url, user, password, app, metrics, owner)
    return simulator, [("simulator", ari)]


async def open_simulator(
    stack: AsyncExitStack, settings: Settings, clock: Clock, password: str
) -> Simulator:
    simulator = Simulator(
        clock,
        password=password,
        spool=settings.data_dir / "spool",
        username=settings.ari_user,
        app=settings.ari_app,
        port=settings.simulator_port,
    )
    with listening(simulator.host, settings.simulator_port, "simulator_port"):
        await stack.enter_async_context(simulator)
    return simulator


def _services(
    settings: Settings,
    pool: Pool,
    media: Media,
    calls: Calls,
    access: Access,
    points: Mapping[str, Points],
    links: Links,
    notices: Notices,
) -> Services:
    return Services(
        db=pool,
        control=calls.control,
        routes=calls.routes,
        options=calls.options,
        listener=calls.listener,
        media=media,
        library=media.library,
        poster=notices.poster,
        passwords=access.passwords,
        limits=_limits(settings),
        chance=random.Random(),  # picks a number to show, no secret
        confirmation_s=settings.confirmation_timeout_s,
        sip_server=settings.sip_server,
        running=RunningSessions(pool, calls.control.known),
        views=CallViews(settings.list_calls_language, calls.control.known),
        points=points,
        listings=Places(max(1, settings.database_pool_size // 2)),
        highest_limits={str(it): n for it, n in settings.highest_limits.items()},
        reporting=Reporting(
            links, settings.finish_reason_dialect == "wire", settings.leg_prices
        ),
    )


async def _open_admin(
    stack: AsyncExitStack,
    settings: Settings,
    pool: Pool,
    redis: AnyRedis,
    calls: Calls,
    metrics: Metrics,
    shares: bool,
) -> int | None:
    if settings.admin_port is None:
        return None

    async def database() -> bool:
        return await answers(pool.fetchval("select true", timeout=PROBE_S))

    async def points() -> bool:
        return await answers(redis.ping())

    async def switch() -> bool:
        return calls.switches.any_connected

    measure = partial(_measure, metrics, pool, calls)
    needed, wanted = {"database": database, "redis": points}, {"switch": switch}
    admin = Admin(metrics, measure, needed, wanted, calls.seats.shown)
    stack.push_async_callback(admin.close)
    with listening(settings.admin_host, settings.admin_port, "admin_host, admin_port"):
        where = settings.admin_host, settings.admin_port
        return await admin.open(*where, shares=shares)


async def _measure(metrics: Metrics, pool: Pool, calls: Calls) -> None:
    """What is not counted when it happens."""
    counts = await sessions.count_by_state(pool)
    for state in State:
        metrics.sessions.labels(state.value).set(counts.get(state, 0))
    metrics.trunks.clear()  # some may have been removed
    for switch in calls.switches:
        metrics.legs.labels(switch.name).set(switch.occupancy.legs)
        for trunk, is_there in switch.dialler.trunks.states().items():
            metrics.trunks.labels(switch.name, trunk).set(is_there)
    metrics.nodes.set(len(calls.seats.nodes))
    metrics.seats.set(len(calls.seats.apps))
    metrics.queue.labels("events").set(calls.listener.busy)
    metrics.queue.labels("actions").set(calls.control.busy)
    waiting = await deliveries.count_open(pool)
    for status in ("queued", "retrying"):
        metrics.waiting_deliveries.labels(status).set(waiting.get(status, 0))


async def answers(question: Awaitable[object]) -> bool:
    """Whether a part gives an answer, in a time that a probe can wait."""
    try:
        await asyncio.wait_for(question, PROBE_S)
    except (OSError, TimeoutError, RedisError, PostgresError, InterfaceError):
        return False
    return True


def _limits(settings: Settings) -> Limits:
    return Limits(
        setup_s=settings.setup_timeout_s,
        age_s=settings.session_max_s,
        ring_s=settings.ring_timeout_s,
        input_s=settings.input_timeout_s,
        option_delay_s=settings.talk_option_delay_s,
    )


def _originates(settings: Settings) -> float | None:
    if settings.originate_per_s is None and settings.ari_url:
        return ORIGINATES_PER_S
    return settings.originate_per_s
