"""Who hears what: worked out from bridges, playbacks, mutes, music and snoops.

The rules are Asterisk's (each is one `if` below). They are worked out anew for all
who can be concerned whenever something changes, so that no sound can be forgotten.
"""

from callapi.simulator.channel import Bridge, Channel
from callapi.simulator.sound import SILENCE, Sound, Sounds

HOLD_MUSIC = Sound("moh", "default")
RINGING_TONE = Sound("tone", "ring")

# The snoops that a sound has come through: one of them again would be a circle.
Way = tuple[Channel, ...]


def refresh(now: float, *starts: Channel | Bridge | None) -> None:
    """Tell the phones around these what they hear now."""
    for channel in reachable(starts):
        if channel.far is not None:
            channel.far.hear(hears(channel), now)


def reachable(starts: tuple[Channel | Bridge | None, ...]) -> set[Channel]:
    """All channels that sound could go to or come from: bridged with, or snooped."""
    found: set[Channel] = set()
    pending: list[Channel] = []
    for start in starts:
        if isinstance(start, Bridge):
            pending += start.channels
        elif start is not None:
            pending.append(start)
    while pending:
        channel = pending.pop()
        if channel in found:
            continue
        found.add(channel)
        if channel.bridge is not None:
            pending += channel.bridge.channels
        pending += channel.snoops
        if channel.snooped is not None:
            pending.append(channel.snooped)
    return found


def hears(channel: Channel) -> Sounds:
    """What the phone at the end of this channel hears."""
    if channel.is_gone:
        return SILENCE
    if not is_open(channel):
        is_ringing = channel.is_indicating_ring
        return frozenset({RINGING_TONE}) if is_ringing else SILENCE
    if "out" in channel.muted:
        return SILENCE
    return sent_to(channel, ()) | whispered(channel, "out", ())


def is_open(channel: Channel) -> bool:
    """Sound can go to it: answered, or a caller who was given early media."""
    return channel.is_answered or channel.has_progress


def sent_to(channel: Channel, way: Way) -> Sounds:
    """What Asterisk sends to it, whispers left out: what a snoop spies as `out`."""
    if channel.playback is not None:  # cut off from its bridge meanwhile
        return sound_of(channel)
    if channel.music is not None:
        return frozenset({Sound("moh", channel.music)})
    return mixed_for(channel, way)


def sound_of(player: Channel | Bridge) -> Sounds:
    playback = player.playback
    if playback is None or playback.media is None or not playback.is_sounding:
        return SILENCE
    return frozenset({playback.media.sound})


def mixed_for(channel: Channel, way: Way) -> Sounds:
    bridge = channel.bridge
    if bridge is None:
        return SILENCE
    sounds = set(sound_of(bridge))
    if bridge.music is not None:
        sounds.add(Sound("moh", bridge.music))
    if bridge.kind == "mixing":
        for other in bridge.channels:
            if other is not channel:
                sounds |= given_by(other, way)
    return frozenset(sounds)


def given_by(channel: Channel, way: Way) -> Sounds:
    """What a channel brings into its bridge."""
    if "in" in channel.muted or channel.playback is not None:
        return SILENCE
    if channel.is_held:  # Asterisk plays music for a phone that holds
        return frozenset({HOLD_MUSIC})
    return voice(channel, way) | whispered(channel, "in", way)


def voice(channel: Channel, way: Way) -> Sounds:
    if channel.snooped is not None:
        return spied(channel, channel.snooped, way)
    if channel.far is None:
        return SILENCE
    said = channel.far.voice if channel.is_answered else channel.early
    return SILENCE if said is None else frozenset({said})


def spied(snoop: Channel, target: Channel, way: Way) -> Sounds:
    if snoop in way:  # it stands in a bridge that it listens to
        return SILENCE
    sounds: set[Sound] = set()
    if snoop.spy in ("in", "both"):
        sounds |= voice(target, (*way, snoop))
    if snoop.spy in ("out", "both"):
        sounds |= sent_to(target, (*way, snoop))
    return frozenset(sounds)


def whispered(channel: Channel, direction: str, way: Way) -> Sounds:
    sounds: set[Sound] = set()
    for snoop in channel.snoops:
        if snoop.whisper in (direction, "both") and snoop not in way:
            sounds |= sent_to(snoop, (*way, snoop))
    return frozenset(sounds)
