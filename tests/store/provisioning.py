"""Provisioning files that tests write, and what is told of them."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from callapi.provision import Report

WELCOME = Path(__file__).parents[2] / "config" / "media" / "welcome.ogg"

Provision = Callable[[str], Awaitable[Report]]


def told(report: Report) -> list[str]:
    return [str(change) for change in report.changes]
