"""Network: everything that exists on the simulated Asterisk, and the telling of it."""

import itertools
from pathlib import Path

from callapi.clock import Clock
from callapi.simulator.apps import ASTERISK_ID, Apps
from callapi.simulator.channel import Bridge, Channel
from callapi.simulator.playback import Playback
from callapi.simulator.recording import Recording
from callapi.simulator.refusal import Refusal, not_found, not_in_stasis
from callapi.simulator.registration import Registration
from callapi.simulator.wire import Json, bridge_json, channel_json, timestamp


class Network:
    """`context_app` is where inbound calls go."""

    def __init__(self, clock: Clock, spool: Path, context_app: str) -> None:
        self.clock = clock
        self.spool = spool
        self.context_app = context_app
        self.started = clock.now()
        self.apps = Apps()
        self.channels: dict[str, Channel] = {}
        self.bridges: dict[str, Bridge] = {}
        self.playbacks: dict[str, Playback] = {}
        self.recordings: dict[str, Recording] = {}
        self.variables: dict[str, str] = {}  # global ones
        self.trunks = {"trunk"}  # of the switch's own files
        self.silent_trunks: set[str] = set()
        self.refusing_trunks: dict[str, int] = {}  # and with which SIP code
        self.written: set[str] = set()  # endpoints, at run time, once
        self.registrations: dict[str, Registration] = {}
        self.leaving: set[str] = set()  # endpoints removed a moment ago
        self.lost: set[str] = set()  # endpoints written in that moment
        self.entry_delay_s = self.removal_delay_s = 0.0
        self.configured: dict[tuple[str, str], dict[str, str]] = {}  # (type, id)
        self.ids = itertools.count()
        self.names = itertools.count()

    def now(self) -> float:
        return self.clock.now()

    def next_id(self) -> str:
        return f"{int(self.started)}.{next(self.ids)}"

    def next_name(self, prefix: str) -> str:
        return f"{prefix}-{next(self.names):08x}"

    def find_channel(self, channel_id: str) -> Channel:
        try:
            return self.channels[channel_id]
        except KeyError:
            raise not_found("Channel") from None

    def find_stasis_channel(self, channel_id: str) -> Channel:
        channel = self.find_channel(channel_id)
        if not channel.in_stasis:
            raise not_in_stasis()
        return channel

    def find_open_channel(self, channel_id: str) -> Channel:
        """One that sound can go to: an outbound leg is none before its answer."""
        channel = self.find_stasis_channel(channel_id)
        if channel.state in ("Down", "Ringing"):
            raise Refusal(412, "Channel in invalid state")
        return channel

    def find_bridge(self, bridge_id: str) -> Bridge:
        try:
            return self.bridges[bridge_id]
        except KeyError:
            raise not_found("Bridge") from None

    def find_playback(self, playback_id: str) -> Playback:
        try:
            return self.playbacks[playback_id]
        except KeyError:
            raise not_found("Playback") from None

    def find_recording(self, name: str) -> Recording:
        try:
            return self.recordings[name]
        except KeyError:
            raise not_found("Recording") from None

    def event(self, event_type: str, **fields: object) -> Json:
        return {
            "type": event_type,
            "timestamp": timestamp(self.now()),
            **fields,
            "asterisk_id": ASTERISK_ID,
        }

    def tell(self, channel: Channel, event_type: str, **fields: object) -> None:
        """Say what happened on a channel to those who follow it."""
        fields["channel"] = channel_json(channel)
        self.apps.publish(self.event(event_type, **fields), (channel.address,))

    def tell_app(self, channel: Channel, event_type: str, **fields: object) -> None:
        fields["channel"] = channel_json(channel)
        self.apps.publish_to(channel.app, self.event(event_type, **fields))

    def tell_dial(self, channel: Channel, status: str) -> None:
        """A channel made by `create` names its address in the first of them only."""
        is_named = channel.origin == "originated" or not status
        event = self.event(
            "Dial",
            dialstatus=status,
            forward="",
            dialstring=channel.dialled if is_named else "",
            peer=channel_json(channel),
        )
        self.apps.publish(event, (channel.address,))

    def tell_bridge(self, bridge: Bridge, event_type: str) -> None:
        event = self.event(event_type, bridge=bridge_json(bridge))
        self.apps.publish(event, (bridge.address,))

    def tell_both(self, channel: Channel, bridge: Bridge, event_type: str) -> None:
        event = self.event(
            event_type, bridge=bridge_json(bridge), channel=channel_json(channel)
        )
        self.apps.publish(event, (channel.address, bridge.address))

    def set_variable(self, channel: Channel, name: str, value: str) -> None:
        channel.variables[name] = value
        self.tell(channel, "ChannelVarset", variable=name, value=value)

    def crash(self) -> None:
        """All that lived in memory is gone, and nobody is told but the phones."""
        channels = list(self.channels.values())
        for channel in channels:
            channel.is_gone = True
            channel.stop_timer()
        for playback in self.playbacks.values():
            playback.stop_timer()
        for recording in self.recordings.values():
            recording.stop_timer()
        self.apps = Apps()
        self.channels.clear()
        self.bridges.clear()
        self.playbacks.clear()
        self.recordings.clear()
        self.configured.clear()
        self.leaving.clear()
        self.lost.clear()
        for channel in channels:
            if channel.far is not None:
                channel.far.end(0, None, self.now())
