"""Our objects as ARI writes them: same names, same order of fields."""

from datetime import UTC, datetime
from functools import lru_cache

from callapi.simulator.channel import Bridge, Channel, Identity
from callapi.simulator.playback import Playback
from callapi.simulator.recording import Recording

Json = dict[str, object]


@lru_cache(maxsize=4096)  # the same for all events of a moment, and of a channel
def timestamp(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}+0000"


def channel_json(channel: Channel) -> Json:
    dialplan = channel.dialplan
    return {
        "id": channel.id,
        "name": channel.name,
        "state": channel.state,
        "protocol_id": "" if channel.origin == "snoop" else f"sip-{channel.id}",
        "caller": identity_json(channel.caller),
        "connected": identity_json(channel.connected),
        "accountcode": "",
        "dialplan": {
            "context": dialplan.context,
            "exten": dialplan.exten,
            "priority": 1,
            "app_name": dialplan.app_name,
            "app_data": dialplan.app_data,
        },
        "creationtime": timestamp(channel.created),
        "language": "en",
    }


def identity_json(identity: Identity) -> Json:
    return {"name": identity.name, "number": identity.number}


def bridge_json(bridge: Bridge) -> Json:
    return {
        "id": bridge.id,
        "technology": bridge.technology,
        "bridge_type": bridge.kind,
        "bridge_class": "stasis",
        "creator": "Stasis",
        "name": bridge.name,
        "channels": [channel.id for channel in bridge.channels],
        "creationtime": timestamp(bridge.created),
        "video_mode": "talker",
    }


def playback_json(playback: Playback) -> Json:
    following = playback.next_uri
    return {
        "id": playback.id,
        "media_uri": playback.uri,
        **({} if following is None else {"next_media_uri": following}),
        "target_uri": playback.target_uri,
        "language": playback.language,
        "state": playback.state,
    }


def recording_json(recording: Recording, now: float) -> Json:
    """The length is told once it is over, in whole seconds."""
    is_over = recording.state == "done"
    return {
        "name": recording.name,
        "format": recording.format,
        "state": recording.state,
        "target_uri": recording.target_uri,
        **({"duration": int(recording.seconds(now))} if is_over else {}),
        **_silence(recording, now, is_over),
    }


def _silence(recording: Recording, now: float, is_over: bool) -> Json:
    """Told of recordings that silence may end."""
    if not is_over or recording.max_silence_s is None:
        return {}
    silent, lasted = int(recording.silence_s(now)), int(recording.seconds(now))
    return {"talking_duration": max(0, lasted - silent), "silence_duration": silent}
