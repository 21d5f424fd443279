"""What the classes of both APIs share, and pages of get methods."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, ClassVar, Final, TypeVar

from callapi.client.connection import Connection
from callapi.client.unset import without_unset

Row = TypeVar("Row")
ROWS: Final = 1000  # of a page


class Page(list[Row]):
    """Rows, and how many there are in all."""

    total_items: int = 0


class Api:
    path: ClassVar[str]

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    async def ask(
        self, method: str, params: Mapping[str, Any], key: str | None = None
    ) -> Any:
        """`data` of the reply, for what has no method of its own here."""
        return (await self._result(method, params, key))["data"]

    async def _page(self, method: str, params: Mapping[str, Any]) -> Page[Any]:
        result = await self._result(method, params)
        page: Page[Any] = Page(result["data"])
        page.total_items = result["metadata"]["total_items"]
        return page

    async def _result(
        self, method: str, params: Mapping[str, Any], key: str | None = None
    ) -> dict[str, Any]:
        asked = without_unset(params)
        return await self.connection.ask(self.path, method, asked, key)


async def every(
    ask: Callable[..., Awaitable[Page[Row]]], **asked: Any
) -> AsyncIterator[Row]:
    """All rows of a get method, page by page."""
    offset = 0
    while True:
        page = await ask(**asked, limit=ROWS, offset=offset)
        for row in page:
            yield row
        offset += len(page)
        if not page or offset >= page.total_items:
            return
