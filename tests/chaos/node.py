"""`python -m tests.chaos.node`: `callapi serve`, by a clock that can be set."""

import os
from pathlib import Path

import click

from callapi.clock import SharedClock
from callapi.config import load_settings
from callapi.log import configure_log
from callapi.serve import serve
from callapi.terminal import run
from tests.chaos.clock import StepClock

VARIABLE = "CHAOS_CLOCK"  # the file with the offset


def main() -> None:
    clock = StepClock(Path(os.environ[VARIABLE]))
    settings = load_settings(None)
    configure_log(settings.log_level, settings.log_format)
    run(serve(settings, None, click.echo, clock=SharedClock(clock)))


if __name__ == "__main__":
    main()
