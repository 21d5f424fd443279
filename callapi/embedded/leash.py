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


class Leash:
    """One server process."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def last_words(self) -> str:
        """The last line of its log, for the error message."""
        lines = self._log.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    async def stop(self) -> None:
        """Let go of the pipe: the watcher asks the server to stop. Then insist."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            await asyncio.to_thread(self._process.wait, STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)


def spawn(
    command: Sequence[str | Path],
    *,
    stop_signal: str,
    lock: int,
    log: Path,
    user: int | None,
) -> Leash:
    with _open_log(log) as output:
        process = subprocess.Popen(
            ["/bin/sh", "-c", LEASH, stop_signal, *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
            pass_fds=(lock,),
            **identity(user),
        )
    return Leash(process, log)


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
