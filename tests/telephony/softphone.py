"""The child process that holds some SIP phones of a test run.

pjsua2 wants a process of its own: it has one global endpoint and its own threads.
Commands come in as JSON lines, `{"id": 1, "do": "expect", ...}`, and each is
acknowledged, so that "expect a call" is true before the call is made. What happens
to the phones goes out as JSON lines with an `event`.

A phone is a number: that of an employee's line, which registers, or any other, which
the carrier's trunk leads here. Where one call of a number is over, the next begins.
"""

import heapq
import json
import os
import re
import select
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pjsua2 as pj

from tests.telephony.conversation import Conversation, Line, Output
from tests.telephony.sound import Listener, recorded, sounds_anywhere

HOST = "127.0.0.1"
USER = re.compile(r"sips?:([^@>;]+)@")
UNKNOWN_NUMBER = 404
MERGED_REQUEST = 482

Command = dict[str, Any]


def user_of(uri: str) -> str:
    found = USER.search(uri)
    return found[1] if found else ""


def secret_of(number: str, password: str) -> Any:
    return pj.AuthCredInfo("digest", "*", number, 0, password)


class Account(pj.Account):  # type: ignore[misc]  # pjsua2 has no types
    """A line, or the carrier: whoever is called, the number in To says which phone."""

    def __init__(self, phones: "Softphones", number: str, config: Any) -> None:
        super().__init__()
        self.phones = phones
        self.number = number
        self.config = config
        self.password = ""

    def onRegState(self, state: Any) -> None:
        facts = {"number": self.number, "code": state.code}
        self.phones.output.write({"event": "registered", **facts})

    def onIncomingCall(self, incoming: Any) -> None:
        phones = self.phones
        call = Conversation(phones.line, self, incoming.callId)
        info = call.getInfo()
        call.sip_id = info.callIdString
        known = call.sip_id in [other.sip_id for other in phones.calls]
        phones.calls.append(call)
        if known:  # sent again before our answer was there: no second call
            call.reply(MERGED_REQUEST)
            return
        call.number = user_of(info.localUri)
        plan = phones.plans.get(call.number)
        if plan is None:
            call.reply(UNKNOWN_NUMBER)
            return
        call.hertz = plan["hertz"]
        call.reply(pj.PJSIP_SC_RINGING)
        call.tell("rings", caller=user_of(info.remoteUri))
        for step in plan["steps"]:
            phones.later(step["after"], partial(call.reply, step["code"]))


class Softphones:
    def __init__(self, asterisk: str, folder: Path) -> None:
        self.output = Output()
        self.line = Line(self.output, folder, self.bury)
        self.asterisk = asterisk
        self.counter = count(1)
        self.plans: dict[str, Command] = {}
        self.accounts: dict[str, Account] = {}
        self.calls: list[Conversation] = []
        self.ended: list[Conversation] = []
        self.listeners: dict[int, Listener] = {}
        self.due: list[tuple[float, int, Callable[[], object]]] = []
        self.endpoint, self.port = self.open_endpoint()
        self.add_account("carrier", default=True)

    def open_endpoint(self) -> tuple[Any, int]:
        endpoint = pj.Endpoint()
        endpoint.libCreate()
        config = pj.EpConfig()
        config.logConfig.level = config.logConfig.consoleLevel = 2
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.medConfig.noVad = True  # silence is sent too, as real phones do
        config.medConfig.clockRate = config.medConfig.sndClockRate = 8000
        config.medConfig.ecTailLen = 0
        endpoint.libInit(config)
        endpoint.audDevManager().setNullDev()
        transport = pj.TransportConfig()
        transport.boundAddress = HOST
        opened = endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
        endpoint.libStart()
        address = endpoint.transportGetInfo(opened).localAddress
        return endpoint, int(address.rpartition(":")[2])

    def add_account(
        self, number: str, password: str | None = None, default: bool = False
    ) -> Account:
        config = pj.AccountConfig()
        host = self.asterisk if password else HOST
        config.idUri = f"sip:{number}@{host}"
        config.mediaConfig.transportConfig.boundAddress = HOST
        config.mediaConfig.transportConfig.port = 0
        if password is not None:
            config.regConfig.registrarUri = f"sip:{self.asterisk}"
            config.sipConfig.authCreds.append(secret_of(number, password))
        account = Account(self, number, config)
        account.password = password or ""
        account.create(config, default)
        self.accounts[number] = account
        return account

    def later(self, seconds: float, action: Callable[[], object]) -> None:
        due = time.monotonic() + seconds
        heapq.heappush(self.due, (due, next(self.counter), action))

    def bury(self, call: Conversation) -> None:
        """Its object has to outlive the callback that says it is over."""
        self.calls.remove(call)
        self.ended.append(call)

    def call_of(self, number: str) -> Conversation:
        return next(call for call in reversed(self.calls) if call.number == number)

    # --- commands: each `do` is a method below

    def register(self, number: str, password: str) -> None:
        """Also again, or with another password after the one before was refused."""
        account = self.accounts.get(number)
        if account is None:
            self.add_account(number, password)
        elif account.password == password:
            account.setRegistration(True)
        else:  # it registers anew by itself
            account.password = password
            account.config.sipConfig.authCreds.clear()
            account.config.sipConfig.authCreds.append(secret_of(number, password))
            account.modify(account.config)

    def expect(self, number: str, hertz: int, steps: list[Command]) -> None:
        """What this phone does when it is called: SIP codes, each after so long."""
        self.plans[number] = {"hertz": hertz, "steps": steps}

    def forget(self) -> None:
        """What was expected by an earlier test."""
        self.plans.clear()

    def dial(self, number: str, to: str, hertz: int) -> None:
        account = self.accounts.get(number) or self.add_account(number)
        call = Conversation(self.line, account)
        self.calls.append(call)
        call.number = number
        call.hertz = hertz
        call.makeCall(f"sip:{to}@{self.asterisk}", pj.CallOpParam(True))

    def reply(self, number: str, code: int) -> None:
        self.call_of(number).reply(code)

    def say(self, number: str, hertz: int) -> None:
        call = self.call_of(number)
        call.hertz = hertz
        call.speak()

    def dtmf(self, number: str, digits: str) -> None:
        self.call_of(number).dialDtmf(digits)

    def hang_up(self, number: str) -> None:
        """Of two who do at once the second may find that it is over."""
        with suppress(StopIteration):
            self.call_of(number).hangup(pj.CallOpParam())

    def transfer(self, number: str, to: str) -> None:
        self.call_of(number).xfer(f"sip:{to}@{self.asterisk}", pj.CallOpParam(True))

    def count(self, number: str) -> None:
        """Tell how many packets of sound have come."""
        call = self.call_of(number)
        call.tell("packets", count=call.getStreamStat(0).rtcp.rxStat.pkt)

    def recall(self, number: str, hertz: int) -> None:
        """Tell whether this tone has sounded in the call, be it for a moment."""
        call = self.call_of(number)
        heard = sounds_anywhere(recorded(call.recording), hertz)
        call.tell("recalls", heard=heard)

    def listen(self, number: str, hertz: list[int] | None) -> Listener:
        wanted = None if hertz is None else tuple(hertz)
        return Listener(self.call_of(number).recording, wanted)

    def obey(self, id: int, do: str, **facts: Any) -> None:
        try:
            listener = getattr(self, do)(**facts)
        except Exception as reason:  # told to the test, which fails with it
            self.report(id, f"{do}: {type(reason).__name__} {reason}")
            return
        if listener is None:
            self.report(id)
        else:
            self.listeners[id] = listener

    def report(self, id: int, error: str | None = None) -> None:
        self.output.write({"reply": id, "error": error})

    def ask_listeners(self) -> None:
        for id, listener in list(self.listeners.items()):
            disappointment = listener.disappointment()
            if disappointment or listener.is_content():
                del self.listeners[id]
                self.report(id, disappointment)

    def run(self) -> None:
        """Until standard input closes: with the tests gone the phones go too."""
        self.output.write({"event": "ready", "port": self.port})
        unread = b""
        while True:
            self.endpoint.libHandleEvents(10)
            self.ended.clear()
            self.ask_listeners()
            while self.due and self.due[0][0] <= time.monotonic():
                heapq.heappop(self.due)[2]()
            if select.select([0], [], [], 0)[0]:
                read = os.read(0, 65536)
                if not read:
                    break
                *lines, unread = (unread + read).split(b"\n")
                for line in lines:
                    self.obey(**json.loads(line))
        self.calls.clear()  # before the library that they call when they go
        self.ended.clear()
        self.endpoint.libDestroy()


if __name__ == "__main__":
    Softphones(sys.argv[1], Path(sys.argv[2])).run()
