"""CORS: which web pages may call from a browser. None unless configured (spec 1.3)."""

from collections.abc import Iterable, Mapping
from typing import Final

ORIGIN: Final = "Origin"
_ASKED_METHOD: Final = "Access-Control-Request-Method"
_EXPOSED: Final = (
    "X-Request-Id, RateLimit, RateLimit-Policy, Idempotency-Replayed, Retry-After"
)
_REMEMBERED_S: Final = 600


class Cors:
    def __init__(self, origins: Iterable[str] = ()) -> None:
        self._origins = frozenset(origin.rstrip("/") for origin in origins)

    def preflight(
        self,
        headers: Mapping[str, str],
        methods: str = "POST",
        allowed: str = "Content-Type, Idempotency-Key, traceparent",
    ) -> dict[str, str] | None:
        """What to answer to OPTIONS; None: it is a method like any other."""
        if not self._allows(headers) or _ASKED_METHOD not in headers:
            return None
        return {
            "Access-Control-Allow-Origin": headers[ORIGIN],
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": allowed,
            "Access-Control-Max-Age": str(_REMEMBERED_S),
            "Vary": ORIGIN,
        }

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """What a reply carries so that the page may read it."""
        if not self._origins:
            return {}
        if not self._allows(headers):
            return {"Vary": ORIGIN}
        return {
            "Access-Control-Allow-Origin": headers[ORIGIN],
            "Access-Control-Expose-Headers": _EXPOSED,
            "Vary": ORIGIN,
        }

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Whether a web page may open a socket: browsers ask nobody before."""
        return ORIGIN not in headers or self._allows(headers)

    def _allows(self, headers: Mapping[str, str]) -> bool:
        return bool(self._origins) and headers.get(ORIGIN) in self._origins
