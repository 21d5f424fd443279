"""callapi: a self-hosted call-control server."""

__version__ = "0.1.0"
