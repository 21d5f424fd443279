"""Desk: what a command works with. `at_desk` makes a click command of a coroutine."""

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click

from callapi.administer.reach import ReachError, reach
from callapi.administer.shown import Shown
from callapi.client import CallApi, Connection, DataApi
from callapi.config import Settings
from callapi.terminal import fail, pass_settings, run

Asked = ParamSpec("Asked")


@dataclass(frozen=True, slots=True)
class Desk:
    connection: Connection
    call_api: CallApi
    data_api: DataApi
    shown: Shown


@dataclass(frozen=True, slots=True)
class To:
    """What was said of the server and of the answer."""

    url: str | None
    key_file: Path | None
    as_json: bool

    def do(
        self, settings: Settings, work: Callable[..., Awaitable[None]], **asked: Any
    ) -> None:
        try:
            run(self._do(settings, work, asked))
        except ReachError as error:
            fail(error, 1)

    async def _do(
        self,
        settings: Settings,
        work: Callable[..., Awaitable[None]],
        asked: dict[str, Any],
    ) -> None:
        found = reach(settings, self.url, self.key_file)
        async with Connection(found.url, found.key) as connection:
            shown = Shown(as_json=self.as_json)
            await work(
                Desk(connection, CallApi(connection), DataApi(connection), shown),
                **asked,
            )


def reaches(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which a command finds its server; it is handed them as `to`."""

    @click.option("--url", help="Of the server; unless said, that of the settings.")
    @click.option(
        "--key-file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="A file with the access key, of mode 600.",
    )
    @click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
    @functools.wraps(command)
    def wrapped(
        *given: Any, url: str | None, key_file: Path | None, as_json: bool, **asked: Any
    ) -> None:
        command(*given, to=To(url, key_file, as_json), **asked)

    return wrapped


def at_desk(
    work: Callable[Concatenate[Desk, Asked], Awaitable[None]],
) -> Callable[..., None]:
    @reaches
    @pass_settings
    @functools.wraps(work)
    def command(settings: Settings, /, to: To, **asked: Any) -> None:
        to.do(settings, work, **asked)

    return command
