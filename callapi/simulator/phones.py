"""Phones: what a test holds in its hand, and what it can ask of it.

A phone follows its script. One whose script says only `ring` (`by_hand`) waits to be
told. A phone may have many calls at once; what is said here goes to the latest.
"""

import asyncio
from collections.abc import Callable
from functools import partial

from callapi.simulator import far_end, registering
from callapi.simulator.behaviour import live, spoken
from callapi.simulator.channel import Channel
from callapi.simulator.network import Network
from callapi.simulator.numbers import script_of, script_of_number
from callapi.simulator.phone_call import CallState, PhoneCall
from callapi.simulator.scripts import Script, parse_script
from callapi.simulator.sound import SILENCE, Heard, Sound, Sounds

# In real seconds: how long a test waits for what must happen. It changes nothing on
# the network, whose time is the clock's.
PATIENCE_S = 30.0


class NoCallError(LookupError):
    """Asked to do something in a call, and there is none."""


class Phone:
    def __init__(self, network: Network, number: str) -> None:
        self.network = network
        self.number = number
        self.is_told = False
        self.script: Script = script_of_number(number)
        self.calls: dict[str, PhoneCall] = {}  # by channel, those that last
        self.last: PhoneCall | None = None
        self.times_rung = 0
        self.patience_s = PATIENCE_S
        self.waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    def behave(self, script: str) -> None:
        """A name of the magic numbers, `by_hand`, or a line of steps; for new calls."""
        self.script = script_of(script)
        self.is_told = True

    def register(
        self, is_registered: bool = True, *, password: str | None = None
    ) -> int:
        """A SIP line nobody has registered cannot be dialled at all.

        Returns the SIP status; `password` is what the phone knows from now on.
        """
        known = registering.find(self.network, self.number)
        known.is_plugged_in = is_registered
        known.password = known.password if password is None else password
        if is_registered:
            return registering.register(self.network, self.number)
        registering.leave(self.network, self.number)
        return registering.REGISTERED

    # ------------------------------------------------------------ what it does

    def answer(self) -> None:
        far_end.answer(self.network, self.channel())

    def hang_up(self) -> None:
        far_end.leave(self.network, self.channel())

    def reject(self, sip_code: int = 486) -> None:
        far_end.leave(self.network, self.channel(), sip_code)

    def press(self, keys: str) -> None:
        for key in keys:
            if key not in far_end.KEYS:
                raise ValueError(f"not a key of a telephone: {key!r}")
            far_end.press(self.network, self.channel(), key)

    def hold(self) -> None:
        far_end.hold(self.network, self.channel(), True)

    def unhold(self) -> None:
        far_end.hold(self.network, self.channel(), False)

    def say(self, word: str) -> None:
        channel = self.channel()
        far_end.say(self.network, channel, spoken(channel, word))

    def act(self, line: str) -> None:
        """Steps of a script, in the call it has now."""
        live(self.network, self.channel(), parse_script(line))

    # ------------------------------------------------------------ what it knows

    @property
    def is_registered(self) -> bool:
        return registering.find(self.network, self.number).is_there

    @property
    def state(self) -> CallState | None:
        return None if self.last is None else self.last.state

    @property
    def shown_caller(self) -> str:
        return "" if self.last is None else self.last.shown_caller

    @property
    def hears(self) -> Sounds:
        return SILENCE if self.last is None else self.last.hears

    @property
    def heard(self) -> list[Heard]:
        return [] if self.last is None else self.last.heard

    @property
    def keys(self) -> str:
        return "" if self.last is None else self.last.keys

    @property
    def cause(self) -> int | None:
        return None if self.last is None else self.last.cause

    @property
    def sip_code(self) -> int | None:
        """What a caller was refused with, or what this phone refused with."""
        return None if self.last is None else self.last.sip_code

    # ------------------------------------------------------------ waiting

    async def rings(self, times: int = 1) -> None:
        """Until it has been called that often since it exists."""
        await self.until(lambda: self.times_rung >= times, f"ring {times} times")

    async def talks(self) -> None:
        await self.until(lambda: self.state == "talking", "talk")

    async def ends(self) -> None:
        """Until all its calls are over."""
        await self.until(lambda: self.last is not None and not self.calls, "end")

    async def hears_source(self, kind: str, name: str | None = None) -> None:
        await self.until(lambda: self.is_hearing(kind, name), f"hear {kind} {name}")

    async def hears_nothing(self) -> None:
        await self.until(lambda: not self.hears, "hear nothing")

    async def receives_keys(self, keys: str) -> None:
        await self.until(lambda: self.keys == keys, f"receive {keys}")

    def is_hearing(self, kind: str, name: str | None = None) -> bool:
        return any(s.kind == kind and name in (None, s.name) for s in self.hears)

    def has_heard(self, kind: str, name: str | None = None) -> bool:
        return any(
            h.what.kind == kind and name in (None, h.what.name) for h in self.heard
        )

    async def until(self, holds: Callable[[], bool], wish: str) -> None:
        """Looked at in the very moment something changes: no state is missed."""
        if holds():
            return
        waiter = (holds, asyncio.get_running_loop().create_future())
        self.waiting.append(waiter)
        try:
            async with asyncio.timeout(self.patience_s):
                await waiter[1]
        except TimeoutError:
            raise TimeoutError(f"{self.number} was to {wish}, but {self}") from None
        finally:
            self.waiting.remove(waiter)

    def notice(self) -> None:
        for holds, future in self.waiting:
            if not future.done() and holds():
                future.set_result(None)

    def __str__(self) -> str:
        if self.last is None:
            return "was never called"
        hears = ", ".join(":".join(sound) for sound in sorted(self.hears)) or "nothing"
        return f"is {self.last.state}, hears {hears}"

    # ------------------------------------------------------------ its calls

    def channel(self) -> Channel:
        """That of its latest call."""
        last = self.last
        if last is None or last.channel_id not in self.network.channels:
            raise NoCallError(f"{self.number} has no call")
        return self.network.channels[last.channel_id]

    def connect(self, channel: Channel, state: CallState, shown: str) -> PhoneCall:
        call = PhoneCall(
            number=self.number,
            channel_id=channel.id,
            shown_caller=shown,
            state=state,
            changed=self.notice,
            voice=Sound("leg", self.number),
        )
        channel.far = call
        self.last = call
        self.calls[channel.id] = call
        call.ended = partial(self.calls.pop, channel.id, None)  # no ring with it
        return call

    def be_called(self, channel: Channel) -> None:
        self.connect(channel, "arriving", channel.connected.number)
        self.times_rung += 1
        self.notice()
        live(self.network, channel, self.script)


class Phones:
    """All phones there are: each is there as soon as somebody asks for it."""

    def __init__(self, network: Network, most: int = 10_000) -> None:
        """Of more than `most`, those that nobody has told anything are forgotten."""
        self.network = network
        self.most = most
        self.by_number: dict[str, Phone] = {}

    def find(self, number: str) -> Phone:
        phone = self.by_number.get(number)
        if phone is None:
            if len(self.by_number) >= self.most:
                self.forget_idle()
            phone = self.by_number[number] = Phone(self.network, number)
        return phone

    def forget_idle(self) -> None:
        """A simulator that runs for months must not remember every number called."""
        kept = {n: p for n, p in self.by_number.items() if p.calls or p.is_told}
        self.by_number = kept
        self.most = max(self.most, 2 * len(kept))
