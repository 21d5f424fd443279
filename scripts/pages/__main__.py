"""Write what is generated of the pages, or with --check tell what is old."""

import sys

from scripts.generated import write
from scripts.pages.modules import modules

sys.exit(write(modules()))
