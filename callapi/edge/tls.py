"""Whether a request came over TLS: to us, or to a trusted proxy that says so."""

from aiohttp import web

from callapi.edge.peer import Peers


def is_tls(request: web.Request, peers: Peers) -> bool:
    return request.protocol.ssl_context is not None or peers.speaks_tls(
        request.protocol.peername, request.headers.getall("X-Forwarded-Proto", ())
    )
