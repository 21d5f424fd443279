"""Bridges: who joins, who leaves, and what the applications are told of it."""

from callapi.simulator.channel import NOBODY, Bridge, Channel, Identity
from callapi.simulator.hearing import refresh
from callapi.simulator.network import Network
from callapi.simulator.record import finish_recording
from callapi.simulator.refusal import Refusal

KINDS = {"mixing", "holding"}
ATTRIBUTES = {"dtmf_events", "proxy_media", "video_sfu", "video_single", "sdp_label"}


def create_bridge(network: Network, bridge_id: str, types: str, name: str) -> Bridge:
    """`BridgeCreated` is not told: nobody is subscribed to a bridge not yet made."""
    words = [word.strip() for word in types.split(",") if word.strip()]
    if bridge_id in network.bridges:
        raise Refusal(409, f"Bridge with id '{bridge_id}' already exists")
    if any(word not in KINDS | ATTRIBUTES for word in words):
        shown = bridge_id or "(null)"
        raise Refusal(
            500, f"Unable to create bridge. Possible duplicate bridge id '{shown}'"
        )
    bridge = Bridge(
        id=bridge_id or network.next_id(),
        name=name,
        created=network.now(),
        kind="holding" if "holding" in words else "mixing",
        passes_dtmf="dtmf_events" in words,
    )
    network.bridges[bridge.id] = bridge
    return bridge


def destroy_bridge(network: Network, bridge: Bridge) -> None:
    """Its channels live on in their application."""
    for channel in list(bridge.channels):
        leave(network, channel)
    bridge.work.abandon_all()
    for recording in list(bridge.recordings):
        finish_recording(network, bridge, recording)
    network.bridges.pop(bridge.id, None)
    network.tell_bridge(bridge, "BridgeDestroyed")
    network.apps.forget(bridge.address)


def join(
    network: Network, bridge: Bridge, channel: Channel, *, shows_identity: bool = True
) -> None:
    """Leaves the bridge it is in by itself, even if it is the same."""
    if channel.bridge is not None:
        leave(network, channel)
    bridge.channels.append(channel)
    channel.bridge = bridge
    channel.was_bridged = True
    network.apps.subscribe(channel.app, bridge.address)
    network.tell_both(channel, bridge, "ChannelEnteredBridge")
    if shows_identity:
        exchange_identities(network, bridge, channel)
    refresh(network.now(), bridge)


def exchange_identities(network: Network, bridge: Bridge, channel: Channel) -> None:
    """Each is shown the other. It overwrites what the leg was to be shown."""
    others = [c for c in bridge.channels if c is not channel]
    if len(others) != 1:
        return
    connect_line(network, channel, others[0].caller)
    connect_line(network, others[0], channel.caller)


def connect_line(network: Network, channel: Channel, shown: Identity) -> None:
    if shown in (NOBODY, channel.connected):
        return
    channel.connected = shown
    network.tell(channel, "ChannelConnectedLine")


def leave(network: Network, channel: Channel, *, is_ending: bool = False) -> None:
    """Whoever is hung up inside a bridge leaves its application subscribed to it."""
    bridge = channel.bridge
    if bridge is None:
        return
    bridge.channels.remove(channel)
    channel.bridge = None
    channel.absorbs_dtmf = False
    network.tell_both(channel, bridge, "ChannelLeftBridge")
    if not is_ending:
        network.apps.unsubscribe(channel.app, bridge.address)
    refresh(network.now(), bridge, channel)
    if not bridge.channels:
        for recording in list(bridge.recordings):
            finish_recording(network, bridge, recording)
