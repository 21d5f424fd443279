"""Who can be called: lines whose phone has registered, trunks that answer.

A simulated phone is plugged in and knows its line's password, unless a test says
otherwise: it registers as soon as its line is written. A line that was never written
at run time is one of the switch's own files; one that was, and is gone, is gone.
"""

from callapi.simulator.network import Network
from callapi.simulator.numbers import is_line
from callapi.simulator.registration import Registration
from callapi.simulator.wire import Json

REGISTERED, WRONG_PASSWORD, UNKNOWN = 200, 401, 404


def find(network: Network, name: str) -> Registration:
    """Of a line; made the first time that somebody asks."""
    found = network.registrations.get(name)
    if found is None:
        is_there = name.isdigit()  # anything else has to be told to register
        found = network.registrations[name] = Registration(is_there, is_there)
    return found


def is_known(network: Network, name: str) -> bool:
    is_line_of_files = is_line(name) and name not in network.written
    is_of_files = is_line_of_files or name in network.trunks
    return is_of_files or ("endpoint", name) in network.configured


def is_listed(network: Network, name: str) -> bool:
    is_left = is_known(network, name) and name not in network.lost
    return is_left or name in network.leaving


def is_trunk(network: Network, name: str) -> bool:
    """Its aor has an address, so that nobody has to register."""
    if name in network.trunks:
        return True
    return "contact" in network.configured.get(("aor", name), {})


def is_online(network: Network, name: str) -> bool:
    if not is_known(network, name):
        return False
    if is_trunk(network, name):
        return name not in network.silent_trunks
    return find(network, name).is_there


def knows_password(network: Network, name: str) -> bool:
    """Whether the phone may call on the line; a line that is not there has none."""
    password = network.configured.get(("auth", name), {}).get("password")
    return is_known(network, name) and find(network, name).password in (None, password)


def register(network: Network, name: str) -> int:
    """The SIP status; refused, an earlier registration lasts until it expires."""
    registration = find(network, name)
    if not is_known(network, name):
        registration.is_there = False
        return UNKNOWN
    if not knows_password(network, name):
        return WRONG_PASSWORD
    if not registration.is_there:
        registration.is_there = True
        tell_reached(network, name)
        contact = {"uri": f"sip:{name}@127.0.0.1", "contact_status": "NonQualified"}
        contact |= {"aor": name, "roundtrip_usec": "0"}
        tell(network, "ContactStatusChange", name, "online", contact_info=contact)
    return REGISTERED


def leave(network: Network, name: str) -> None:
    """It unregisters, or its registration is dropped together with the aor."""
    registration = find(network, name)
    if registration.is_there:
        registration.is_there = False
        if is_known(network, name):
            tell_lost(network, name)


def endpoint_written(network: Network, name: str) -> None:
    """A registration that has outlived a restart counts again."""
    network.written.add(name)
    if name in network.leaving:
        network.lost.add(name)
    tell(network, "EndpointStateChange", name, "unknown")
    tell(network, "EndpointStateChange", name, "offline")
    if is_online(network, name):
        tell_reached(network, name)
    elif not is_trunk(network, name) and find(network, name).is_plugged_in:
        register(network, name)


def endpoint_removed(network: Network, name: str) -> None:
    network.lost.discard(name)
    if network.removal_delay_s:
        network.leaving.add(name)
        network.clock.call_later(
            network.removal_delay_s, lambda: network.leaving.discard(name)
        )


def aor_removed(network: Network, name: str, was_trunk: bool) -> None:
    if not was_trunk:
        leave(network, name)
    elif ("endpoint", name) in network.configured:
        tell_lost(network, name)


def tell_reached(network: Network, name: str) -> None:
    tell(network, "EndpointStateChange", name, "online")
    reachable = {"peer_status": "Reachable"}
    tell(network, "PeerStatusChange", name, "online", peer=reachable)


def tell_lost(network: Network, name: str) -> None:
    tell(network, "EndpointStateChange", name, "offline")
    unreachable = {"peer_status": "Unreachable"}
    tell(network, "PeerStatusChange", name, "offline", peer=unreachable)


def tell(
    network: Network, event_type: str, name: str, state: str, **fields: object
) -> None:
    if name in network.lost:
        return
    event = network.event(
        event_type, endpoint=endpoint_json(network, name, state), **fields
    )
    network.apps.publish(event, ("endpoint:PJSIP", f"endpoint:PJSIP/{name}"))


def endpoint_json(network: Network, name: str, state: str) -> Json:
    channels = network.channels.values()
    return {
        "technology": "PJSIP",
        "resource": name,
        "state": state,
        "channel_ids": [c.id for c in channels if c.name.startswith(f"PJSIP/{name}-")],
    }
