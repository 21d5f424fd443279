"""A server process that ends when we do, also when we are killed.

It is started in a session of its own, so that Ctrl-C in the terminal reaches us
only, and with a pipe from us: a small watcher beside it reads that pipe, and the
end of it, which comes however we end, makes the watcher stop the server.

Every process of the server inherits a locked file. Who gets that lock next time
knows that nothing of the former run is alive.
"""

import asyncio
import contextlib
import fcntl
import os
import pwd
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypedDict

from callapi.embedded.directory import EmbeddedError

# The shell becomes the server ($$ stays its process id); the watcher is orphaned on
# purpose, so that the server gets no child it does not know.
LEASH = (
    "exec 4<&0 </dev/null;"
    ' ( (cat <&4 >/dev/null; kill -s "$0" $$ 2>/dev/null) & );'
    ' exec 4<&-; exec "$@"'
)
POLL_S = 0.02
LEFTOVER_PATIENCE_S = 2.0  # a watcher of the former run may be at work
LEFTOVER_TIMEOUT_S = 20.0
STOP_TIMEOUT_S = 6.0
LOG_MAX_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Program:
    """What is run, and how: asked for `stop_signal` it ends in good order."""

    command: Sequence[str | Path]
    stop_signal: str
    lock: int
    log: Path
    user: int | None


class Leash:
    """One server process; started again, it is another."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._process = self._spawn()

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def last_words(self) -> str:
        """The last line of its log, for the error message."""
        lines = self._program.log.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    async def stop(self) -> None:
        """Let go of the pipe: the watcher asks the server to stop. Then insist."""
        self._let_go()
        try:
            await asyncio.to_thread(self._process.wait, STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    def start_again(self) -> None:
        self._let_go()
        self._process = self._spawn()

    def _let_go(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _spawn(self) -> "subprocess.Popen[bytes]":
        program = self._program
        with _open_log(program.log) as output:
            return subprocess.Popen(
                ["/bin/sh", "-c", LEASH, program.stop_signal, *program.command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
                pass_fds=(program.lock,),
                **identity(program.user),
            )


class Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def identity(user: int | None) -> Identity:
    """Arguments for `subprocess` to run as that user."""
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwuid(user).pw_gid, "extra_groups": []}


async def lock_server(path: Path, end_leftover: Callable[[], None]) -> int:
    """Wait until nothing of the server's former run is left; end it if need be."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    began = time.monotonic()
    is_ended = False
    while not _try_lock(lock):
        waited = time.monotonic() - began
        if waited > LEFTOVER_TIMEOUT_S:
            os.close(lock)
            raise EmbeddedError(f"a former server of {path.stem} does not end: {path}")
        if waited > LEFTOVER_PATIENCE_S and not is_ended:
            is_ended = True
            await asyncio.to_thread(end_leftover)
        await asyncio.sleep(POLL_S)
    return lock


def _try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _open_log(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > LOG_MAX_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")
