"""Write the generated modules of the client, or with --check tell which are old."""

import sys

from scripts.generated import write
from scripts.client.modules import modules

sys.exit(write(modules()))
