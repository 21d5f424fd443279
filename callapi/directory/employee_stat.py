"""How long employees have been in which status: only a query."""

from callapi.store.queries import load

Q = load(__file__)
LIST = Q["list_stat"]
