"""One attempt against targets of all kinds: what is said of how it went."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from callapi.notify.guard import Guard
from callapi.notify.posting import Post, Poster

TLS = Path(__file__).parents[2] / "api" / "tls.pem"
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def target(
    answer: Answer, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """A socket that does what a test wants; its port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    yield server.sockets[0].getsockname()[1]
    server.close()


@pytest.fixture
async def poster() -> AsyncIterator[Poster]:
    poster = Poster(Guard(allows_private=True), connect_s=0.5, whole_s=0.5)
    await poster.open()
    yield poster
    await poster.close()


def post(port: int, scheme: str = "http") -> Post:
    return Post("POST", f"{scheme}://127.0.0.1:{port}/hook", {}, b"{}")


async def test_silence_is_a_timeout(poster: Poster) -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with target(silent) as port:
        outcome = await poster.send(post(port))
    assert (outcome.error, outcome.status) == ("timeout", None)
    assert outcome.seconds == pytest.approx(0.5, abs=0.4)


async def test_a_reply_that_drips_is_a_timeout(poster: Poster) -> None:
    async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1")
        await reader.read(1)
        await reader.read()

    async with target(drips) as port:
        outcome = await poster.send(post(port))
    assert outcome.error == "timeout"


@pytest.mark.parametrize("said", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 xyz\r\n\r\n"])
async def test_what_speaks_no_http_is_a_broken_connection(
    poster: Poster, said: bytes
) -> None:
    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(said)

    async with target(says) as port:
        outcome = await poster.send(post(port))
    assert (outcome.error, outcome.status) == ("connection", None)


async def test_nobody_listens(poster: Poster) -> None:
    async with target(lambda *_: asyncio.sleep(0)) as port:
        pass
    outcome = await poster.send(post(port))
    assert outcome.error == "connection"


async def test_a_certificate_nobody_vouches_for(poster: Poster) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(TLS)
    async with target(lambda *_: asyncio.sleep(0), tls) as port:
        outcome = await poster.send(post(port, "https"))
    assert outcome.error == "tls"


async def test_an_authority_of_ones_own_vouches() -> None:
    async def thanks(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(TLS)
    poster = Poster(Guard(allows_private=True), TLS)
    await poster.open()
    async with target(thanks, tls) as port:
        outcome = await poster.send(Post("GET", f"https://localhost:{port}/", {}, None))
    await poster.close()
    assert (outcome.error, outcome.status) == (None, 204)
