"""A copy of the database, made while servers run on it, and put back into an empty one.

By PostgreSQL's own programs, of the newest version that we bring: they read every older
server. What lies in files (media, recordings, faxes) is copied by other means.
"""

import asyncio
import os
from asyncio.subprocess import PIPE
from pathlib import Path
from urllib.parse import unquote, urlsplit

from callapi.embedded import postgres_program
from callapi.store.migrate import pending
from callapi.store.pool import connect
from callapi.store.queries import load

Q = load(__file__)

AS_IT_IS = ("--no-owner", "--no-privileges")  # it may go to another server
SESSIONS_SKIPPED = 100_000


class BackupError(Exception):
    """Why there is no copy, or nothing was put back."""


async def back_up(url: str, file: Path) -> None:
    """All of the database as it is at one moment; nobody has to wait for it."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        how = ("--format=custom", f"--file={unfinished}", *AS_IT_IS)
        await _run("pg_dump", url, *how)
    except BaseException:
        unfinished.unlink()
        raise
    unfinished.replace(file)


async def restore(url: str, file: Path) -> list[str]:
    """Into an empty database, all or nothing; the migrations it lacks.

    Calls that began after the copy have had ids that are told to others: those are not
    given again, and until that is sure no server starts on the database.
    """
    connection = await connect(url)
    try:
        if not await connection.fetchval(Q["is_empty"]):
            raise BackupError("the database is not empty: nothing is restored over it")
        await connection.execute(Q["begin"])
        try:
            how = ("--single-transaction", "--exit-on-error", *AS_IT_IS)
            await _run("pg_restore", url, *how, str(file))
        except BackupError:
            if await connection.fetchval(Q["is_empty"]):
                await connection.execute(Q["end"])
            raise
        async with connection.transaction():
            await connection.execute(Q["skip_sessions"], SESSIONS_SKIPPED)
            await connection.execute(Q["end"])
    finally:
        await connection.close()
    return await pending(url)


async def _run(name: str, url: str, *arguments: str) -> None:
    """With the password where other users of the machine do not see it."""
    address, password = _apart(url)
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    process = await asyncio.create_subprocess_exec(
        postgres_program(name),
        f"--dbname={address}",
        *arguments,
        env=environment,
        stderr=PIPE,
    )
    try:
        _, told = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        lines = told.decode(errors="replace").strip().splitlines()
        raise BackupError(lines[0] if lines else f"{name}: {process.returncode}")


def _apart(url: str) -> tuple[str, str]:
    """The URL without its password, and that."""
    parts = urlsplit(url)
    who, at, where = parts.netloc.rpartition("@")
    user, _, password = who.partition(":")
    return parts._replace(netloc=f"{user}{at}{where}").geturl(), unquote(password)
