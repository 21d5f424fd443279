"""The way to a directory, for a user whom the directories above it may not let pass.

Servers of root run as somebody else, and root works where nobody else may go. Such a
directory of his gets an entry for that user in its access list (Linux, acl(5)): he may
pass through it, not look into it, and nobody else may do more than before.
"""

import errno
import logging
import os
import pwd
import struct
import subprocess
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

ACL: Final = "system.posix_acl_access"
VERSION: Final = 2
OWNER, USER, GROUP, MASK, OTHERS = 0x01, 0x02, 0x04, 0x10, 0x20
NOBODY: Final = 0xFFFF_FFFF  # the id of an entry that needs none
PASS: Final = 1


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
    """Only through a directory of our own, which has no access list yet."""
    if not hasattr(os, "setxattr"):
        return
    try:
        directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:  # it is gone, or something else by now
        return
    try:
        found = os.fstat(directory)
        if found.st_uid == os.geteuid() and not _has_list(directory):
            os.setxattr(directory, ACL, _entries(found.st_mode, user))
            name = pwd.getpwuid(user).pw_name
            log.warning("user %s may pass through %s from now on", name, path)
    except OSError as error:  # its file system has no access lists
        log.debug("%s stays closed: %s", path, error)
    finally:
        os.close(directory)


def _has_list(directory: int) -> bool:
    """Linux minds no XATTR_CREATE for an access list: it would be written over."""
    try:
        return bool(os.getxattr(directory, ACL))
    except OSError as error:
        if error.errno == errno.ENODATA:
            return False
        raise


def _entries(mode: int, user: int) -> bytes:
    owner, group, others = ((mode >> bits) & 7 for bits in (6, 3, 0))
    entries = [
        (OWNER, owner, NOBODY),
        (USER, PASS, user),
        (GROUP, group, NOBODY),
        (MASK, group | PASS, NOBODY),
        (OTHERS, others, NOBODY),
    ]
    packed = (struct.pack("<HHI", *entry) for entry in entries)
    return struct.pack("<I", VERSION) + b"".join(packed)
