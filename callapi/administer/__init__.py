"""Commands of administrators: the Data API from a terminal or a script."""

from typing import Final

import click

from callapi.administer.access import ip, key, user
from callapi.administer.office import employee, number
from callapi.administer.tails import calls, log

GROUPS: Final[tuple[click.Group, ...]] = (user, key, ip, number, employee, log, calls)
