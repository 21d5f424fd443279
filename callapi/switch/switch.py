"""What a session may ask for, in telephone words, and how ARI is asked for it.

Every request is safe to repeat: after a restart the same things are asked again. What
is gone already counts as done.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence, Set
from pathlib import Path
from typing import Any, ClassVar

from callapi.domain import actions as a
from callapi.domain.actions import Action
from callapi.domain.keys import GAP_S, TONE_S, segments
from callapi.domain.session import HUSH, Leg, LegState, Playing, Role
from callapi.switch.ari import GONE, Ari, AriError, SwitchDown
from callapi.switch.dialler import Dialler
from callapi.switch.entries import Entries
from callapi.switch.events import Inbound, caller
from callapi.switch.occupancy import Occupancy
from callapi.switch.pace import Pace
from callapi.switch.playlist import media
from callapi.switch.recorder import Recorder
from callapi.switch.trunks import Trunks

log = logging.getLogger(__name__)

BRIDGE = "mixing,dtmf_events"  # plain mixing keeps the keys to itself
EXISTS = 409
OPEN_APPS = "CALLAPI_APPS"  # the dialplan's variable


class Switch:
    """One Asterisk. `perform` is all that sessions call; it raises AriError."""

    def __init__(
        self,
        name: str,
        ari: Ari,
        pace: Pace,
        sip_endpoint: str,
        trunks: Trunks,
        fax_dir: Path,
        registered: Set[str] = frozenset(),
    ) -> None:
        """`registered`: the lines whose telephones are there, as they come and go."""
        self.name = name
        self.registered = registered
        self._ari = ari
        self.occupancy = Occupancy()
        self.entries = Entries(ari)
        self.recorder = Recorder(ari, self.entries)
        self.dialler = Dialler(
            ari, pace, self.entries, trunks, sip_endpoint, self._join
        )
        self._fax_dir = fax_dir
        # whether this node is told what happens in an application
        self.hears: Callable[[str], bool] = lambda _: True
        self.is_shared: Callable[[], bool] = lambda: False  # with other nodes
        self._loops: dict[str, tuple[str, Playing]] = {}  # playback -> channel, what
        self._bridges: set[str] = set()

    @property
    def connected(self) -> bool:
        return self._ari.connected

    def forget_all(self) -> None:
        """It is gone, and with it all that was there."""
        self.occupancy.clear()
        self._loops.clear()
        self._bridges.clear()

    def forget(self, channel: str) -> None:
        """The channel has ended, and with it what was played over and over."""
        self.occupancy.discard(channel)
        for playback_id in [i for i, (c, _) in self._loops.items() if c == channel]:
            del self._loops[playback_id]

    async def perform(self, session_id: int, action: Action, app: str = "") -> None:
        """Ask the switch for `action` on behalf of a session.

        What becomes of it is told to the session's application, which another node
        may listen for; without a name it is ours.
        """
        in_app = self._IN_APP.get(type(action))
        if in_app is None:
            await self._HOW[type(action)](self, session_id, action)
        else:
            await in_app(self, session_id, action, app or self._ari.app)

    # --- calls

    async def _originate(self, session_id: int, action: a.Originate, app: str) -> None:
        hears = self.hears(app)
        if hears:
            self.occupancy.add(action.leg.channel, app)
        try:
            await self.dialler.dial(session_id, action, app, hears=hears)
        except (AriError, SwitchDown):
            self.occupancy.discard(action.leg.channel)
            raise

    async def _join(self, session_id: int, leg: Leg) -> None:
        """One that is not dialled yet."""
        await self._add(session_id, [leg], keep_caller=True)

    async def _answer(self, session_id: int, action: a.Answer) -> None:
        await self._ari.ask("POST", f"channels/{action.leg.channel}/answer")

    async def _ring(self, session_id: int, action: a.Ring) -> None:
        await self._ari.ask("POST", f"channels/{action.leg.channel}/ring")

    async def _hang_up(self, session_id: int, action: a.HangUp) -> None:
        """404 is raised: nobody will tell of that leg's end any more."""
        self.dialler.forget(action.leg.id)
        await self._ari.request(
            "DELETE", f"channels/{action.leg.channel}", reason=action.reason
        )

    # --- sound

    async def _play(self, session_id: int, action: a.Play, app: str) -> None:
        leg, playing = action.leg, action.playing
        if leg.inbound and leg.state is LegState.RINGING:
            await self._ari.ask("POST", f"channels/{leg.channel}/progress")
        if playing.loop and self.hears(app):  # who hears of its end begins it again
            self._loops[playing.id] = (leg.channel, playing)
        if playing.tone == HUSH:  # a tone would keep what the leg says from a coach
            await self._ari.request("POST", f"channels/{leg.channel}/silence")
        elif playing.in_bridge:
            await self._start(f"bridges/{_bridge(session_id)}", playing)
        else:
            await self._start(f"channels/{leg.channel}", playing)

    async def _start(self, target: str, playing: Playing) -> None:
        await self._ari.request(
            "POST", f"{target}/play/{playing.id}", media=media(playing)
        )

    async def _stop_playing(self, session_id: int, action: a.StopPlaying) -> None:
        self._loops.pop(action.playing.id, None)
        if action.playing.tone == HUSH:
            await self.end_silence(action.leg.channel)
        else:
            await self.stop_playback(action.playing.id)

    async def again(self, playback_id: str) -> bool:
        """Begin the next round of a loop; False when it is none of ours."""
        loop = self._loops.get(playback_id)
        if loop is None:
            return False
        channel, playing = loop
        try:
            await self._start(f"channels/{channel}", playing)
        except AriError as error:
            self._loops.pop(playback_id, None)
            if error.status not in GONE:
                raise
        return True

    async def is_playing(self, playback_id: str) -> bool:
        return await self._found(f"playbacks/{playback_id}")

    # --- bridges

    async def _connect(self, session_id: int, action: a.Connect) -> None:
        """The line of an employee who has called is shown to nobody outside."""
        own = any(leg.inbound and leg.role is Role.OPERATOR for leg in action.legs)
        await self._add(session_id, list(action.legs), keep_caller=own)

    async def _part(self, session_id: int, action: a.Part) -> None:
        await self._ari.ask(
            "POST",
            f"bridges/{_bridge(session_id)}/removeChannel",
            channel=action.leg.channel,
        )

    async def _add(
        self, session_id: int, legs: list[Leg], *, keep_caller: bool = False
    ) -> None:
        """`keep_caller`: each leg goes on showing the caller that it has."""
        await self._bridge(_bridge(session_id), BRIDGE)
        await self._ari.request(
            "POST",
            f"bridges/{_bridge(session_id)}/addChannel",
            channel=",".join(leg.channel for leg in legs),
            inhibitConnectedLineUpdates="true" if keep_caller else "false",
        )

    async def _bridge(self, bridge: str, kind: str) -> None:
        """Another node may have made it, or removed one that we made."""
        if bridge in self._bridges and not self.is_shared():
            return
        try:
            await self._ari.request("POST", f"bridges/{bridge}", type=kind)
        except AriError as error:
            if error.status != EXISTS:
                raise
        self._bridges.add(bridge)

    async def _mute(self, session_id: int, action: a.Mute) -> None:
        await self._ari.ask(
            "POST", f"channels/{action.leg.channel}/mute", direction="in"
        )

    async def _unmute(self, session_id: int, action: a.Unmute) -> None:
        path = f"channels/{action.leg.channel}/mute"
        await self._ari.ask("DELETE", path, direction="in")

    async def _clear(self, session_id: int, action: a.Clear) -> None:
        for bridge in (_bridge(session_id), f"coach-{session_id}"):
            if bridge in self._bridges or self.is_shared():
                self._bridges.discard(bridge)
                await self._ari.ask("DELETE", f"bridges/{bridge}")

    # --- keys, coach, recording, fax

    async def _send_keys(self, session_id: int, action: a.SendKeys) -> None:
        for pause, keys in segments(action.keys):
            await self._ari.ask(
                "POST",
                f"channels/{action.leg.channel}/dtmf",
                dtmf=keys,
                before=round(pause * 1000),
                between=round(GAP_S * 1000),
                duration=round(TONE_S * 1000),
            )

    async def _coach(self, session_id: int, action: a.Coach, app: str) -> None:
        snoop, bridge = _snoop(session_id, action.coach), f"coach-{session_id}"
        async with self.entries.expecting(snoop, app):
            await self._ari.request(
                "POST",
                f"channels/{action.operator.channel}/snoop/{snoop}",
                spy="both",
                whisper="out",
                app=app,
            )
        await self._bridge(bridge, BRIDGE)
        channels = f"{snoop},{action.coach.channel}"
        await self._ari.request(
            "POST", f"bridges/{bridge}/addChannel", channel=channels
        )

    async def _end_coaching(self, session_id: int, action: a.EndCoaching) -> None:
        bridge = f"coach-{session_id}"
        await self._ari.ask("DELETE", f"channels/{_snoop(session_id, action.coach)}")
        self._bridges.discard(bridge)
        await self._ari.ask("DELETE", f"bridges/{bridge}")

    async def _start_recording(
        self, session_id: int, action: a.StartRecording, app: str
    ) -> None:
        await self.recorder.start(action.leg, action.name, app)

    async def _pause_recording(self, session_id: int, action: a.PauseRecording) -> None:
        await self.recorder.pause(action.name)

    async def _resume_recording(
        self, session_id: int, action: a.ResumeRecording
    ) -> None:
        await self.recorder.resume(action.name)

    async def _stop_recording(self, session_id: int, action: a.StopRecording) -> None:
        await self.recorder.stop(action.name)

    async def _take_message(
        self, session_id: int, action: a.TakeMessage, app: str
    ) -> None:
        await self.recorder.take_message(
            action.leg, action.name, action.max_s, action.silence_s, app
        )

    async def _end_message(self, session_id: int, action: a.EndMessage) -> None:
        await self.recorder.end_message(action.name)

    async def _receive_fax(
        self, session_id: int, action: a.ReceiveFax, app: str
    ) -> None:
        file = self._fax_dir / f"fax-{session_id}-{action.leg.id}.tif"
        await self.recorder.receive_fax(action.leg, file, app)

    # --- what is there

    async def channels(self) -> dict[str, str]:
        """Channel id -> state, of all the switch has."""
        found = await self._ari.request("GET", "channels")
        return {channel["id"]: channel["state"] for channel in found}

    async def callers(self, app: str) -> list[Inbound]:
        """Those in an application whose call has not been answered."""
        return [
            caller(channel, app)
            for channel in await self._ari.request("GET", "channels")
            if channel["state"] == "Ring"
            and channel["dialplan"].get("app_name") == "Stasis"
            and channel["dialplan"]["app_data"].split(",")[0] == app
        ]

    async def bridges(self) -> dict[str, list[str]]:
        """Bridge id -> the channels in it."""
        found = await self._ari.request("GET", "bridges")
        bridges = {bridge["id"]: bridge["channels"] for bridge in found}
        self._bridges = set(bridges)
        return bridges

    async def follow(self, channel: str, app: str) -> None:
        """Let the application be told of the end of a channel that we have not made."""
        self.occupancy.add(channel, app)
        path = f"applications/{app}/subscription"
        await self._ari.ask("POST", path, eventSource=f"channel:{channel}")

    async def open_apps(self) -> tuple[str, ...]:
        """Where calls go that come in."""
        path = "asterisk/variable"
        found = await self._ari.request("GET", path, variable=OPEN_APPS)
        return tuple(found["value"].split("&"))

    async def open_for(self, apps: Sequence[str]) -> None:
        """Calls that come in go to one of these (config/asterisk/extensions.conf)."""
        await self._ari.request(
            "POST", "asterisk/variable", variable=OPEN_APPS, value="&".join(apps)
        )

    async def stop_playback(self, playback_id: str) -> None:
        await self._ari.ask("DELETE", f"playbacks/{playback_id}")

    async def end_silence(self, channel: str) -> None:
        await self._ari.ask("DELETE", f"channels/{channel}/silence")

    async def remove_channel(self, channel: str, reason: str = "normal") -> None:
        await self._ari.ask("DELETE", f"channels/{channel}", reason=reason)

    async def remove_bridge(self, bridge: str) -> None:
        self._bridges.discard(bridge)
        await self._ari.ask("DELETE", f"bridges/{bridge}")

    async def _found(self, path: str) -> bool:
        try:
            await self._ari.request("GET", path)
        except AriError as error:
            if error.status == 404:
                return False
            raise
        return True

    _IN_APP: ClassVar[
        dict[type[Any], Callable[["Switch", int, Any, str], Awaitable[None]]]
    ] = {
        a.Originate: _originate,
        a.Play: _play,
        a.Coach: _coach,
        a.StartRecording: _start_recording,
        a.TakeMessage: _take_message,
        a.ReceiveFax: _receive_fax,
    }
    _HOW: ClassVar[dict[type[Any], Callable[["Switch", int, Any], Awaitable[None]]]] = {
        a.Answer: _answer,
        a.Ring: _ring,
        a.HangUp: _hang_up,
        a.StopPlaying: _stop_playing,
        a.Connect: _connect,
        a.Part: _part,
        a.Mute: _mute,
        a.Unmute: _unmute,
        a.SendKeys: _send_keys,
        a.EndCoaching: _end_coaching,
        a.PauseRecording: _pause_recording,
        a.ResumeRecording: _resume_recording,
        a.StopRecording: _stop_recording,
        a.EndMessage: _end_message,
        a.Clear: _clear,
    }


def _bridge(session_id: int) -> str:
    return f"call-{session_id}"


def _snoop(session_id: int, leg: Leg) -> str:
    return f"snoop-{session_id}-{leg.id}"
