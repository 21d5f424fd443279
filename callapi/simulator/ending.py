"""The end of a channel, whoever wanted it, with the events in Asterisk's order."""

from dataclasses import dataclass

from callapi.simulator import causes, stasis
from callapi.simulator.bridging import leave
from callapi.simulator.channel import Channel
from callapi.simulator.hearing import refresh
from callapi.simulator.network import Network
from callapi.simulator.quality import tell_quality

SOFT = 32  # what Asterisk names as cause when it is asked to hang up
NORMAL = 16


@dataclass(frozen=True, slots=True)
class Ending:
    """`request` is what ChannelHangupRequest carries; None: there is none."""

    cause: int
    tech_cause: int | None = None
    request: dict[str, object] | None = None
    dial_status: str | None = None


def tech(code: int | None) -> dict[str, object]:
    return {} if code is None else {"tech_cause": code}


def hang_up(network: Network, channel: Channel, cause: int = NORMAL) -> None:
    """We hang up: DELETE /channels/{id}."""
    code = causes.SIP_OF_CAUSE.get(cause)
    if not channel.is_answered and not (channel.is_dialled and code is None):
        code = causes.refusal_code(cause)
    if channel.origin == "snoop":
        code = None
    is_ringing = channel.origin == "originated" and not channel.is_answered
    soft: dict[str, object] = {"cause": SOFT, "soft": True}
    end(network, channel, Ending(cause, code, soft, "NOANSWER" if is_ringing else None))


def ring_out(network: Network, channel: Channel) -> None:
    """Our ring timeout. An originated channel goes without a hang-up request."""
    soft: dict[str, object] = {"cause": SOFT, "soft": True}
    request = None if channel.origin == "originated" else soft
    end(network, channel, Ending(19, 480, request))


def far_end_left(network: Network, channel: Channel, sip_code: int | None) -> None:
    """The phone hung up, gave up calling (487) or refused."""
    if channel.is_answered:
        cause = NORMAL if channel.was_bridged else 0
        end(network, channel, Ending(cause, None, {"cause": cause}))
        return
    cause = 127 if channel.origin == "inbound" else causes.cause_of_sip(sip_code or 0)
    request: dict[str, object] = {"cause": cause, **tech(sip_code)}
    is_dialled = channel.origin == "originated"
    status = causes.dial_status(sip_code) if is_dialled else None
    end(network, channel, Ending(cause, sip_code, request, status))


def end(network: Network, channel: Channel, ending: Ending) -> None:
    was_never_dialled = channel.origin == "created" and not channel.is_dialled
    stop_all(network, channel, ending)
    if channel.origin == "snoop":
        forget(network, channel)
        return
    if was_never_dialled:
        network.tell(
            channel,
            "ChannelHangupRequest",
            cause=ending.cause,
            **tech(ending.tech_cause),
        )
    if channel.origin == "inbound":
        tell_hangup_extension(network, channel, ending)
    channel.dialplan.app_name = channel.dialplan.app_data = ""
    network.tell(
        channel,
        "ChannelDestroyed",
        cause=ending.cause,
        cause_txt=causes.text(ending.cause),
        **tech(ending.tech_cause),
    )
    forget(network, channel)
    if channel.far is not None:
        channel.far.end(ending.cause, ending.tech_cause, network.now())


def stop_all(network: Network, channel: Channel, ending: Ending) -> None:
    """From the request to the end of its snoops."""
    channel.is_gone = True
    channel.stop_timer()
    if channel.is_answered and channel.origin != "snoop":
        tell_quality(network, channel)
    if ending.request is not None:
        network.tell(channel, "ChannelHangupRequest", **ending.request)
    channel.work.abandon_all()
    leave(network, channel, is_ending=True)
    if ending.dial_status is not None:
        network.tell_dial(channel, ending.dial_status)
    stasis.leave(network, channel)
    for snoop in list(channel.snoops):
        end(network, snoop, Ending(NORMAL))
    if channel.snooped is not None:
        channel.snooped.snoops.remove(channel)
        refresh(network.now(), channel.snooped)
        channel.snooped = None


def tell_hangup_extension(network: Network, channel: Channel, ending: Ending) -> None:
    """The dialplan's `h` extension runs on the dead channel of a caller."""
    network.tell(
        channel,
        "ChannelHangupRequest",
        cause=ending.cause,
        soft=True,
        **tech(ending.tech_cause),
    )
    channel.dialplan.exten = "h"
    channel.dialplan.app_name = "NoOp"
    network.tell(channel, "ChannelDialplan", dialplan_app="NoOp", dialplan_app_data="")


def forget(network: Network, channel: Channel) -> None:
    network.channels.pop(channel.id, None)
    network.apps.forget(channel.address)
