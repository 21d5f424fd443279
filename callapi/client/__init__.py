"""A client of both APIs and of the events; it needs nothing of the server.

    async with Connection("https://calls.example", key) as connection:
        api = CallApi(connection)
        started = await api.start_simple_call(first_call="operator", ...)
        async for event in follow(connection):
            ...

`call_api`, `data_api` and `errors` are generated: `python -m scripts.client`.
"""

from callapi.client.api import Page, every
from callapi.client.call_api import CallApi
from callapi.client.connection import Connection, NoAnswer
from callapi.client.data_api import DataApi
from callapi.client.error import ApiError
from callapi.client.events import Event, follow
from callapi.client.limits import Limits
from callapi.client.unset import UNSET, Unset

__all__ = [
    "UNSET",
    "ApiError",
    "CallApi",
    "Connection",
    "DataApi",
    "Event",
    "Limits",
    "NoAnswer",
    "Page",
    "Unset",
    "every",
    "follow",
]
