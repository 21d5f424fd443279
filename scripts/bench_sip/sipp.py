"""SIPp, which answers every call: unpacked from Debian's package, then run."""

import asyncio
import csv
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.servers import end, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "build/sipp"
SCENARIO = Path(__file__).with_name("answer.xml")
PACKAGE = "sip-tester"


@dataclass(frozen=True, slots=True)
class Program:
    path: str
    libraries: str  # where those are that this machine lacks


@dataclass(frozen=True, slots=True)
class Sipp:
    pid: int
    port: int
    statistics: Path

    async def failed(self) -> int:
        """How many calls went otherwise than the scenario says."""
        text = await asyncio.to_thread(self.statistics.read_text)
        *_, last = csv.DictReader(text.splitlines(), delimiter=";")
        return int(last["FailedCall(C)"])


def program() -> Program:
    """The machine's own SIPp, or one unpacked into build/sipp: no root is needed."""
    own = shutil.which("sipp")
    if own:
        return Program(own, "")
    if not (FOLDER / "usr/bin/sipp").exists():
        _install()
    libraries = FOLDER.glob("usr/lib/*-linux-gnu")
    return Program(str(FOLDER / "usr/bin/sipp"), ":".join(map(str, libraries)))


def _install() -> None:
    """What of the package and its libraries is not on the machine; in one move."""
    work = FOLDER.with_name("sipp.new")
    shutil.rmtree(work, ignore_errors=True)
    for part in ("tree", "debs", "lists/partial", "cache/archives/partial"):
        (work / part).mkdir(parents=True)
    options = [
        f"-oDir::State::lists={work}/lists",
        f"-oDir::Cache={work}/cache",
        f"-oAPT::Sandbox::User={_run('id', '-un').strip()}",
        "-oAPT::Install-Recommends=false",
        "-oAcquire::Languages=none",
        "-oDebug::NoLocking=true",
    ]
    _run("apt-get", "-q", *options, "update")
    plan = _run("apt-get", "-q", *options, "--simulate", "install", PACKAGE)
    wanted = [it.split()[1] for it in plan.splitlines() if it.startswith("Inst ")]
    _run("apt-get", "-q", *options, "download", *wanted, folder=work / "debs")
    for package in (work / "debs").glob("*.deb"):
        _run("dpkg-deb", "--extract", str(package), str(work / "tree"))
    shutil.rmtree(FOLDER, ignore_errors=True)
    (work / "tree").rename(FOLDER)
    shutil.rmtree(work)


def _run(*command: str, folder: Path | None = None) -> str:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=True
        )
    except FileNotFoundError:
        raise RuntimeError(f"no {command[0]} here: install SIPp yourself") from None
    except subprocess.CalledProcessError as error:
        told = f"{error.stdout}{error.stderr}".strip()[-1000:]
        raise RuntimeError(f"SIPp could not be unpacked:\n{told}") from None
    return done.stdout


@asynccontextmanager
async def answering(
    directory: Path, trunk_port: int, sound_port: int
) -> AsyncIterator[Sipp]:
    found = await asyncio.to_thread(program)
    port, statistics = free_port(), directory / "sipp.csv"
    command = [found.path, "-sf", str(SCENARIO), "-i", "127.0.0.1", "-p", str(port)]
    command += ["-key", "trunk", str(trunk_port), "-key", "sound", str(sound_port)]
    command += ["-mp", str(free_port()), "-nostdin", "-fd", "1"]
    command += ["-trace_stat", "-stf", str(statistics)]
    command += ["-trace_err", "-error_file", str(directory / "sipp.errors")]
    with (directory / "sipp.log").open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command,
            env=os.environ | {"LD_LIBRARY_PATH": found.libraries, "TERM": "dumb"},
            stdout=output,
            stderr=output,
        )
    try:
        yield Sipp(process.pid, port, statistics)
    finally:
        await end(process)
