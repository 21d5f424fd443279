"""Write the generated modules of the client, or with --check tell which are old."""

import sys

from scripts.client.modules import modules
from scripts.generated import write

sys.exit(write(modules()))
