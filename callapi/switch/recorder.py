"""Recording a conversation at the contact's leg, what it says and what it hears apart.

Two files that begin, pause and end together become one in stereo (`sessions/keep.py`).
Holds, transfers and consultations change who is bridged; the contact stays.
"""

from pathlib import Path

from callapi.domain.session import Leg
from callapi.switch.ari import Ari, AriError
from callapi.switch.entries import Entries
from callapi.switch.events import MESSAGE, RECORDING

PARTS = ("in", "out")  # said by the contact, heard by the contact


class Recorder:
    def __init__(self, ari: Ari, entries: Entries) -> None:
        self._ari = ari
        self._entries = entries

    async def start(self, leg: Leg, name: str, app: str) -> None:
        for part in PARTS:
            snoop = _snoop(name, part)
            async with self._entries.expecting(snoop, app):
                await self._ari.request(
                    "POST",
                    f"channels/{leg.channel}/snoop/{snoop}",
                    spy=part,
                    app=app,
                )
            await self._ari.request(
                "POST",
                f"channels/{snoop}/record",
                name=f"{name}-{part}",
                format="wav",
                ifExists="overwrite",
            )

    async def take_message(
        self, leg: Leg, name: str, max_s: float, silence_s: float, app: str
    ) -> None:
        """Record what the leg says, until it is silent or for so long."""
        snoop = _snoop(name, PARTS[0])
        async with self._entries.expecting(snoop, app):
            await self._ari.request(
                "POST",
                f"channels/{leg.channel}/snoop/{snoop}",
                spy=PARTS[0],
                app=app,
            )
        await self._ari.request(
            "POST",
            f"channels/{snoop}/record",
            name=name,
            format="wav",
            ifExists="overwrite",
            maxDurationSeconds=round(max_s),
            maxSilenceSeconds=round(silence_s),
        )

    async def end_message(self, name: str) -> None:
        await self._ari.ask("POST", f"recordings/live/{name}/stop")

    async def fetch_message(self, name: str, said: Path) -> bool:
        """What was recorded into a file, False when there is nothing; nothing listens
        to the leg any more.
        """
        await self._ari.ask("DELETE", f"channels/{_snoop(name, PARTS[0])}")
        return await self._ari.download(f"recordings/stored/{name}/file", said)

    async def remove_message(self, name: str) -> None:
        await self._ari.ask("DELETE", f"recordings/stored/{name}")

    async def stored_messages(self) -> set[str]:
        """Messages that are complete and still there."""
        found = await self._ari.request("GET", "recordings/stored")
        names = {str(recording["name"]) for recording in found}
        return {name for name in names if MESSAGE.fullmatch(name)}

    async def pause(self, name: str) -> None:
        for part in PARTS:
            await self._ari.ask("POST", f"recordings/live/{name}-{part}/pause")

    async def resume(self, name: str) -> None:
        for part in PARTS:
            await self._ari.ask("DELETE", f"recordings/live/{name}-{part}/pause")

    async def stop(self, name: str) -> None:
        for part in PARTS:
            await self._ari.ask("POST", f"recordings/live/{name}-{part}/stop")
        for part in PARTS:
            await self._ari.ask("DELETE", f"channels/{_snoop(name, part)}")

    async def stored(self) -> set[str]:
        """Our names, without their parts, of what is still there, be it one part."""
        found = await self._ari.request("GET", "recordings/stored")
        ours = (RECORDING.fullmatch(str(recording["name"])) for recording in found)
        return {name[1] for name in ours if name}

    async def is_live(self, name: str) -> bool:
        """Whether any part of it is being recorded; a message is one part."""
        parts = [name] if name.startswith("vm-") else [f"{name}-{it}" for it in PARTS]
        for part in parts:
            try:
                await self._ari.request("GET", f"recordings/live/{part}")
            except AriError as error:
                if error.status != 404:
                    raise
            else:
                return True
        return False

    async def fetch(self, name: str, said: Path, heard: Path) -> tuple[bool, bool]:
        """Both parts into files; False for one that was never made."""
        stored = f"recordings/stored/{name}"
        return (
            await self._ari.download(f"{stored}-in/file", said),
            await self._ari.download(f"{stored}-out/file", heard),
        )

    async def remove(self, name: str) -> None:
        for part in PARTS:
            await self._ari.ask("DELETE", f"recordings/stored/{name}-{part}")

    async def receive_fax(self, leg: Leg, file: Path, app: str) -> None:
        """The leg comes back to the application it has left."""
        channel = f"channels/{leg.channel}"
        for variable, value in (("FAXFILE", str(file)), ("FAXAPP", app)):
            await self._ari.request(
                "POST", f"{channel}/variable", variable=variable, value=value
            )
        path = f"{channel}/continue"
        await self._ari.request(
            "POST", path, context="fax", extension="receive", priority=1
        )


def _snoop(name: str, part: str) -> str:
    """`snoop-` and the session's number first: so its events find the session."""
    kind, _, rest = name.partition("-")
    return f"snoop-{rest}-{part}" if kind == "rec" else f"snoop-{rest}-{kind}-{part}"
