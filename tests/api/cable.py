"""A cable between our server and one it needs, which a test can cut or hold up."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class Cable:
    """A TCP port whose bytes go to the real server, which `connect` finds."""

    def __init__(self, connect: Connect) -> None:
        self._open = connect
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._carrying: set[asyncio.Task[None]] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self.port = 0

    async def plug(self) -> None:
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Nobody gets through any more, and who talked is interrupted."""
        if self._server is not None:
            self._server.close()
        for end in list(self._ends):
            end.transport.abort()
        for carrying in list(self._carrying):
            carrying.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    def hold_up(self) -> None:
        """Nothing comes through, and nobody is told; what is sent arrives later."""
        self._flows.clear()

    def let_go(self) -> None:
        self._flows.set()

    async def _connect(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            there, back = await self._open()
        except OSError:
            writer.close()
            return
        self._ends |= {writer, back}
        for source, sink in ((reader, back), (there, writer)):
            carrying = asyncio.create_task(self._carry(source, sink))
            self._carrying.add(carrying)
            carrying.add_done_callback(self._carrying.discard)

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65_536):
                await self._flows.wait()
                sink.write(data)
        sink.close()
