"""What a phone does to the channel it is at the end of."""

from callapi.simulator import caller, stasis
from callapi.simulator.channel import Channel
from callapi.simulator.ending import far_end_left, hang_up
from callapi.simulator.hearing import refresh
from callapi.simulator.network import Network
from callapi.simulator.record import finish_recording, hear
from callapi.simulator.sound import Sound

KEYS = frozenset("0123456789*#ABCD")
KEY_S = 0.1


def ring(network: Network, channel: Channel) -> None:
    """180. Those bridged with the leg hear it ring."""
    if channel.state != "Down" or channel.far is None:
        return
    channel.state = "Ringing"
    channel.early = channel.early or Sound("ringback", channel.far.number)
    network.tell_dial(channel, "RINGING")
    network.tell(channel, "ChannelStateChange")
    refresh(network.now(), channel)
    caller.ring_on(network, channel)
    channel.far.become("ringing")


def progress(network: Network, channel: Channel, word: str) -> None:
    """183: the far end sends sound before it answers; the state stays as it is."""
    if channel.is_answered or channel.far is None:
        return
    channel.early = Sound(word, channel.far.number)
    network.tell_dial(channel, "PROGRESS")
    caller.progress_on(network, channel)
    refresh(network.now(), channel)


def answer(network: Network, channel: Channel) -> None:
    """An originated leg comes into its application now, or is hung up without one."""
    if channel.is_gone or channel.is_answered or channel.far is None:
        return
    channel.stop_timer()
    channel.state = "Up"
    network.tell(channel, "ChannelStateChange")
    network.tell_dial(channel, "ANSWER")
    caller.answer_on(network, channel)
    channel.far.become("talking")
    if channel.origin == "originated":
        if not network.apps.is_connected(channel.app):
            hang_up(network, channel)
            return
        stasis.enter(network, channel, channel.app_args)
    refresh(network.now(), channel)


def leave(network: Network, channel: Channel, sip_code: int | None = None) -> None:
    """Hang up, refuse with a SIP code, or give up calling."""
    if sip_code is None and not channel.is_answered and channel.origin == "inbound":
        sip_code = 487
    far_end_left(network, channel, sip_code)


def press(network: Network, channel: Channel, key: str) -> None:
    """The application is told unless the bridge swallows it, as plain `mixing` does.

    The others in the bridge get the key in any case.
    """
    if not channel.is_answered:
        return
    bridge = channel.bridge
    peers = [] if bridge is None else [c for c in bridge.channels if c is not channel]
    is_cut_off = channel.playback is not None
    if bridge is None or bridge.passes_dtmf or not peers or is_cut_off:
        network.tell(
            channel, "ChannelDtmfReceived", digit=key, duration_ms=int(KEY_S * 1000)
        )
    if not channel.absorbs_dtmf and not is_cut_off and "in" not in channel.muted:
        for peer in peers:
            if peer.far is not None and peer.is_answered:
                peer.far.receive_key(key, network.now(), KEY_S)
    stop_recording(network, channel, key)


def stop_recording(network: Network, channel: Channel, key: str) -> None:
    recording = channel.recording
    if recording is not None and recording.terminate_on in ("any", key):
        finish_recording(network, channel, recording)


def hold(network: Network, channel: Channel, is_held: bool) -> None:
    """By a button of the phone; Asterisk plays music to the others by itself."""
    if channel.is_answered and channel.is_held is not is_held:
        channel.is_held = is_held
        network.tell(channel, "ChannelHold" if is_held else "ChannelUnhold")
        refresh(network.now(), channel)


def say(network: Network, channel: Channel, sound: Sound | None) -> None:
    if channel.far is not None:
        channel.far.voice = sound
        refresh(network.now(), channel)
        hear(network, channel)
