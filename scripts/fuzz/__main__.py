"""`python -m scripts.fuzz`: see `make fuzz`."""

import os
import secrets
import subprocess
import sys
from time import monotonic

import click

TESTS = ("tests/api", "tests/store", "tests/unit", "-m", "hypothesis")
SECONDS_OF_A_TEST = 1800
KEPT = """
what failed is kept in .hypothesis/, and tried first from now on; the round again:
  make fuzz SEED={seed}
Make it an `@example` of its test when it is mended."""


@click.command()
@click.option("--minutes", default=10.0, show_default=True)
@click.option("--examples", default=1500, help="of each test, in a round")
@click.option("--seed", type=int, help="of the first round; unless said: any")
def main(minutes: float, examples: int, seed: int | None) -> None:
    """Rounds of fuzz tests, each with the next seed, until the time is over."""
    first = seed if seed is not None else secrets.randbelow(2**32)
    end, rounds = monotonic() + minutes * 60, 0
    while rounds == 0 or monotonic() < end:
        click.echo(f"seed {first + rounds}")
        if not _holds(first + rounds, examples):
            sys.exit(f"fuzz: it fails{KEPT.format(seed=first + rounds)}")
        rounds += 1
    click.echo(f"{rounds} rounds of {examples:,} examples a test: nothing found")


def _holds(seed: int, examples: int) -> bool:
    command = [
        *(sys.executable, "-m", "pytest", *TESTS, "-q", "-x", "--no-header"),
        *("--hypothesis-profile=fuzz", f"--hypothesis-seed={seed}"),
        f"--timeout={SECONDS_OF_A_TEST}",
    ]
    environment = {**os.environ, "FUZZ_EXAMPLES": str(examples)}
    return subprocess.run(command, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    main()
