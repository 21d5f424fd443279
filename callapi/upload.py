"""`callapi media`: put a sound file into an account, see what is there."""

import asyncio
import hashlib
from pathlib import Path
from unicodedata import category

import click
from asyncpg import UniqueViolationError

from callapi.administer.desk import To, reaches
from callapi.administer.sounds import add_file, list_files
from callapi.config import Settings
from callapi.doctor import servers_of
from callapi.media import source
from callapi.media.decode import MediaError
from callapi.media.library import Library
from callapi.store import media as store
from callapi.store.migrate import migrate
from callapi.store.pool import Pool, open_pool
from callapi.terminal import fail, pass_settings, run

NAME_LENGTH = 255
UNFIT = ("Cc", "Cs", "Zl", "Zp")  # controls, bytes that are no text, ends of a line


class UploadError(Exception):
    """Why a file was not taken, in one line."""


@click.group("media")
def media() -> None:
    """The sound files of an account."""


@media.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--account", help="Name of the account whose database is at hand.")
@click.option("--name", help="Name of the media file; unless said, the file's.")
@reaches
@pass_settings
def add_command(
    settings: Settings, /, file: Path, account: str | None, name: str | None, to: To
) -> None:
    """Take a WAV, MP3, OGG or FLAC FILE; tell its id, which methods call it by.

    Over the Data API, which takes WAV and MP3; with --account into the database. What
    a file is, is seen in its content; it has at most 10 MiB and ten minutes. A
    provisioning file with a list of media removes what is not in that list.
    """
    if account is None:
        to.do(settings, add_file, file=file, name=name)
        return
    name = file.name if name is None else name
    try:
        _check_name(name)
        media_id, seconds = run(_add(settings, file, account, name))
    except UploadError as error:
        fail(error, 1)
    click.echo(f"{media_id}  {seconds:.1f} s  {name}")


@media.command("list")
@click.option("--account", help="Name of the account whose database is at hand.")
@reaches
@pass_settings
def list_command(settings: Settings, /, account: str | None, to: To) -> None:
    """Show the account's files and the system's: id, length, name."""
    if account is None:
        to.do(settings, list_files)
        return
    try:
        files = run(_list(settings, account))
    except UploadError as error:
        fail(error, 1)
    for file in files:
        system = f"  (system: {file.mnemonic})" if file.mnemonic else ""
        click.echo(f"{file.id}  {file.duration_s:.1f} s  {file.name}{system}")


async def _add(
    settings: Settings, file: Path, account: str, name: str
) -> tuple[int, float]:
    library = Library(settings.data_dir / "media")
    try:
        data = await asyncio.to_thread(source.read, file)
        sound = await library.decode(data)
    except OSError as error:
        raise UploadError(f"{file}: {error.strerror}") from None
    except MediaError as error:
        raise UploadError(f"{file}: {error.reason}") from None
    checksum = hashlib.sha256(data).hexdigest()
    measures = store.Measures(sound.seconds, sound.size_bytes, checksum)
    async with servers_of(settings) as servers:
        await migrate(servers.database_url)
        pool = await open_pool(servers.database_url, 1)
        try:
            account_id = await _account(pool, account)
            async with pool.acquire() as connection, connection.transaction():
                media_id = await store.insert(connection, account_id, name, measures)
                await library.put(media_id, sound)  # what is listed can be played
        except UniqueViolationError:
            raise UploadError(f"the account has a media file {name} already") from None
        finally:
            await pool.close()
    return media_id, sound.seconds


def _check_name(name: str) -> None:
    """It is shown in one line, on terminals too, and kept as text."""
    if not 0 < len(name.strip()) <= len(name) <= NAME_LENGTH:
        raise UploadError(f"a name has 1 to {NAME_LENGTH} characters, see --name")
    if any(category(char) in UNFIT for char in name):
        raise UploadError("a name is plain text in one line, see --name")


async def _list(settings: Settings, account: str) -> list[store.MediaFile]:
    async with servers_of(settings) as servers:
        await migrate(servers.database_url)
        pool = await open_pool(servers.database_url, 1)
        try:
            return await store.list_files(pool, await _account(pool, account))
        finally:
            await pool.close()


async def _account(pool: Pool, name: str) -> int:
    account_id = await store.find_account_id(pool, name)
    if account_id is None:
        raise UploadError(f"there is no account {name}")
    return account_id
