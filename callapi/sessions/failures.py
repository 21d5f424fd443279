"""What follows from a request that the switch has refused or could not be asked."""

from callapi.domain.actions import Action, HangUp, Originate, Play, ReceiveFax
from callapi.domain.happening import FaxOver, LegEnded, LegEvent, PlaybackOver
from callapi.switch.ari import AriError, SwitchDown

NETWORK_OUT_OF_ORDER = 38  # Q.850
TEMPORARY_FAILURE = 41


def follows(action: Action, error: AriError | SwitchDown) -> LegEvent | None:
    """The next cause; None: the leg's end, or the next connection, settles it."""
    down = isinstance(error, SwitchDown)
    match action:
        case Originate(leg=leg):
            return LegEnded(leg.id, NETWORK_OUT_OF_ORDER if down else TEMPORARY_FAILURE)
        case HangUp(leg=leg) if not down:
            return LegEnded(leg.id)
        case Play(leg=leg, playing=playing) if not (playing.loop or _is_gone(error)):
            return PlaybackOver(leg.id, playing.id)
        case ReceiveFax(leg=leg) if not _is_gone(error):
            return FaxOver(leg.id, received=False)
    return None


def _is_gone(error: AriError | SwitchDown) -> bool:
    """The channel has left, and its end is told by an event of its own."""
    return isinstance(error, AriError) and error.status in (404, 409)
