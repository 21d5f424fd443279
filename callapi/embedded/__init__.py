"""PostgreSQL and Valkey, started from pip wheels inside a data directory.

`async with embedded(data_dir) as servers:` is all that others need; what is in the
directory survives, the processes do not.
"""

from callapi.embedded.directory import EmbeddedError
from callapi.embedded.servers import Servers, embedded

__all__ = ["EmbeddedError", "Servers", "embedded"]
