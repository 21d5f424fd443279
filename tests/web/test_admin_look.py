"""Every page of the client area, as it looks and is read, at both widths."""

from typing import Literal

import pytest
from playwright.async_api import ViewportSize

from callapi.edge.documents import pages
from tests.web.director import Director
from tests.web.operator import DESK, POCKET, Operator
from tests.web.test_look import LARGEST_LOAD, is_fine_in

pytestmark = pytest.mark.timeout(300)  # the first test may have to install a browser
# Forms, and rows with more than a form, beside the page that each row of the table is.
FORMS = (
    *("employees/new", "groups/new", "lines/new", "numbers/new", "media/new"),
    *("talk_options/new", "schedules/new", "tags/new", "contacts/new", "users/new"),
    *("keys/new", "allow_list/new", "blacklist/new", "scenarios/new"),
    "notifications/new",
)
WITH_MORE = ("groups", "lines", "numbers", "schedules", "users")
TABLE = "import('/admin/pages.js').then((it) => it.PAGES.map((row) => row.id))"


async def all_paths(director: Director) -> list[str]:
    known = await director.page.evaluate(TABLE)
    return [*known, *FORMS]


@pytest.mark.parametrize(
    ("size", "theme"), [(DESK, "light"), (POCKET, "dark")], ids=["1280", "390"]
)
async def test_everybody_can_read_the_client_area(
    visitor: Operator, size: ViewportSize, theme: Literal["light", "dark"]
) -> None:
    director = Director(visitor)
    await director.page.set_viewport_size(size)
    await director.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    await director.log_in()
    for path in await all_paths(director):
        await director.open(path)
        name = path.replace("/", "-")
        await is_fine_in(visitor, f"admin-{name}-{size['width']}-{theme}")
    for path in WITH_MORE:
        await director.open(path)
        await director.page.locator("tbody a").first.click()
        await director.page.wait_for_selector("#page form")
        await director.is_there()
        await is_fine_in(visitor, f"admin-{path}-one-{size['width']}-{theme}")


async def test_the_first_load_is_small(visitor: Operator) -> None:
    loaded: set[str] = set()
    visitor.page.on("request", lambda it: loaded.add(it.url))
    await Director(visitor).log_in()
    known = pages()
    paths = {url.removeprefix(visitor.shop.url) for url in loaded} & known.keys()
    assert "/admin" in paths
    assert sum(len(known[path].packed) for path in paths) < LARGEST_LOAD
