"""The data directory: who uses it, as which user its servers run, where is what.

One process at a time: it holds an exclusive lock on `lock`, which the system takes
away when the process ends, however it ends.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callapi.embedded.passage import first_closed, open_way

SERVICE_USER = "callapi"
SOCKET_PATH_MAX = 100  # sun_path holds 104 bytes on macOS, 108 on Linux


class EmbeddedError(Exception):
    """Why an embedded server can not be started, in one line."""


class InUseError(EmbeddedError):
    """Another process runs the servers of this data directory."""


@dataclass(frozen=True, slots=True)
class Directory:
    path: Path
    run: Path  # sockets
    logs: Path
    user: int | None  # servers run as this user; None: as we do
    lock: int  # the open file that is locked


def open_directory(path: Path) -> Directory:
    """Make the directory fit for use and lock it."""
    path = path.expanduser().resolve()
    user = _service_user(path) if os.geteuid() == 0 else None
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700 if user is None else 0o711)
        lock = _lock(path)
        logs = path / "logs"
        logs.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise EmbeddedError(f"data directory {path}: {error.strerror}") from error
    try:
        if user is not None:
            _check_reachable(path, user)
        return Directory(path, _socket_directory(path, user), logs, user, lock)
    except BaseException:
        os.close(lock)
        raise


def close_directory(directory: Directory) -> None:
    os.close(directory.lock)


def own_directory(path: Path, user: int | None) -> None:
    """Make a directory that nobody but the servers' user can look into."""
    path.mkdir(exist_ok=True, mode=0o700)
    if user is not None:
        os.chown(path, user, -1, follow_symlinks=False)


def reachable_program(
    program: Path, directory: Directory, base: Path, parts: Sequence[Path]
) -> Path:
    """The program, or a copy of it where the servers' user gets at it.

    The virtual environment of root often lies where nobody else may go. `parts` are
    folders below `base`: all that the program needs, which finds them by where it is.
    """
    if directory.user is None or first_closed(program, directory.user) is None:
        return program
    programs, facts = directory.path / "programs", program.stat()
    version = f"{facts.st_mtime_ns:x}-{facts.st_size:x}"
    copy = programs / f"{program.name}-{version}"
    if not copy.exists():
        unfinished = _emptied(programs, program.name)
        for part in parts:
            shutil.copytree(part, unfinished / part.relative_to(base))
        _let_read(unfinished)
        os.sync()  # power may fail: a copy that has its name is whole
        unfinished.rename(copy)
    return copy / program.relative_to(base)


def _emptied(programs: Path, name: str) -> Path:
    """Where a copy is made; those of other versions are gone."""
    programs.mkdir(exist_ok=True)
    _check_ours(programs, os.geteuid())
    programs.chmod(0o755)
    unfinished = programs / f"{name}-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    for old in programs.glob(f"{name}-*"):
        shutil.rmtree(old.rename(unfinished))  # what is left of it is no copy
    return unfinished


def _let_read(directory: Path) -> None:
    """What root has installed may be for him alone, by his umask."""
    for path in (directory, *directory.rglob("*")):
        mode = path.stat().st_mode & 0o777
        path.chmod(mode | 0o055 if mode & 0o100 else mode | 0o044)


def _lock(path: Path) -> int:
    lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(lock, 20, 0).decode(errors="replace").strip() or "unknown"
        os.close(lock)
        raise InUseError(
            f"data directory {path} is in use by another callapi (process {holder})"
        ) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    return lock


def _service_user(path: Path) -> int:
    """PostgreSQL refuses to run as root: the user it runs as instead."""
    data = path / "postgres"
    if data.exists() and (owner := data.stat().st_uid) != 0:
        if not _is_user(owner):
            raise EmbeddedError(f"{data} belongs to user {owner}, who is unknown here")
        return owner
    for name in (SERVICE_USER, "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            _add_user(name)
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise EmbeddedError(
        "PostgreSQL does not run as root: start callapi as another user"
    )


def _is_user(number: int) -> bool:
    try:
        return bool(pwd.getpwuid(number))
    except KeyError:
        return False


def _add_user(name: str) -> None:
    command = ["useradd", "--system", "--no-create-home", "--user-group"]
    shell = ["--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run([*command, *shell], check=False, capture_output=True)
    except FileNotFoundError:
        return  # a small system without it: `nobody` has to do


def _check_reachable(path: Path, user: int) -> None:
    closed = open_way(path, user)
    if closed is not None:
        name = pwd.getpwuid(user).pw_name
        raise EmbeddedError(
            f"PostgreSQL runs as user {name}, who may not pass through {closed}:"
            f" run `chmod o+x {closed}` or choose another data directory"
        )


def _socket_directory(path: Path, user: int | None) -> Path:
    run = socket_directory(path)
    if run.is_symlink() or run.exists():
        _check_ours(run, os.geteuid(), user)
    own_directory(run, user)
    _check_ours(run, os.geteuid(), user)
    return run


def _check_ours(path: Path, *users: int | None) -> None:
    """A directory, and no link to what another has chosen."""
    found = path.lstat()
    if found.st_uid not in users or not stat.S_ISDIR(found.st_mode):
        raise EmbeddedError(f"{path} belongs to somebody else or is a link: remove it")


def socket_directory(path: Path) -> Path:
    """In the data directory; elsewhere when that would be too long for a socket."""
    path = path.expanduser().resolve()
    run = path / "run"
    if len(os.fsencode(run)) <= SOCKET_PATH_MAX - len("/.s.PGSQL.5432"):
        return run
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"callapi-{name}"
