"""Is everything there that a server needs? One line for each thing that is asked.

Everything is tried for real: servers of our own are started for the moment, unless a
running callapi has them up.
"""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg
from redis.exceptions import RedisError

from callapi.config import Settings, revealed
from callapi.embedded import EmbeddedError, Servers, available
from callapi.limits.redis_url import redis_at
from callapi.media.booth import SpeechError
from callapi.media.engines import KINDS
from callapi.media.speech import Speech
from callapi.sessions.seats import Seats
from callapi.store.migrate import MigrationError, pending
from callapi.store.pool import connect
from callapi.store.pooler import refuse_deaf_pooler
from callapi.switch.ari import Ari, AriError, SwitchDown

TIMEOUT_S = 10.0
SPEECH_S = 60.0  # a voice is loaded first
CLOCK_TOLERANCE_S = 2.0
SILENT_S = 5.0  # a node is given up earlier, if there is another
FREE_BYTES = 500 * 1024 * 1024


class Trouble(Exception):
    """What is wrong with one thing."""


@dataclass(frozen=True, slots=True)
class Finding:
    thing: str
    is_good: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok ' if self.is_good else 'BAD'} {self.thing}: {self.text}"


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """The settings have been read already: without them there is nothing to examine."""
    yield Finding("settings", True, f"data directory {settings.data_dir}")
    yield await _finding("directories", _directories(settings.data_dir))
    async with AsyncExitStack() as stack:
        try:
            servers = await stack.enter_async_context(servers_of(settings))
        except EmbeddedError as error:
            yield Finding("servers", False, str(error))
        else:
            yield await _finding("database", _database(servers.database_url))
            yield await _finding(
                "nodes", _nodes(settings.ari_app, servers.database_url)
            )
            yield await _finding("redis", _redis(servers.redis_url))
            yield await _finding("clock", _clock(servers.database_url))
    for address in settings.ari_url:
        yield await _finding("ari", _ari(settings, address))
    if not settings.ari_url:
        yield Finding("ari", True, "none: the simulator is started with the server")
    yield await _finding("speech", _speech(settings), SPEECH_S)


def servers_of(settings: Settings) -> AbstractAsyncContextManager[Servers]:
    """The servers the settings name, or those of the data directory."""
    return available(
        settings.data_dir,
        database_url=revealed(settings.database_url),
        redis_url=revealed(settings.redis_url),
    )


async def _finding(
    thing: str, asked: Awaitable[str], patience_s: float = TIMEOUT_S
) -> Finding:
    try:
        async with asyncio.timeout(patience_s):
            return Finding(thing, True, await asked)
    except Trouble as trouble:
        return Finding(thing, False, str(trouble))
    except TimeoutError:
        return Finding(thing, False, f"no answer within {patience_s:g} s")


async def _directories(data_dir: Path) -> str:
    return await asyncio.to_thread(_try_directory, data_dir)


def _try_directory(data_dir: Path) -> str:
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o711)
        with tempfile.TemporaryFile(dir=data_dir) as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Trouble(f"{data_dir}: {error.strerror}") from None
    free = shutil.disk_usage(data_dir).free
    if free < FREE_BYTES:
        raise Trouble(f"{data_dir}: only {free // 2**20} MiB are free")
    return f"{data_dir} can be written, {free // 2**30} GiB are free"


async def _database(url: str) -> str:
    try:
        await refuse_deaf_pooler(url)
        missing = await pending(url)
        connection = await connect(url)
        version = await connection.fetchval("show server_version")
        await connection.close()
    except MigrationError as error:
        raise Trouble(str(error)) from None
    except (OSError, ValueError, asyncpg.PostgresError) as error:
        raise Trouble(_first_line(error)) from None
    state = f"{len(missing)} migrations to apply" if missing else "schema up to date"
    return f"PostgreSQL {version}, {state}"


async def _nodes(app: str, url: str) -> str:
    """Who serves by this database, and who should and does not."""
    seats = Seats(url, app)
    try:
        await seats.look_on()
    except asyncpg.UndefinedTableError:
        return "none yet: there are migrations to apply"
    except (OSError, ValueError, asyncpg.PostgresError) as error:
        raise Trouble(_first_line(error)) from None
    silent = [node.name for node in seats.nodes if node.silent_s > SILENT_S]
    if silent:
        raise Trouble(f"silent, and nobody does their work: {', '.join(silent)}")
    there = [f"{it.name} ({' '.join(seats.apps_of(it.id))})" for it in seats.nodes]
    return ", ".join(there) or "none is running"


async def _redis(url: str) -> str:
    try:
        async with redis_at(url) as client:
            facts = await client.info("server")
    except (OSError, ValueError, RedisError) as error:
        raise Trouble(_first_line(error)) from None
    version = facts.get("valkey_version") or facts.get("redis_version")
    return f"{facts.get('server_name', 'redis')} {version}"


async def _clock(url: str) -> str:
    """Points end at the full minute: all who count them need one time."""
    try:
        connection = await connect(url)
        before = time.time()
        there: datetime = await connection.fetchval("select clock_timestamp()")
        after = time.time()
        await connection.close()
    except (OSError, ValueError, asyncpg.PostgresError) as error:
        raise Trouble(_first_line(error)) from None
    seconds = there.timestamp() - (before + after) / 2
    text = f"{abs(seconds):.3f} s apart from the database's"
    if abs(seconds) > CLOCK_TOLERANCE_S:
        raise Trouble(text)
    return text


async def _ari(settings: Settings, url: str) -> str:
    password = settings.ari_password.get_secret_value()
    ari = Ari(url, settings.ari_user, password, settings.ari_app)
    await ari.open()
    try:
        facts = await ari.request("GET", "asterisk/info")
    except (AriError, SwitchDown, ValueError) as error:
        raise Trouble(f"{url}: {_first_line(error)}") from None
    finally:
        await ari.close()
    return f"{url}, Asterisk {facts['system']['version']}"


async def _speech(settings: Settings) -> str:
    """Said anew: what was said before stands in the data directory."""
    with tempfile.TemporaryDirectory(prefix="callapi-doctor-") as directory:
        speech = Speech(
            Path(directory),
            settings.tts_voice,
            engine=KINDS[settings.tts_engine],
            voices=settings.data_dir / "voices",
        )
        try:
            await speech.start()
            clip = await speech.say("One, two, three.")
        except (OSError, SpeechError) as error:
            raise Trouble(_first_line(error)) from None
        finally:
            await speech.close()
    return f"{settings.tts_engine} has spoken for {clip.seconds:.1f} s"


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
