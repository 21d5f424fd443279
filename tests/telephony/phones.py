"""SIP phones as a test sees them: they ring, answer, hear, speak, press and hang up.

Everything that a phone does is awaited: each wait ends with the fact or, after a few
seconds, with a failure that says what happened instead.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Self

PATIENCE_S = 8.0
ROOT = Path(__file__).resolve().parent.parent.parent

Step = dict[str, float]


def progress(after: float = 0.0) -> Step:
    """183 with sound before the answer."""
    return {"after": after, "code": 183}


def answer(after: float = 0.0) -> Step:
    return {"after": after, "code": 200}


def refuse(code: int = 486, after: float = 0.0) -> Step:
    """Busy, unless another SIP status is given."""
    return {"after": after, "code": code}


@dataclass
class Phone:
    """One number. With no steps given it only rings."""

    phones: "Phones"
    number: str
    hertz: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def caller(self) -> str:
        """The number that the last call showed."""
        return str(self.last("rings")["caller"])

    @property
    def digits(self) -> str:
        """All DTMF received."""
        return "".join(e["digit"] for e in self.events if e["event"] == "dtmf")

    def last(self, kind: str) -> dict[str, Any]:
        return next(e for e in reversed(self.events) if e["event"] == kind)

    def times(self, kind: str) -> int:
        return sum(e["event"] == kind for e in self.events)

    async def rings(self, times: int = 1) -> None:
        await self.wait(lambda: self.times("rings") >= times, "ring")

    async def answered(self, times: int = 1) -> None:
        await self.wait(lambda: self.times("answered") >= times, "be connected")

    async def ended(self, times: int = 1) -> int:
        """The call is over. Returns the last SIP status of it."""
        await self.wait(lambda: self.times("ended") >= times, "be hung up")
        return int(self.last("ended")["code"])

    async def receives(self, digits: str) -> None:
        await self.wait(lambda: self.digits.endswith(digits), f"receive {digits}")

    async def hears(self, *hertz: int) -> None:
        """From now on, for a second: these tones, and nothing besides."""
        await self.wait(lambda: self.times("sound") > 0, "have sound")
        await self.phones.command("listen", number=self.number, hertz=hertz)

    async def hears_silence(self) -> None:
        await self.hears()

    async def says(self, hertz: int) -> None:
        await self.phones.command("say", number=self.number, hertz=hertz)

    async def presses(self, digits: str) -> None:
        await self.phones.command("dtmf", number=self.number, digits=digits)

    async def dials(self, to: str) -> None:
        await self.phones.command("dial", number=self.number, to=to, hertz=self.hertz)

    async def hangs_up(self) -> None:
        await self.phones.command("hang_up", number=self.number)

    async def wait(self, fact: Callable[[], bool], what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S), self.changed:
                await self.changed.wait_for(fact)
        except TimeoutError:
            raise AssertionError(
                f"{self.number} did not {what}; it saw {self.events}"
            ) from None


class Phones:
    """All phones of a test run, in one child process (softphone.py)."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.numbers: dict[str, Phone] = {}
        self.ids = count(1)
        self.replies: dict[int, asyncio.Future[None]] = {}
        self.ready = asyncio.Event()
        self.reader = asyncio.create_task(self.read())

    @classmethod
    async def start(cls, port: int, asterisk: str, folder: Path) -> Self:
        """`asterisk`: its SIP address. Its trunk has to lead to our `port`."""
        log = os.open(folder / "softphone.log", os.O_WRONLY | os.O_CREAT)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.telephony.softphone"),
            *(str(port), asterisk, str(folder)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            cwd=ROOT,
        )
        os.close(log)
        phones = cls(process)
        async with asyncio.timeout(PATIENCE_S):
            await phones.ready.wait()
        return phones

    async def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self.process.wait()
        if self.process.returncode is None:
            self.process.kill()
        await self.reader

    async def line(
        self, number: str, password: str, *steps: Step, hertz: int = 0
    ) -> Phone:
        """An employee's phone, registered."""
        phone = self.phone(number, hertz)
        if not phone.times("registered"):
            await self.command("register", number=number, password=password)
            await phone.wait(lambda: phone.times("registered") > 0, "register")
            assert phone.last("registered")["code"] == 200
        return await self.expect(phone, steps)

    async def outside(self, number: str, *steps: Step, hertz: int = 0) -> Phone:
        """A phone somewhere in the world, behind the carrier's trunk."""
        return await self.expect(self.phone(number, hertz), steps)

    def phone(self, number: str, hertz: int) -> Phone:
        """Forgets what an earlier test did with the number, except its registration."""
        old = self.numbers.get(number)
        kept = [e for e in old.events if e["event"] == "registered"] if old else []
        self.numbers[number] = Phone(self, number, hertz, kept)
        return self.numbers[number]

    async def expect(self, phone: Phone, steps: tuple[Step, ...]) -> Phone:
        facts = {"number": phone.number, "hertz": phone.hertz, "steps": list(steps)}
        await self.command("expect", **facts)
        return phone

    async def command(self, do: str, **facts: object) -> None:
        """Returns when the child has obeyed; fails with what it says."""
        assert self.process.stdin
        number = next(self.ids)
        self.replies[number] = asyncio.get_running_loop().create_future()
        line = json.dumps({"id": number, "do": do, **facts})
        self.process.stdin.write(line.encode() + b"\n")
        try:
            async with asyncio.timeout(2 * PATIENCE_S):
                await self.replies[number]
        finally:
            del self.replies[number]

    async def read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            message = json.loads(line)
            if "reply" in message:
                self.acknowledge(self.replies[message["reply"]], message["error"])
            elif message["event"] == "ready":
                self.ready.set()
            elif phone := self.numbers.get(message["number"]):
                async with phone.changed:
                    phone.events.append(message)
                    phone.changed.notify_all()

    @staticmethod
    def acknowledge(reply: asyncio.Future[None], error: str | None) -> None:
        if error is None:
            reply.set_result(None)
        else:
            reply.set_exception(AssertionError(error))
