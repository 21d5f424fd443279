"""How commands run, and how they say what went wrong: in one line, without a trace."""

import asyncio
import logging
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn, TypeVar

import aiohttp
import asyncpg
import click
import uvloop
from redis.exceptions import RedisError

from callapi.backup import BackupError
from callapi.client import ApiError, NoAnswer
from callapi.config import Settings
from callapi.embedded import EmbeddedError
from callapi.media.booth import SpeechError
from callapi.media.speech import NoVoice
from callapi.provision import ProvisionError
from callapi.simulator.command import SimulatorError
from callapi.store.migrate import MigrationError

log = logging.getLogger(__name__)

Result = TypeVar("Result")

# What the user can do something about, and needs no trace for.
EXPECTED = (
    ApiError,
    BackupError,
    EmbeddedError,
    MigrationError,
    NoAnswer,
    ProvisionError,
    SimulatorError,
    SpeechError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    RedisError,
    aiohttp.ClientError,
    OSError,
)

pass_settings = click.make_pass_decorator(Settings)


def run(command: Coroutine[Any, Any, Result]) -> Result:
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(command)
    except NoVoice as error:
        fail(error, 2)
    except EXPECTED as error:
        log.debug("the command failed", exc_info=True)
        fail(error, 1)
    except KeyboardInterrupt:
        sys.exit(130)


def fail(reason: Exception | str, code: int) -> NoReturn:
    """Exit code 2 is for settings and arguments, 1 for everything else."""
    text = str(reason) or type(reason).__name__
    for line in text.splitlines():
        click.echo(f"callapi: {line}", err=True)
    sys.exit(code)
