"""Playing to a channel or a bridge: one request after another, with Asterisk's events.

What makes Asterisk's answers here: a stop is reported as `done` like a natural end;
one item that cannot be played is skipped, and only the last one decides `failed`; who
is hung up during a playback ends all that waits as `failed`.
"""

from callapi.simulator.channel import Bridge, Channel
from callapi.simulator.hearing import refresh
from callapi.simulator.media import find_media, is_known_scheme
from callapi.simulator.network import Network
from callapi.simulator.playback import Playback
from callapi.simulator.refusal import Refusal
from callapi.simulator.wire import playback_json
from callapi.simulator.work import Command

OPERATIONS = {"restart", "pause", "unpause", "reverse", "forward"}
SKIP_S = 3.0  # skipms as Asterisk has it


def make_playback(
    network: Network, target: Channel | Bridge, uris: list[str], playback_id: str
) -> Playback:
    """Not yet queued: the answer says `queued` even to what can start at once."""
    if not uris:
        raise Refusal(500, "Failed to queue media for playback")
    playback = Playback(playback_id or network.next_id(), uris, target.address, "en")
    network.playbacks[playback.id] = playback
    return playback


def queue(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    playback.command = Command(
        start=lambda: start(network, target, playback),
        abandon=lambda: abandon(network, target, playback),
    )
    target.work.add(playback.command)


def start(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    if playback.is_stopped:
        finish(network, target, playback, "done")
        return
    target.playback = playback
    start_item(network, target, playback)


def start_item(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    playback.state = "playing"
    playback.media = find_media(playback.uri)
    tell(network, target, playback, "PlaybackStarted")
    refresh(network.now(), target)
    if playback.media is not None:
        playback.left_s = playback.media.seconds
        run(network, target, playback)
    elif is_known_scheme(playback.uri):
        end_item(network, target, playback, "failed")
    else:
        drop(network, target, playback)


def run(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    """Set the timer for what is left of the item; a tone has none."""
    if playback.left_s is None:
        return
    playback.due = network.now() + playback.left_s
    playback.timer = network.clock.call_later(
        playback.left_s, lambda: end_item(network, target, playback, "done")
    )


def end_item(
    network: Network, target: Channel | Bridge, playback: Playback, outcome: str
) -> None:
    playback.stop_timer()
    if playback.next_uri is None:
        finish(network, target, playback, outcome)
        return
    playback.state = "continuing"
    tell(network, target, playback, "PlaybackContinuing")
    playback.index += 1
    start_item(network, target, playback)


def finish(
    network: Network, target: Channel | Bridge, playback: Playback, outcome: str
) -> None:
    playback.state = outcome
    tell(network, target, playback, "PlaybackFinished")
    drop(network, target, playback)


def drop(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    playback.stop_timer()
    playback.media = None
    if network.playbacks.get(playback.id) is playback:
        del network.playbacks[playback.id]
    if target.playback is playback:
        target.playback = None
    if playback.command is not None:
        target.work.finish(playback.command)
    refresh(network.now(), target)  # last: the next one may sound already


def abandon(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    """The target went. What has not sounded yet is said to start, and to fail."""
    if playback.state == "queued":
        playback.state = "playing"
        tell(network, target, playback, "PlaybackStarted")
    finish(network, target, playback, "failed")


def stop(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    """One that still waits ends without having started, when its turn comes."""
    if target.playback is playback:
        finish(network, target, playback, "done")
    else:
        playback.is_stopped = True


def control(
    network: Network, target: Channel | Bridge, playback: Playback, operation: str
) -> None:
    if not operation:
        raise Refusal(400, "Missing operation")
    if operation not in OPERATIONS:
        raise Refusal(400, f"Invalid operation {operation}")
    if operation == "unpause":
        unpause(network, target, playback)
        return
    if playback.state != "playing":
        raise Refusal(409, f"Can only {operation} while media is playing")
    if operation == "pause":
        pause(network, target, playback)
    else:
        seek(network, target, playback, operation)


def pause(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    playback.stop_timer()
    if playback.left_s is not None:
        playback.left_s = max(0.0, playback.due - network.now())
    playback.state = "paused"
    refresh(network.now(), target)


def unpause(network: Network, target: Channel | Bridge, playback: Playback) -> None:
    if playback.state != "paused":
        raise Refusal(409, "Can only unpause while media is paused")
    playback.state = "playing"
    refresh(network.now(), target)
    run(network, target, playback)


def seek(
    network: Network, target: Channel | Bridge, playback: Playback, operation: str
) -> None:
    media = playback.media
    if media is None or media.seconds is None:
        return
    playback.stop_timer()
    left_s = playback.due - network.now()
    moved_s = {"forward": left_s - SKIP_S, "reverse": left_s + SKIP_S}
    playback.left_s = min(
        media.seconds, max(0.0, moved_s.get(operation, media.seconds))
    )
    run(network, target, playback)


def tell(
    network: Network, target: Channel | Bridge, playback: Playback, event_type: str
) -> None:
    event = network.event(event_type, playback=playback_json(playback))
    network.apps.publish(event, (target.address,))
