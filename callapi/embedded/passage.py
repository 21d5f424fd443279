"""The way to a directory, for a user whom the directories above it may not let pass.

Servers of root run as somebody else, and root works where nobody else may go. Such a
directory of his gets an entry for that user in its access list (Linux, acl(5)): he may
pass through it, not look into it, and nobody else may do more than before.
"""

import errno
import logging
import os
import pwd
import stat
import struct
import subprocess
from collections.abc import Iterable
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Final, NamedTuple

log = logging.getLogger(__name__)

ACL: Final = "system.posix_acl_access"
VERSION: Final = 2
HEAD, ENTRY = struct.Struct("<I"), struct.Struct("<HHI")
OWNER, USER, GROUP, OF_GROUP, MASK, OTHERS = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
MASKED: Final = {USER, GROUP, OF_GROUP}
NOBODY: Final = 0xFFFF_FFFF  # the id of an entry that needs none
PASS, ALL = 1, 7


class Entry(NamedTuple):
    tag: int
    may: int
    id: int = NOBODY


def first_closed(path: Path, user: int) -> Path | None:
    """The first directory on the way to `path`, and itself, closed to that user.

    The user tries it: mode bits alone do not tell of access lists and mounts.
    """
    way = [str(parent) for parent in (*reversed(path.parents), path)]
    script = 'for p do [ -x "$p" ] || { printf %s "$p"; exit; }; done'
    tried = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *way],
        user=user,
        group=pwd.getpwuid(user).pw_gid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        check=True,
    )
    return Path(os.fsdecode(tried.stdout)) if tried.stdout else None


def open_way(path: Path, user: int) -> Path | None:
    """Let the user pass as far as that is ours to grant; what is closed even then."""
    tried = set[Path]()
    while (closed := first_closed(path, user)) and closed not in tried:
        tried.add(closed)
        _let_pass(closed, user)
    return closed


def _let_pass(path: Path, user: int) -> None:
    """Only through a directory of our own."""
    if not hasattr(os, "setxattr"):
        return
    try:
        directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:  # it is gone, or something else by now
        return
    try:
        found = os.fstat(directory)
        if found.st_uid == os.geteuid():
            entries = _and_passes(_access_list(directory, found.st_mode), user)
            os.setxattr(directory, ACL, _packed(entries))
            name = pwd.getpwuid(user).pw_name
            log.warning("user %s may pass through %s from now on", name, path)
    except OSError as error:  # its file system has no access lists, or is read only
        log.debug("%s stays closed: %s", path, error)
    finally:
        os.close(directory)


def _access_list(directory: int, mode: int) -> list[Entry]:
    """The one it has, or what its mode says."""
    try:
        packed = os.getxattr(directory, ACL)
    except OSError as error:
        if error.errno != errno.ENODATA:
            raise
        bits = stat.S_IMODE(mode)
        of_mode = ((OWNER, bits >> 6), (GROUP, bits >> 3), (OTHERS, bits))
        return [Entry(tag, may & ALL) for tag, may in of_mode]
    return [Entry(*it) for it in ENTRY.iter_unpack(packed[HEAD.size :])]


def _and_passes(entries: Iterable[Entry], user: int) -> list[Entry]:
    """That user may pass besides; everybody else may what he may now.

    What the mask has taken from others stays taken when it changes.
    """
    mask = next((it.may for it in entries if it.tag == MASK), ALL)
    he = Entry(USER, PASS, user)
    new: list[Entry] = []
    for it in entries:
        may = it.may & mask if it.tag in MASKED else it.may
        if (it.tag, it.id) == (he.tag, he.id):
            he = he._replace(may=may | PASS)
        elif it.tag != MASK:
            new.append(it._replace(may=may))
    new.append(he)
    together = reduce(or_, (it.may for it in new if it.tag in MASKED))
    return sorted([*new, Entry(MASK, together)], key=lambda it: (it.tag, it.id))


def _packed(entries: Iterable[Entry]) -> bytes:
    return HEAD.pack(VERSION) + b"".join(ENTRY.pack(*entry) for entry in entries)
