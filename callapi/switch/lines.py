"""Lines: keeps one Asterisk's lines and trunks equal to the database's.

All of it on every connection, because Asterisk forgets when it ends, and after every
change that PostgreSQL tells of; only what differs is written. Who is registered comes
back the same way, told by Asterisk and stored.

Registrations outlive a restart of Asterisk. They are kept when the password is still
the one that this switch was told last, and dropped when it may be another.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any

from callapi.clock import Clock, Timer
from callapi.store import lines as store
from callapi.store.outage import Outages
from callapi.store.pool import Pool
from callapi.store.trunks import list_trunks
from callapi.switch.ari import Ari, AriError, SwitchDown
from callapi.switch.objects import Objects
from callapi.switch.pjsip import Entry, is_line, line_entry, trunk_entry
from callapi.switch.trunks import Trunks
from callapi.switch.written import Written

log = logging.getLogger(__name__)

TOLD = ("PeerStatusChange", "ContactStatusChange")  # who is there, and from where
CONTACT_HOST = re.compile(r"sips?:(?:[^@]*@)?(\[[^]]+\]|[^:;?>]+)")

TRY_AGAIN_S = 1.0
WRITE_AGAIN_S = 30.0  # what the switch would not take may be right by then


class Lines:
    def __init__(
        self, switch: str, pool: Pool, ari: Ari, trunks: Trunks, clock: Clock
    ) -> None:
        self._switch = switch
        self._pool = pool
        self._ari = ari
        self._objects = Objects(ari)
        self._written = Written(self._objects)
        self._trunks = trunks
        self._clock = clock
        # Of several nodes one writes to the switch; the others only look.
        self.writes: Callable[[], bool] = lambda: True
        self.turn = asyncio.Lock()  # switches are written one after another
        self.registered: set[str] = set()
        self.synced = asyncio.Event()  # at least once
        self._wake = asyncio.Event()
        self._is_unread = True  # nobody knows what stands on the switch
        self._is_due = False
        self._is_gone = False
        self._heard: dict[str, bool] = {}  # not stored yet, or newer than a look
        self._places: dict[str, str] = {}  # where telephones are, not stored yet
        self._retry: Timer | None = None
        self._outages = Outages(log, f"lines of switch {switch} are not seen to")

    # --- what happens; nothing here waits

    def connected(self) -> None:
        self._is_unread = self._is_due = True
        self._is_gone = False
        self._wake.set()

    def changed(self) -> None:
        """The lines or trunks in the database are others now."""
        self._is_due = True
        self._wake.set()

    def gone(self) -> None:
        """The switch has not come back: nobody is registered there."""
        self._is_gone = True
        self.registered.clear()
        self._wake.set()

    def take(self, event: dict[str, Any]) -> None:
        """A phone has registered or left, a trunk answers or has stopped."""
        if event.get("type") == "ContactStatusChange":
            self._note_place(event["contact_info"])
        if event.get("type") != "PeerStatusChange":
            return
        name = event["endpoint"]["resource"]
        is_there = event["peer"]["peer_status"] == "Reachable"
        self._heard[name] = is_there
        if is_line(name):
            (self.registered.add if is_there else self.registered.discard)(name)
            self._wake.set()
        else:
            self._trunks.note(name, answers=is_there)

    def _note_place(self, contact: dict[str, Any]) -> None:
        host = CONTACT_HOST.match(contact["uri"])
        if host and is_line(contact["aor"]) and contact["contact_status"] != "Removed":
            self._places[contact["aor"]] = host[1].strip("[]")
            self._wake.set()

    # --- what is done about it, one thing after another

    async def run(self) -> None:
        """For ever: who begins this ends it."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                await self._work()
        finally:
            self._stop_retrying()

    async def _work(self) -> None:
        try:
            if self._is_gone and self.writes():
                await store.forget_registrations(self._pool, self._switch)
            self._is_gone = False
            if self._is_due and self._ari.connected:
                await self._sync_in_turn()
            if self.writes():
                await self._store_heard()
        except (AriError, SwitchDown) as error:
            log.warning("lines of switch %s: %s", self._switch, error)
            await self._again()
        except Exception as failure:
            self._outages.failed(failure)
            await self._again()
        else:
            self._outages.passed()

    async def _again(self) -> None:
        self._is_unread = self._is_due = True
        await self._clock.sleep(TRY_AGAIN_S)
        self._wake.set()

    async def _sync_in_turn(self) -> None:
        if not self.writes():
            await self._look_on()
            return
        async with self.turn, self._pool.acquire() as db, db.transaction():
            await store.lock(db, self._switch)  # the one before us may be writing
            await self._sync()

    async def _look_on(self) -> None:
        """Another writes: calls need to know the trunks, and which of them answer."""
        self._is_unread, self._is_due = True, False  # should it be us one day
        self._stop_retrying()
        await self._subscribe()
        self._trunks.replace(await list_trunks(self._pool))
        self._heard.clear()
        for name, answers in (await self._objects.endpoints() | self._heard).items():
            if not is_line(name):
                self._trunks.note(name, answers=answers)
        self.synced.set()

    async def _sync(self) -> None:
        is_unread, self._is_unread, self._is_due = self._is_unread, False, False
        self._stop_retrying()
        self._written.is_whole = True
        if is_unread:
            await self._subscribe()
            await self._written.read()
        trunks = await self._sync_trunks()
        lines = await self._sync_lines()
        if is_unread:
            await self._look_who_is_there(lines)
        if not self._written.is_whole:
            self._retry = self._clock.call_later(WRITE_AGAIN_S, self.changed)
        log.info(
            "switch %s has been given %s lines and %s trunks",
            *(self._switch, len(lines), trunks),
        )
        self.synced.set()

    async def _subscribe(self) -> None:
        """To registrations alone: all events of all calls would come a second time."""
        app = f"applications/{self._ari.lines_app}"
        only = {"allowed": [{"type": name} for name in TOLD]}
        await self._ari.put(f"{app}/eventFilter", only)
        source = "endpoint:PJSIP"
        await self._ari.request("POST", f"{app}/subscription", eventSource=source)

    async def _sync_trunks(self) -> int:
        """First, because calls wait for them; in use when they are written."""
        trunks = await list_trunks(self._pool)
        wanted = {entry.name: entry for entry in map(trunk_entry, trunks)}
        for entry in self._written.missing(wanted.values()):
            self._trunks.note(entry.name, answers=False)  # until it is asked anew
        await self._written.write(wanted.values(), {})
        self._trunks.replace(trunks)
        await self._written.remove_others(wanted, lambda name: not is_line(name))
        return len(trunks)

    async def _sync_lines(self) -> dict[str, Entry]:
        told = await store.list_passwords(self._pool, self._switch)
        entries = map(line_entry, await store.list_lines(self._pool))
        wanted = {entry.name: entry for entry in entries}
        await self._written.write(wanted.values(), told)
        await self._written.remove_others(wanted, is_line)
        news: dict[str, str | None] = dict.fromkeys(told.keys() - wanted.keys())
        for name, entry in wanted.items():
            if self._written.has(entry) and told.get(name) != entry.stamp.secret:
                news[name] = entry.stamp.secret
        if news:
            await store.note_passwords(self._pool, self._switch, news)
        return wanted

    async def _look_who_is_there(self, lines: dict[str, Entry]) -> None:
        """What is heard of meanwhile is newer."""
        self._heard.clear()
        states = await self._objects.endpoints() | self._heard
        for name, answers in states.items():
            if not is_line(name):
                self._trunks.note(name, answers=answers)
        online = [name for name in lines if states.get(name)]
        self.registered.clear()
        self.registered.update(online)
        here = dict.fromkeys(online, True)
        await store.note_registrations(self._pool, self._switch, here)
        await store.forget_registrations(self._pool, self._switch, but=online)

    async def _store_heard(self) -> None:
        heard, self._heard = self._heard, {}
        heard = {name: is_there for name, is_there in heard.items() if is_line(name)}
        places, self._places = self._places, {}
        try:
            if heard:
                await store.note_registrations(self._pool, self._switch, heard)
            if places:
                await store.note_addresses(self._pool, self._switch, places)
        except Exception:
            self._heard = heard | self._heard
            self._places = places | self._places
            raise

    def _stop_retrying(self) -> None:
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
