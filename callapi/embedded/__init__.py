"""PostgreSQL and Valkey, started from pip wheels inside a data directory.

`async with embedded(data_dir) as servers:` is all that others need; what is in the
directory survives, the processes do not. `available` also takes those that run.
"""

from callapi.embedded.directory import EmbeddedError, InUseError
from callapi.embedded.postgres import postgres_program
from callapi.embedded.servers import Servers, available, embedded

__all__ = [
    "EmbeddedError",
    "InUseError",
    "Servers",
    "available",
    "embedded",
    "postgres_program",
]
