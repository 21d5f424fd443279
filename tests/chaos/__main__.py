"""`make chaos`: seed after seed for ten minutes, or the one that is named."""

import asyncio
import logging
import random
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from tests.chaos.faults import plan
from tests.chaos.verdict import play
from tests.chaos.world import Ground, ground

WHOLE_S = 600.0
ONE_S = 60.0  # what a seed takes, and a bit
KEPT = Path("artifacts/chaos")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def be_quiet() -> None:
    """That a database which was restarted has cut us off is no news."""
    logging.getLogger("asyncpg").setLevel(logging.CRITICAL)


async def main(named: list[int]) -> int:
    be_quiet()
    failed: list[int] = []
    async with ground() as it:
        if it.disk is None:
            say(f"the disk is never full, for there is no small one: {it.why_no_disk}")
        played = 0
        for played, seed in enumerate(named or any_seeds(), 1):  # noqa: B007
            if not await holds(it, seed):
                failed.append(seed)
    say(f"{played} seeds, {len(failed)} failed: {failed}")
    return 1 if failed else 0


def any_seeds() -> Iterator[int]:
    """As long as there is time for one more."""
    began, chance = time.monotonic(), random.SystemRandom()
    while time.monotonic() - began < WHOLE_S - ONE_S:
        yield chance.randrange(1_000_000)


async def holds(it: Ground, seed: int) -> bool:
    try:
        await play(it, seed, say, plan(seed), keep=KEPT)
    except Exception as wrong:
        is_told = isinstance(wrong, AssertionError)
        say(str(wrong) if is_told else traceback.format_exc())
        say(f"again: make chaos SEED={seed} (logs are in {KEPT})")
        return False
    return True


if __name__ == "__main__":
    sys.exit(asyncio.run(main([int(it) for it in sys.argv[1:]])))
