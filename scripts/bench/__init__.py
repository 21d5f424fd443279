"""Measures the server against bare aiohttp, in one run: `make bench`."""
