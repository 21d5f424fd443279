"""Living a script: one step after another, as long as the call lasts."""

from functools import partial

from callapi.simulator import far_end
from callapi.simulator.channel import Channel
from callapi.simulator.network import Network
from callapi.simulator.scripts import Script, Step
from callapi.simulator.sound import Sound


def live(network: Network, channel: Channel, script: Script) -> None:
    """Takes the steps up to the first wait now, and the rest when it is over."""
    for index, step in enumerate(script):
        if channel.is_gone or channel.far is None:
            return
        if step.verb == "wait":
            rest = partial(live, network, channel, script[index + 1 :])
            channel.far.timer = network.clock.call_later(float(step.argument), rest)
            return
        take_step(network, channel, step)


def take_step(network: Network, channel: Channel, step: Step) -> None:
    match step.verb:
        case "ring":
            far_end.ring(network, channel)
        case "progress":
            far_end.progress(network, channel, step.argument)
        case "answer":
            far_end.answer(network, channel)
        case "say":
            far_end.say(network, channel, spoken(channel, step.argument))
        case "press":
            for key in step.argument:
                far_end.press(network, channel, key)
        case "hold" | "unhold":
            far_end.hold(network, channel, step.verb == "hold")
        case "reject":
            far_end.leave(network, channel, int(step.argument))
        case "hang_up":
            far_end.leave(network, channel)


def spoken(channel: Channel, word: str) -> Sound | None:
    number = "" if channel.far is None else channel.far.number
    match word:
        case "silence":
            return None
        case "speech":
            return Sound("leg", number)
    return Sound(word, number)
