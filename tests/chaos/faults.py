"""What goes wrong, as a table; a seed says which of it, and when.

Each fault is over when its function returns: whole again is what it has broken.
"""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from tests.chaos.nodes import CREW, PLAIN, Node
from tests.chaos.world import World

LOAD_S = 14.0
FROZEN_S = 10.0
AT_ONCE = 5  # faults of one seed
STEPS_S = (-3600.0, -40.0, 40.0, 3600.0)

Break = Callable[[World, Random], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    happen: Break


@dataclass(frozen=True, slots=True)
class Planned:
    fault: Fault
    at_s: float
    chance: Random


def plan(seed: int, count: int = AT_ONCE, load_s: float = LOAD_S) -> list[Planned]:
    """In the order in which they happen; they may overlap."""
    chance = Random(seed)
    chosen = chance.sample(FAULTS, count)
    moments = sorted(chance.uniform(1.0, load_s - 3.0) for _ in chosen)
    return [
        Planned(fault, at_s, Random(f"{seed} {fault.name}"))
        for fault, at_s in zip(chosen, moments, strict=True)
    ]


def of(world: World, name: str) -> Node:
    return next(node for node in world.nodes if node.name == name)


def cable_of(node: Node, to: str) -> str:
    return "cable of the switch" if to == "switch" else f"{node.name} {to}"


async def kill_node(world: World, chance: Random) -> None:
    node = chance.choice(world.nodes)
    async with node.turn:
        await node.restart(chance.uniform(0.0, 3.0), killed=True)


async def stop_node(world: World, chance: Random) -> None:
    node = chance.choice(world.nodes)
    async with node.turn:
        await node.restart(chance.uniform(0.0, 2.0), killed=False)


async def kill_worker(world: World, chance: Random) -> None:
    """Its supervisor begins another."""
    node = of(world, CREW)
    async with node.turn:
        node.signal_one(chance, signal.SIGKILL)


async def renew_workers(world: World, chance: Random) -> None:
    node = of(world, CREW)
    async with node.turn:
        node.server.renew()


async def freeze_node(world: World, chance: Random) -> None:
    node = chance.choice(world.nodes)
    async with node.turn:
        pid = node.signal_one(chance, signal.SIGSTOP)
        await asyncio.sleep(FROZEN_S)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


async def empty_redis(world: World, chance: Random) -> None:
    async with world.turn("redis"):
        killed_at = time.monotonic()
        await world.stores.kill_valkey(chance.uniform(0.0, 2.0))
        world.stores.emptied.append((killed_at, time.monotonic()))


async def restart_postgres_fast(world: World, chance: Random) -> None:
    async with world.turn("postgres"):
        await world.stores.restart_postgres(signal.SIGINT, chance.uniform(0.0, 2.0))


async def restart_postgres_immediately(world: World, chance: Random) -> None:
    async with world.turn("postgres"):
        await world.stores.restart_postgres(signal.SIGQUIT, chance.uniform(0.0, 2.0))


async def cut_cable(world: World, chance: Random) -> None:
    node = chance.choice(world.nodes)
    to = chance.choice(sorted(node.cables))
    async with world.turn(cable_of(node, to)):
        await node.cables[to].cut()
        await asyncio.sleep(chance.choice([0.0, 0.5, 4.0]))
        await node.cables[to].plug()


async def hold_up_cable(world: World, chance: Random) -> None:
    node = chance.choice(world.nodes)
    to = chance.choice(sorted(node.cables))
    async with world.turn(cable_of(node, to)):
        node.cables[to].hold_up()
        await asyncio.sleep(chance.uniform(1.0, 8.0))
        node.cables[to].let_go()


async def kill_switch(world: World, chance: Random) -> None:
    async with world.turn("switch"):
        await world.switch.kill()
        await asyncio.sleep(chance.uniform(0.0, 3.0))
        await world.switch.start()


async def fill_disk(world: World, chance: Random) -> None:
    """That of the recordings."""
    disk = world.ground.disk
    if disk is None:
        return
    async with world.turn("disk"):
        disk.fill()
        await asyncio.sleep(chance.uniform(3.0, 7.0))
        disk.free()


async def step_clock(world: World, chance: Random) -> None:
    async with world.turn("clock"):
        of(world, PLAIN).set_clock(chance.choice(STEPS_S))
        await asyncio.sleep(chance.uniform(2.0, 5.0))
        of(world, PLAIN).set_clock(0.0)


async def refuse_notifications(world: World, chance: Random) -> None:
    async with world.turn("target"):
        world.target.turns(chance.choice(["refuses", "is silent"]))
        await asyncio.sleep(chance.uniform(1.0, 4.0))
        world.target.turns("takes")


FAULTS = (
    Fault("kill -9 of a node", kill_node),
    Fault("a node is stopped and begun again", stop_node),
    Fault("kill -9 of a worker", kill_worker),
    Fault("workers are renewed", renew_workers),
    Fault("a node is frozen for 10 s", freeze_node),
    Fault("Redis is killed and comes back empty", empty_redis),
    Fault("PostgreSQL is restarted, fast", restart_postgres_fast),
    Fault("PostgreSQL is restarted, immediately", restart_postgres_immediately),
    Fault("a cable is cut", cut_cable),
    Fault("a cable is held up", hold_up_cable),
    Fault("the switch is killed", kill_switch),
    Fault("the disk of recordings is full", fill_disk),
    Fault("the clock of a node is set", step_clock),
    Fault("a target of notifications refuses", refuse_notifications),
)
