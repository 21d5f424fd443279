"""Redis as its URL names it: one server, a cluster, or whom the sentinels say.

redis://host:port/0  rediss://...  unix:///path        one server
redis+cluster://host:port,host:port                    any nodes of a cluster
redis+sentinel://host:port,host:port/service/0         who is the service's master now

With `rediss+` TLS is spoken. No second try by itself: a reservation whose answer was
lost may be taken.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias
from urllib.parse import unquote, urlsplit

from redis.asyncio import Redis, RedisCluster, Sentinel
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

AnyRedis: TypeAlias = Redis | RedisCluster
CLUSTER: Final = ("redis+cluster", "rediss+cluster")
SENTINEL: Final = ("redis+sentinel", "rediss+sentinel")
_TIMEOUT_S: Final = 2.0
_PORTS: Final = {"cluster": 6379, "sentinel": 26379}


def open_redis(url: str) -> AnyRedis:
    times: dict[str, Any] = {
        "socket_timeout": _TIMEOUT_S,
        "socket_connect_timeout": _TIMEOUT_S,
    }
    scheme = urlsplit(url).scheme
    if scheme in CLUSTER:
        nodes = [ClusterNode(*place) for place in _places(url)]
        return RedisCluster(startup_nodes=nodes, **_who(url), **times)
    if scheme in SENTINEL:
        service, _, db = urlsplit(url).path.strip("/").partition("/")
        sentinels: Any = Sentinel(  # type: ignore[no-untyped-call]  # it has no types
            _places(url), sentinel_kwargs=times
        )
        master: Redis = sentinels.master_for(
            service, db=int(db or 0), retry=Retry(NoBackoff(), 0), **_who(url), **times
        )
        return master
    return Redis.from_url(url, retry=Retry(NoBackoff(), 0), **times)


@asynccontextmanager
async def redis_at(url: str) -> AsyncIterator[AnyRedis]:
    """Closed when the block is left, and so are its sentinels."""
    redis = open_redis(url)
    pool = getattr(redis, "connection_pool", None)
    sentinels = getattr(pool, "sentinel_manager", None)
    try:
        yield redis
    finally:
        await redis.aclose()
        for sentinel in sentinels.sentinels if sentinels else ():
            await sentinel.aclose()


def _places(url: str) -> list[tuple[str, int]]:
    """Hosts and ports, as many as there are."""
    parts = urlsplit(url)
    usual = _PORTS[parts.scheme.partition("+")[2]]
    found = []
    for place in parts.netloc.rpartition("@")[2].split(","):
        one = urlsplit(f"//{place}")
        found.append((one.hostname or "localhost", one.port or usual))
    return found


def _who(url: str) -> dict[str, Any]:
    """How the servers of the data are spoken to."""
    parts = urlsplit(url)
    user, _, password = parts.netloc.rpartition("@")[0].partition(":")
    named = {"username": unquote(user) or None, "password": unquote(password) or None}
    return {**named, "ssl": parts.scheme.startswith("rediss")}
