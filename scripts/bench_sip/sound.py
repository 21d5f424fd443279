"""All telephones' voices and ears: `python -m scripts.bench_sip.sound`, a process.

SIPp's own `rtp_stream` stops after a packet when it answers, and its echo never says
the first word. So each telephone that has answered sends G.711 at 50 packets a second,
all from one socket. A packet says whose it is, the how manieth, and when it was sent;
Asterisk passes what it need not mix as it is. So whoever hears it knows that it has
come from the right party, what is missing, and how long it took.

On standard input: `begin NUMBER PORT`, `end NUMBER`, `count`. Goes when that closes.
Out come `port N`, `hears NUMBER TIME` for the first sound of the other party, and for
`count` a line of JSON: what was heard since the last.
"""

import os
import socket
import struct
import sys
import time
from array import array
from contextlib import suppress
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

PACKET_S = 0.020
SLOTS = 10
STEP_S = PACKET_S / SLOTS  # what arrives is looked at so often
SAMPLES = 160
BUFFER_BYTES = 8 * 1024 * 1024
SO_RCVBUFFORCE = 33  # Linux, for root; others get what they may have
RTP = struct.Struct("!BBHII")
MARK = struct.Struct("!11sId")  # number, count, sent at
TONE = (b"\x80" * 4 + b"\x00" * 4) * 20  # 1 kHz, loud, in mu-law
# Numbers of ours, to tell what we say from the switch's own music.
CONTACTS, OPERATORS = b"1202556", b"1312556"


class Heard(BaseModel):
    """Times in seconds."""

    model_config = ConfigDict(frozen=True)

    said: int  # packets, also those said before the other party was there
    packets: int
    lost: int  # between two that were heard
    crossed: int  # heard by somebody else than the other party
    delay_p50: float
    delay_p99: float
    late: float  # the longest that we were behind with sending


@dataclass(slots=True)
class Phone:
    number: bytes
    partner: bytes
    port: int  # Asterisk's, which is also whom it hears from
    packet: bytearray
    said: int = 0
    last: int = -1  # the count of the last packet heard


class Exchange:
    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with suppress(PermissionError):
            self._socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port: int = self._socket.getsockname()[1]
        self._by_number: dict[bytes, Phone] = {}
        self._by_port: dict[int, Phone] = {}
        self._slots: list[list[Phone]] = [[] for _ in range(SLOTS)]
        self._clear()

    def _clear(self) -> None:
        self._said = self._packets = self._lost = self._crossed = 0
        self._delays = array("d")
        self._late = 0.0

    def begin(self, number: str, port: int) -> None:
        name = number.encode()
        if name in self._by_number:
            return  # the answer has been sent again
        ours, theirs = (
            (CONTACTS, OPERATORS)
            if name.startswith(CONTACTS)
            else (OPERATORS, CONTACTS)
        )
        partner = theirs + name.removeprefix(ours)
        packet = bytearray(RTP.size) + TONE
        phone = Phone(name, partner, port, packet)
        self._by_number[name] = self._by_port[port] = phone
        min(self._slots, key=len).append(phone)

    def end(self, number: str) -> None:
        phone = self._by_number.pop(number.encode(), None)
        if phone is None:
            return
        if self._by_port.get(phone.port) is phone:
            del self._by_port[phone.port]
        for slot in self._slots:
            if phone in slot:
                slot.remove(phone)

    def say(self, slot: int) -> None:
        for phone in self._slots[slot]:
            said, packet = phone.said, phone.packet
            phone.said = said + 1
            self._said += 1
            RTP.pack_into(packet, 0, 0x80, 0, said & 0xFFFF, said * SAMPLES, phone.port)
            MARK.pack_into(packet, RTP.size, phone.number, said, time.monotonic())
            with suppress(OSError):  # full buffers, a closed port: it counts as lost
                self._socket.sendto(packet, ("127.0.0.1", phone.port))

    def listen(self) -> None:
        """To all that has come by now."""
        with suppress(BlockingIOError):
            while True:
                data, (_, port) = self._socket.recvfrom(2048)
                phone = self._by_port.get(port)
                if phone is not None and len(data) >= RTP.size + MARK.size:
                    self._hear(phone, data)

    def _hear(self, phone: Phone, data: bytes) -> None:
        number, count, sent = MARK.unpack_from(data, RTP.size)
        if number != phone.partner:
            self._crossed += number.startswith((CONTACTS, OPERATORS))
            return
        now = time.monotonic()
        self._packets += 1
        self._delays.append(now - sent)
        if phone.last < 0:
            tell(f"hears {phone.number.decode()} {now:.6f}")
        else:
            self._lost += count - phone.last - 1
        phone.last = count

    def note_late(self, late: float) -> None:
        self._late = max(self._late, late)

    def count(self) -> Heard:
        delays = sorted(self._delays) or [0.0]
        heard = Heard(
            said=self._said,
            packets=self._packets,
            lost=self._lost,
            crossed=self._crossed,
            delay_p50=delays[len(delays) // 2],
            delay_p99=delays[len(delays) * 99 // 100],
            late=self._late,
        )
        self._clear()
        return heard


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def obey(exchange: Exchange, line: str) -> None:
    match line.split():
        case ["begin", number, port]:
            exchange.begin(number, int(port))
        case ["end", number]:
            exchange.end(number)
        case ["count"]:
            tell(exchange.count().model_dump_json())


def run() -> None:
    exchange = Exchange()
    tell(f"port {exchange.port}")
    os.set_blocking(0, False)
    due, slot, asked = time.monotonic(), 0, b""
    while True:
        due += STEP_S
        late = time.monotonic() - due
        if late < 0:
            time.sleep(-late)
        else:
            exchange.note_late(late)
        exchange.say(slot)
        slot = (slot + 1) % SLOTS
        exchange.listen()
        with suppress(BlockingIOError):
            read = os.read(0, 65_536)
            if not read:
                return
            *lines, asked = (asked + read).split(b"\n")
            for line in lines:
                obey(exchange, line.decode())


if __name__ == "__main__":
    run()
