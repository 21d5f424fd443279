"""Attackers, a process of their own: `python -m scripts.bench.attackers NAME PORT KEY`.

They go on until they are ended, and say `begun` when the attack is under way. None of
them breaks a rule of HTTP that a client library would not let it break.
"""

import asyncio
import itertools
import json
import resource
import secrets
import sys
from collections.abc import Awaitable, Callable, Iterator

import uvloop

MANY, SOME = 10_000, 1_000  # connections
FLOOD = 64  # that ask as fast as they are answered
AT_A_TIME = 200  # connections begun
MEGABYTE = 1024 * 1024
FILES = MANY + 1000
OWN_ADDRESS = "127.0.0.2"

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def request(method: str, **params: object) -> bytes:
    return json.dumps(
        {"jsonrpc": "2.0", "id": "x", "method": method, "params": params}
    ).encode()


def post(body: bytes, path: str = "/v4.0", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n"
    return head.encode() + body


async def answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
    await reader.readexactly(int(length or 0))


def asking(messages: Iterator[bytes]) -> Talk:
    """One after another, each when the one before was answered."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for message in messages:
            writer.write(message)
            await answer(reader)

    return talk


def slowly(head: bytes, more: bytes) -> Talk:
    """A piece a second, for ever."""

    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            await writer.drain()
            await asyncio.sleep(1)
            writer.write(more)

    return talk


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read(1)


async def deaf(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Asks, and never reads."""
    while True:
        writer.write(post(request("list.calls", access_token="x")) * 100)
        await writer.drain()


def guessed_tokens() -> Iterator[bytes]:
    while True:
        token = secrets.token_hex(20)
        yield post(request("list.calls", access_token=token))


def guessed_logins() -> Iterator[bytes]:
    while True:
        password = secrets.token_hex(8)
        yield post(request("login.user", login="bench", password=password))


def attacks(key: str) -> dict[str, tuple[int, Talk]]:
    """By name: how many connections, and what each does."""
    over = post(request("list.talk_options", access_token=key))
    wrong = post(request("hold.call", access_token=key, call_session_id=1))
    long_body = request("list.calls", access_token="x").ljust(MEGABYTE)
    longest = request("get.tags", access_token="x").ljust(16 * MEGABYTE)
    deep = b'{"a":' * 32 + b"1" + b"}" * 32
    headers = b"POST /v4.0 HTTP/1.1\r\n" + b"X-Y: z\r\n" * 5000 + b"\r\n"
    upload = post(longest, "/data/v2.0")
    forever = itertools.repeat
    return {
        "an account over its limit": (FLOOD, asking(forever(over))),
        "an account that only fails": (FLOOD, asking(forever(wrong))),
        "guessed tokens": (FLOOD, asking(guessed_tokens())),
        "guessed passwords": (FLOOD, asking(guessed_logins())),
        "nests 32 deep": (FLOOD, asking(forever(post(deep)))),
        "bodies of 1 MiB": (FLOOD, asking(forever(post(long_body)))),
        "bodies of 16 MiB": (FLOOD, asking(forever(upload))),
        "5,000 headers": (FLOOD, asking(forever(headers))),
        "slow heads": (SOME, slowly(b"POST /v4.0 HTTP/1.1\r\n", b"X: y\r\n")),
        "slow bodies": (SOME, slowly(post(b"{", length=MEGABYTE), b" ")),
        "stuck bodies of 1 MiB": (
            SOME,
            slowly(post(b" " * (MEGABYTE - 1000), length=MEGABYTE), b""),
        ),
        "answers not read": (SOME, deaf),
        "idle connections": (MANY, silent),
    }


async def attack(port: int, count: int, talk: Talk) -> None:
    turns = asyncio.Semaphore(AT_A_TIME)
    begun = asyncio.Semaphore(0)

    async def client() -> None:
        first = True
        while True:
            try:
                async with turns:
                    reader, writer = await asyncio.open_connection(
                        "127.0.0.1", port, local_addr=(OWN_ADDRESS, 0)
                    )
            except OSError:
                await asyncio.sleep(1)
                continue
            if first:
                begun.release()
                first = False
            try:
                await talk(reader, writer)
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.1)  # thrown out: once more
            finally:
                writer.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(count):
            group.create_task(client())
        for _ in range(count):
            await begun.acquire()
        sys.stdout.write("begun\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _, soft = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, soft), soft))
    connections, what = attacks(sys.argv[3])[sys.argv[1]]
    uvloop.run(attack(int(sys.argv[2]), connections, what))
