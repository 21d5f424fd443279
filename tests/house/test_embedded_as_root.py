"""Embedded servers of root: they run as somebody else, who must get at them.

Collected only when the tests themselves run as root.
"""

import asyncio
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from callapi.embedded import EmbeddedError, embedded
from callapi.embedded.directory import (
    close_directory,
    open_directory,
    reachable_program,
)
from callapi.embedded.passage import open_way
from tests.conftest import open_temporary_directory


@pytest.fixture
def directory() -> Iterator[Path]:
    path = open_temporary_directory()
    yield path
    shutil.rmtree(path)


async def test_a_closed_directory_above_is_named(directory: Path) -> None:
    (directory / "closed").mkdir(mode=0o700)
    os.chown(directory / "closed", pwd.getpwnam("nobody").pw_uid, -1)
    expected = f"may not pass through {directory}/closed: run `chmod o.x"
    with pytest.raises(EmbeddedError, match=expected):
        async with embedded(directory / "closed" / "data"):
            pass


async def test_a_directory_of_root_lets_them_pass_and_nobody_else(
    directory: Path,
) -> None:
    closed = directory / "closed"
    closed.mkdir(mode=0o700)
    async with embedded(closed / "data") as servers:
        assert servers.database_url
    assert can("callapi", f"[ -x {closed} ]")
    assert not can("callapi", f"ls {closed}")
    assert not can("nobody", f"[ -x {closed} ]")


def can(user: str, command: str) -> bool:
    facts = pwd.getpwnam(user)
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        user=facts.pw_uid,
        group=facts.pw_gid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


async def test_the_servers_are_not_root(directory: Path) -> None:
    async with embedded(directory):
        for name in ("postgres", "valkey", "run"):
            owner = os.stat(directory / name).st_uid
            assert pwd.getpwuid(owner).pw_name == "callapi"


async def test_two_at_once_are_let_pass(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    closed = directory / "closed"
    closed.mkdir(mode=0o700)
    user = pwd.getpwnam("nobody").pw_uid
    ways = [asyncio.to_thread(open_way, closed, user) for _ in range(8)]
    assert await asyncio.gather(*ways) == [None] * 8
    assert f"nobody may pass through {closed} from now on" in caplog.text


def test_in_an_access_list_everybody_else_stays_as_he_is(directory: Path) -> None:
    closed = directory / "closed"
    closed.mkdir(mode=0o700)
    for user in ("daemon", "nobody"):
        assert open_way(closed, pwd.getpwnam(user).pw_uid) is None
    assert can("daemon", f"[ -x {closed} ]")
    closed.chmod(0o700)  # with a list this is its mask: nobody in it may anything
    assert not can("nobody", f"[ -x {closed} ]")
    assert open_way(closed, pwd.getpwnam("nobody").pw_uid) is None
    assert can("nobody", f"[ -x {closed} ]")
    assert not can("nobody", f"ls {closed}")
    assert not can("daemon", f"[ -x {closed} ]")


def test_programs_are_copied_to_no_link_of_another(directory: Path) -> None:
    closed, elsewhere = directory / "closed", directory / "elsewhere"
    (closed / "install").mkdir(parents=True)
    (closed / "install" / "server").touch()
    closed.chmod(0o700)
    opened = open_directory(directory / "data")
    elsewhere.mkdir(mode=0o700)
    (directory / "data" / "programs").symlink_to(elsewhere)
    with pytest.raises(EmbeddedError, match="programs belongs to somebody else"):
        reachable_program(
            closed / "install" / "server", opened, closed, [closed / "install"]
        )
    close_directory(opened)
    assert list(elsewhere.iterdir()) == []
    assert elsewhere.stat().st_mode & 0o777 == 0o700


async def test_what_is_for_root_alone_by_his_umask_runs(directory: Path) -> None:
    before = os.umask(0o077)
    try:
        async with embedded(directory / "data") as servers:
            assert servers.database_url
    finally:
        os.umask(before)


def test_programs_nobody_else_reaches_are_copied(directory: Path) -> None:
    closed = directory / "closed"
    (closed / "install" / "bin").mkdir(parents=True)
    program = closed / "install" / "bin" / "server"
    program.write_text('#!/bin/sh\ncat "$(dirname "$0")/../../install.libs/word"\n')
    program.chmod(0o700)
    closed.chmod(0o700)
    opened = open_directory(directory / "data")
    library = closed / "install.libs"
    library.mkdir(mode=0o700)
    (library / "word").write_text("runs\n")
    (library / "word").chmod(0o600)
    parts = [closed / "install", library]
    unfinished = directory / "data" / "programs" / "server-unfinished"
    (unfinished / "install").mkdir(parents=True)  # as kill -9 leaves it
    copy = reachable_program(program, opened, closed, parts)
    assert copy != program
    assert (copy.parents[2] / library.name).is_dir()
    assert opened.user is not None
    said = subprocess.check_output([copy], user=opened.user, cwd="/")
    assert said == b"runs\n"
    assert reachable_program(program, opened, closed, parts) == copy
    os.utime(program, (0, 0))  # another version
    newer = reachable_program(program, opened, closed, parts)
    close_directory(opened)
    assert newer != copy
    assert newer.exists()
    assert not copy.exists()
