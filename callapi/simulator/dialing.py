"""Calling phones: `POST /channels` (originate) and `create` followed by `dial`."""

from dataclasses import dataclass, field

from callapi.simulator import registering, stasis
from callapi.simulator.bridging import connect_line
from callapi.simulator.channel import NOBODY, Channel, Identity, parse_identity
from callapi.simulator.ending import far_end_left, hang_up, ring_out
from callapi.simulator.network import Network
from callapi.simulator.phones import Phones
from callapi.simulator.refusal import Refusal

FOR_EVER = -1.0


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for; names as in ARI."""

    endpoint: str
    app: str
    args: tuple[str, ...] = ()
    channel_id: str = ""
    caller: Identity = NOBODY
    variables: dict[str, str] = field(default_factory=dict)


def allocation_failed() -> Refusal:
    """The only one whose words are not under `message`."""
    return Refusal(500, "Allocation failed", key="error")


def originate(network: Network, phones: Phones, order: Order) -> Channel:
    """Not dialled yet: `dial` does that, after the answer has been written down."""
    channel = allocate(network, order, "originated")
    channel.caller = channel.connected = order.caller
    channel.dialplan.app_name = "AppDial2"
    channel.dialplan.app_data = "(Outgoing Line)"
    set_variables(network, channel, order.variables)
    return channel


def create(network: Network, phones: Phones, order: Order) -> Channel:
    channel = allocate(network, order, "created")
    set_variables(network, channel, order.variables)
    return channel


def enter_created(network: Network, channel: Channel) -> None:
    """In its application at once, in state Down; without a socket it is gone.

    A real Asterisk is sometimes a little late: who does not wait for `StasisStart`
    is refused then. `entry_delay_s` makes it late always.
    """
    if network.entry_delay_s:
        channel.timer = network.clock.call_later(
            network.entry_delay_s, lambda: enter_now(network, channel)
        )
    else:
        enter_now(network, channel)


def enter_now(network: Network, channel: Channel) -> None:
    if not network.apps.is_connected(channel.app):
        hang_up(network, channel)
        return
    network.tell(
        channel,
        "ChannelDialplan",
        dialplan_app="Stasis",
        dialplan_app_data=",".join((channel.app, *channel.app_args)),
    )
    stasis.enter(network, channel, channel.app_args)


def allocate(network: Network, order: Order, origin: str) -> Channel:
    technology, slash, address = order.endpoint.partition("/")
    if not slash:
        raise Refusal(400, "Invalid endpoint specified")
    if order.channel_id in network.channels:
        raise Refusal(409, "Channel with given unique ID already exists")
    resource = find_resource(network, technology, address)
    channel = Channel(
        id=order.channel_id or network.next_id(),
        name=network.next_name(f"PJSIP/{resource}"),
        origin="originated" if origin == "originated" else "created",
        created=network.now(),
        dialled=address,
        app=order.app,
        app_args=order.args,
    )
    network.channels[channel.id] = channel
    network.apps.subscribe(order.app, channel.address)
    return channel


def find_resource(network: Network, technology: str, address: str) -> str:
    """The endpoint an address goes through, if it can be reached at all."""
    number, _, trunk = address.partition("@")
    if technology != "PJSIP" or not number:
        raise allocation_failed()
    resource = trunk or number
    if bool(trunk) is not registering.is_trunk(network, resource):
        raise allocation_failed()
    if not registering.is_online(network, resource):
        raise allocation_failed()
    return resource


def set_variables(
    network: Network, channel: Channel, variables: dict[str, str]
) -> None:
    """`CONNECTEDLINE(all)` is whom the phone will be shown; `CALLERID` does nothing."""
    for name, value in variables.items():
        if name == "CONNECTEDLINE(all)":
            connect_line(network, channel, parse_identity(value))
        elif "(" in name:
            channel.variables[name] = value
        else:
            network.set_variable(channel, name, value)


def dial(network: Network, phones: Phones, channel: Channel, timeout_s: float) -> None:
    """The phone may do anything in here, also hang up."""
    channel.is_dialled = True
    if timeout_s > 0:
        channel.timer = network.clock.call_later(
            timeout_s, lambda: ring_out(network, channel)
        )
    network.tell_dial(channel, "")
    number, _, trunk = channel.dialled.partition("@")
    if trunk in network.refusing_trunks:
        far_end_left(network, channel, network.refusing_trunks[trunk])
        return
    phones.find(number).be_called(channel)
