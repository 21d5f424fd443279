"""PJSIP objects of one Asterisk, written at run time into its memory.

They work at once and without a reload, and are lost when Asterisk ends. What stands in
Asterisk's own files cannot be written or removed from here (403).

A removed endpoint is really gone a moment after Asterisk has said so. What is written
under its name until then loses its state: it can register and be called, but is never
listed, nothing is told of it, and after a call it is listed for ever. So it is awaited.
"""

import asyncio
import logging
from collections.abc import Mapping

from callapi.switch.ari import Ari, AriError
from callapi.switch.pjsip import FOREIGN, STAMP, Entry, Stamp, is_line, read_stamp

log = logging.getLogger(__name__)

GONE = 404
# It takes milliseconds, or on a busy machine a second.
ASK_AGAIN_S = 0.02
ASK_AGAIN = 250
# What registers goes first: while it has an endpoint, its end is told.
LINE_TYPES = ("aor", "endpoint", "auth")
TRUNK_TYPES = (*LINE_TYPES, "identify")
# To leave, a trunk has to prove who it is, with its auth. Nothing tells that it has.
UNREGISTER_S = 3.0


class Objects:
    def __init__(self, ari: Ari) -> None:
        self._ari = ari

    async def endpoints(self) -> dict[str, bool]:
        """All there are, and whether they can be called: registered, or answering."""
        found = await self._ari.request("GET", "endpoints/PJSIP")
        return {it["resource"]: it["state"] == "online" for it in found}

    async def stamp(self, name: str) -> Stamp | None:
        """Of an endpoint, `FOREIGN` where somebody else made it; None: it is gone."""
        try:
            fields = await self._ari.request("GET", _path("endpoint", name))
        except AriError as error:
            if error.status == GONE:
                return None
            raise
        tags = [it["value"] for it in fields if it["attribute"] == STAMP]
        return read_stamp(tags[0]) if tags else FOREIGN

    async def write(self, entry: Entry) -> None:
        """Where nothing of it stands: what is written twice is written wrongly."""
        for part in entry.parts:
            await self._put(part.type, entry.name, part.fields)

    async def remove(self, name: str) -> None:
        """All of it, and with the aor its registrations."""
        if not is_line(name) and await self._delete("registration", name):
            await asyncio.sleep(UNREGISTER_S)
        for kind in LINE_TYPES if is_line(name) else TRUNK_TYPES:
            await self._delete(kind, name)
        await self._vanished(name)

    async def remove_endpoint(self, name: str) -> None:
        """What has registered stays so when the endpoint is written again."""
        await self._delete("endpoint", name)
        await self._vanished(name)

    async def drop_registrations(self, entry: Entry) -> None:
        """Those that have outlived a restart of Asterisk."""
        for part in entry.parts:
            if part.type == "aor":
                await self._put(part.type, entry.name, part.fields)
                await self._delete(part.type, entry.name)

    async def _put(self, kind: str, name: str, fields: Mapping[str, str]) -> None:
        listed = [{"attribute": k, "value": v} for k, v in fields.items()]
        await self._ari.put(_path(kind, name), {"fields": listed})

    async def _delete(self, kind: str, name: str) -> bool:
        """Whether it was there."""
        try:
            await self._ari.request("DELETE", _path(kind, name))
        except AriError as error:
            if error.status != GONE:
                raise
            return False
        return True

    async def _vanished(self, name: str) -> None:
        """What never vanishes was lost before, and is mended by being written."""
        for _ in range(ASK_AGAIN):
            try:
                await self._ari.request("GET", f"endpoints/PJSIP/{name}")
            except AriError as error:
                if error.status != GONE:
                    raise
                return
            await asyncio.sleep(ASK_AGAIN_S)
        log.warning("%s is still listed by the switch after its removal", name)


def _path(kind: str, name: str) -> str:
    return f"asterisk/config/dynamic/res_pjsip/{kind}/{name}"
