"""A SIP phone as a test sees it: it rings, answers, hears, speaks and hangs up.

Everything that a phone does is awaited: each wait ends with the fact or, after a few
seconds, with a failure that says what happened instead.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.telephony.child import Child, Event

PATIENCE_S = 20.0

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

    child: Child
    number: str
    hertz: int = 0
    events: list[Event] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def caller(self) -> str:
        """The number that the last call showed."""
        return str(self.last("rings")["caller"])

    @property
    def digits(self) -> str:
        """All DTMF received."""
        return "".join(e["digit"] for e in self.events if e["event"] == "dtmf")

    def last(self, kind: str) -> Event:
        return next(e for e in reversed(self.events) if e["event"] == kind)

    def times(self, kind: str) -> int:
        return sum(e["event"] == kind for e in self.events)

    async def registered(self) -> None:
        await self.wait(lambda: self.times("registered") > 0, "register")
        assert self.last("registered")["code"] == 200

    async def rings(self, times: int = 1) -> None:
        await self.wait(lambda: self.times("rings") >= times, "ring")

    async def told(self, code: int) -> None:
        """Who calls is told this SIP status before the answer."""

        def is_told() -> bool:
            return code in [e["code"] for e in self.events if e["event"] == "told"]

        await self.wait(is_told, f"be told {code}")

    async def answered(self, times: int = 1) -> None:
        await self.wait(lambda: self.times("answered") >= times, "be connected")

    async def ended(self, times: int = 1) -> int:
        """The call is over. Returns the last SIP status of it."""
        await self.wait(lambda: self.times("ended") >= times, "be hung up")
        return int(self.last("ended")["code"])

    async def receives(self, digits: str) -> None:
        await self.wait(lambda: self.digits.endswith(digits), f"receive {digits}")

    async def hears(self, *hertz: int) -> None:
        """From now on, for half a second: these tones, and nothing besides."""
        await self.wait(lambda: self.times("sound") > 0, "have sound")
        await self.child.command("listen", number=self.number, hertz=hertz)

    async def hears_silence(self) -> None:
        """Which is sent, as long as the call is up: or the phone would hang up."""
        before = await self.packets()
        await self.hears()
        assert await self.packets() > before, f"{self.number} is sent nothing at all"

    async def hears_music_or_speech(self) -> None:
        """From now on, for a second: what is loud and no mere tone."""
        await self.wait(lambda: self.times("sound") > 0, "have sound")
        await self.child.command("listen", number=self.number, hertz=None)

    async def has_heard(self, hertz: int) -> bool:
        """This tone, in the call that is up, be it for a moment."""
        await self.child.command("recall", number=self.number, hertz=hertz)
        return bool(self.last("recalls")["heard"])

    async def packets(self) -> int:
        """Of sound, that have come so far."""
        await self.child.command("count", number=self.number)
        return int(self.last("packets")["count"])

    async def picks_up(self) -> None:
        """Of a phone that only rings."""
        await self.replies(200)

    async def replies(self, code: int) -> None:
        """This SIP status, to a call that rings."""
        await self.child.command("reply", number=self.number, code=code)

    async def says(self, hertz: int) -> None:
        await self.child.command("say", number=self.number, hertz=hertz)

    async def presses(self, digits: str) -> None:
        await self.child.command("dtmf", number=self.number, digits=digits)

    async def dials(self, to: str) -> None:
        await self.child.command("dial", number=self.number, to=to, hertz=self.hertz)

    async def transfers(self, to: str) -> int:
        """By the phone's own button, a REFER. Returns the SIP status of the reply."""
        await self.child.command("transfer", number=self.number, to=to)
        await self.wait(lambda: self.times("transfer") > 0, "be answered")
        return int(self.last("transfer")["code"])

    async def hangs_up(self) -> None:
        await self.child.command("hang_up", number=self.number)

    async def take(self, event: Event) -> None:
        async with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    async def wait(self, fact: Callable[[], bool], what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S), self.changed:
                await self.changed.wait_for(fact)
        except TimeoutError:
            raise AssertionError(
                f"{self.number} did not {what}; it saw {self.events}"
            ) from None
