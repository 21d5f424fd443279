"""Recordings: started on a channel or a bridge, written to the spool directory.

What is written is silence of the right length.
"""

from pathlib import Path

from callapi.simulator.channel import Bridge, Channel
from callapi.simulator.media import write_silence
from callapi.simulator.network import Network
from callapi.simulator.recording import Recording
from callapi.simulator.refusal import Refusal
from callapi.simulator.wire import recording_json
from callapi.simulator.work import Command

FORMATS = {"wav", "wav16", "gsm", "ulaw", "alaw", "sln"}


def stored_path(network: Network, name: str, format: str) -> Path:
    """Names come from clients: one that would leave the spool is not found."""
    path = (network.spool / f"{name}.{format}").resolve()
    if network.spool.resolve() not in path.parents:
        raise Refusal(404, "Recording not found")
    return path


def stored_recordings(network: Network) -> list[Path]:
    return sorted(p for p in network.spool.glob("*.*") if p.suffix[1:] in FORMATS)


def find_stored(network: Network, name: str) -> Path:
    for format in sorted(FORMATS):
        path = stored_path(network, name, format)
        if path.is_file():
            return path
    raise Refusal(404, "Recording not found")


def queue_recording(
    network: Network, target: Channel | Bridge, recording: Recording
) -> None:
    network.recordings[recording.name] = recording
    if isinstance(target, Bridge):
        target.recordings.append(recording)
        start_recording(network, target, recording)
        return
    if target.bridge is not None:
        fail_recording(network, target, recording)
        return
    recording.command = Command(
        start=lambda: start_recording(network, target, recording),
        abandon=lambda: abandon_recording(network, target, recording),
    )
    target.work.add(recording.command)


def check(network: Network, recording: Recording, if_exists: str) -> None:
    if recording.format not in FORMATS:
        raise Refusal(422, "specified format is unknown on this system")
    if if_exists not in ("fail", "overwrite", "append"):
        raise Refusal(400, "ifExists invalid")
    path = stored_path(network, recording.name, recording.format)
    exists = recording.name in network.recordings or path.exists()
    if exists and (if_exists == "fail" or recording.name in network.recordings):
        raise Refusal(
            409,
            f"Recording '{recording.name}' already exists and can not be overwritten",
        )


def start_recording(
    network: Network, target: Channel | Bridge, recording: Recording
) -> None:
    if isinstance(target, Channel):
        target.recording = recording
    recording.state = "recording"
    recording.since = network.now()
    network.spool.mkdir(parents=True, exist_ok=True)
    write_silence(stored_path(network, recording.name, recording.format), 0.0)
    limit(network, target, recording)
    tell(network, target, recording, "RecordingStarted")


def limit(network: Network, target: Channel | Bridge, recording: Recording) -> None:
    """It ends when it is long enough, or when nobody has said a word for long."""
    now, ends = network.now(), []
    if recording.max_s is not None:
        ends.append(recording.max_s - recording.seconds(now))
    if recording.max_silence_s is not None and not _is_spoken_to(target):
        if recording.silent_since is None:
            recording.silent_since = now
        ends.append(recording.max_silence_s - recording.silence_s(now))
    recording.stop_timer()
    if ends:
        recording.timer = network.clock.call_later(
            max(0.0, min(ends)), lambda: finish_recording(network, target, recording)
        )


def hear(network: Network, speaker: Channel) -> None:
    """Somebody begins to speak, or stops: who waits for his silence takes note."""
    for channel in (speaker, *speaker.snoops):
        recording = channel.recording
        if recording is not None and recording.max_silence_s is not None:
            recording.silent_since = None
            limit(network, channel, recording)


def _is_spoken_to(target: Channel | Bridge) -> bool:
    if isinstance(target, Bridge):
        return False
    side = target.snooped or target
    return side.far is not None and side.far.voice is not None


def pause_recording(network: Network, recording: Recording) -> None:
    if recording.since is not None:
        recording.recorded_s = recording.seconds(network.now())
        recording.since = None
        recording.stop_timer()
        recording.state = "paused"


def unpause_recording(
    network: Network, target: Channel | Bridge, recording: Recording
) -> None:
    if recording.state == "paused":
        recording.since = network.now()
        recording.state = "recording"
        limit(network, target, recording)


def finish_recording(
    network: Network, target: Channel | Bridge, recording: Recording
) -> None:
    recording.recorded_s = recording.seconds(network.now())
    recording.since = None
    recording.state = "done"
    path = stored_path(network, recording.name, recording.format)
    write_silence(path, recording.recorded_s)
    close(network, target, recording)
    tell(network, target, recording, "RecordingFinished")
    if recording.command is not None:
        target.work.finish(recording.command)


def cancel_recording(
    network: Network, target: Channel | Bridge, recording: Recording
) -> None:
    """DELETE: it ends like any other, but nothing stays of it."""
    finish_recording(network, target, recording)
    path = stored_path(network, recording.name, recording.format)
    path.unlink(missing_ok=True)


def fail_recording(network: Network, target: Channel, recording: Recording) -> None:
    recording.state = "failed"
    close(network, target, recording)
    tell(network, target, recording, "RecordingFailed")


def abandon_recording(network: Network, target: Channel, recording: Recording) -> None:
    if recording.state == "queued":
        fail_recording(network, target, recording)
    else:
        finish_recording(network, target, recording)


def close(network: Network, target: Channel | Bridge, recording: Recording) -> None:
    recording.stop_timer()
    network.recordings.pop(recording.name, None)
    if isinstance(target, Bridge):
        target.recordings.remove(recording)
    else:
        target.recording = None


def tell(
    network: Network, target: Channel | Bridge, recording: Recording, event_type: str
) -> None:
    shown = recording_json(recording, network.now())
    event = network.event(event_type, recording=shown)
    network.apps.publish(event, (target.address,))
