"""Debian's packages unpacked into a folder: nothing is installed, no root is needed.

A private apt with an empty list of installed packages works out all that is needed.
"""

import fcntl
import fnmatch
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

MIRROR: Final = os.environ.get("ASTERISK_MIRROR")
KEYRING: Final = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
NOT_UNPACKED: Final = ("doc", "man", "locale", "info", "lintian", "bug")


class Failed(Exception):
    """Told on standard error; the exit code is 1."""


def say(text: str) -> None:
    sys.stderr.write(f"{Path(sys.argv[0]).name}: {text}\n")


def output(*command: str | Path) -> str:
    """What the command prints; its last lines become the error when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = (done.stdout + done.stderr).strip()[-2000:]
        raise Failed(f"{command[0]} failed\n{tail}")
    return done.stdout


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Of two callers the second one waits, and then finds the work done."""
    with open(folder / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def own_release() -> str:
    """The name of this machine's; empty where it has none."""
    text = Path("/etc/os-release").read_text()
    found = re.search(r"^VERSION_CODENAME=(\S+)", text, re.M)
    return found[1] if found else ""


def mirror() -> str:
    """The archive that serves this machine's own release."""
    if MIRROR:
        return MIRROR
    row = "$(CREATED_BY) $(COMPONENT) $(RELEASE) $(REPO_URI)"
    known = output("apt-get", "indextargets", "--no-release-info", "--format", row)
    for line in known.splitlines():
        match line.split():
            case ["Packages", "main", name, uri] if name == own_release():
                return uri
    raise Failed("apt of this machine names no mirror; set ASTERISK_MIRROR")


class Apt:
    """An apt of its own below `home`: own sources, own index, nothing installed."""

    def __init__(self, home: Path, suite: str) -> None:
        self.home = home
        for part in ("state/lists/partial", "cache/archives/partial"):
            (home / part).mkdir(parents=True)
        (home / "status").touch()
        signed = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
        self.mirror = mirror()
        (home / "sources").write_text(f"deb {signed}{self.mirror} {suite} main\n")
        settings = {
            "Dir::Etc::SourceList": home / "sources",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::Etc::Preferences": "/dev/null",
            "Dir::Etc::PreferencesParts": "/dev/null",
            "Dir::State": home / "state",
            "Dir::State::status": home / "status",
            "Dir::Cache": home / "cache",
            "APT::Install-Recommends": "false",
            "APT::Sandbox::User": output("id", "-un").strip(),
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            # an offline mirror may be older than its index allows
            "Acquire::Check-Valid-Until": "false",
            "Acquire::Check-Date": "false",
            "Debug::NoLocking": "true",
        }
        self.options = [f"-o{name}={value}" for name, value in settings.items()]

    def run(self, *arguments: str) -> str:
        return output("apt-get", "-q", "-y", *self.options, *arguments)

    def update(self) -> None:
        """All of the index or none: half of it lacks packages, and does not say why."""
        try:
            self.run("update", "-o", "APT::Update::Error-Mode=any")
        except Failed as reason:
            raise Failed(
                f"{self.mirror} does not answer: is there a network? ASTERISK_MIRROR"
                f" names another mirror of Debian\n{reason}"
            ) from reason

    def resolve(self, wanted: Iterable[str], left_out: Collection[str]) -> list[str]:
        """`name=version` of every package that is to be unpacked."""
        plan = self.run("--simulate", "install", *wanted)
        found = re.findall(r"^Inst (\S+) \((\S+)", plan, re.M)
        return sorted(
            f"{name}={version}"
            for name, version in found
            if not any(fnmatch.fnmatch(name, pattern) for pattern in left_out)
        )

    def download(self, packages: list[str]) -> list[Path]:
        """`apt-get install` checks hashes and signature; so does this, into `home`."""
        debs = self.home / "debs"
        debs.mkdir()
        command = ["apt-get", "-q", "-y", *self.options, "download", *packages]
        done = subprocess.run(
            command, cwd=debs, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failed(f"download failed\n{done.stderr[-2000:]}")
        return sorted(debs.glob("*.deb"))


def unpack(debs: list[Path], tree: Path) -> None:
    for name in ("bin", "sbin", "lib", "lib64"):
        (tree / "usr" / name).mkdir(parents=True)
        (tree / name).symlink_to(f"usr/{name}")
    tar = ["tar", "-x", "-C", str(tree), "--no-same-owner", "--keep-directory-symlink"]
    tar += [f"--exclude=./usr/share/{name}" for name in NOT_UNPACKED]
    for deb in debs:
        with subprocess.Popen(
            ["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE
        ) as reader:
            subprocess.run(tar, stdin=reader.stdout, check=True)
