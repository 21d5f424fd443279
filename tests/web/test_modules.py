"""The modules of pages: typed, as the script writes them, in words for every error."""

import asyncio
import re

import pytest
from playwright.async_api import Browser

from callapi.domain.errors import CATALOGUE
from callapi.domain.finish_reasons import SESSION, WIRE
from callapi.rpc.api import CALL_API, DATA_API
from scripts.pages.modules import EDGE, modules
from tests.web.shop import Shop
from tests.web.tools import COMPILER, NODE

pytestmark = pytest.mark.timeout(240)  # the first test may have to install a browser
FIELDS = ("admin/fields", "admin/flow/words", "admin/reports/words")
TABLES = (
    *("web/errors", "web/reasons", "web/shared", "wallboard/words"),
    *("workspace/words", "admin/words", *FIELDS),
)
PLACE = re.compile(r"\{(\w+)\}")
LONGEST = 400
FOLDERS = (
    *("web", "wallboard", "workspace"),
    *("admin", "admin/flow", "admin/pages", "admin/reports"),
)
OWN = sorted(path for folder in FOLDERS for path in (EDGE / folder).glob("*.js"))
# Whose words are keys of tables too: a field, a value, a page.
PAGES = ("workspace", "wallboard", "admin")


async def test_types_hold(installed: None) -> None:
    process = await asyncio.create_subprocess_exec(
        *(NODE, COMPILER, "--project", EDGE), stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    assert told.decode() == ""
    assert process.returncode == 0


def test_what_is_generated_is_what_the_script_writes() -> None:
    """Else: make client."""
    old = [path.name for path, text in modules().items() if path.read_text() != text]
    assert old == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(EDGE)))
def test_files_are_short(path: object) -> None:
    text = EDGE.joinpath(str(path)).read_text()
    assert text.startswith("//")
    assert text.count("\n") <= LONGEST


async def table(browser: Browser, shop: Shop, name: str) -> dict[str, str]:
    """As a browser reads it."""
    page = await browser.new_page()
    await page.goto(f"{shop.url}/workspace")
    load = "async (name) => (await import(`/${name}.js`)).default"
    found: dict[str, str] = await page.evaluate(load, name)
    await page.context.close()
    return found


@pytest.mark.parametrize("name", TABLES)
async def test_languages_say_the_same(browser: Browser, shop: Shop, name: str) -> None:
    english = await table(browser, shop, f"{name}.en")
    german = await table(browser, shop, f"{name}.de")
    assert list(english) == list(german)
    for key, text in english.items():
        assert set(PLACE.findall(text)) == set(PLACE.findall(german[key])), key


async def test_every_error_has_words(browser: Browser, shop: Shop) -> None:
    english = await table(browser, shop, "web/errors.en")
    told = {key.removeprefix("error.") for key in english if key.startswith("error.")}
    assert told == {
        str(api.spelling(it)) for it in CATALOGUE for api in (CALL_API, DATA_API)
    }
    for mnemonic, entry in CATALOGUE.items():
        places = set(PLACE.findall(english[f"error.{CALL_API.spelling(mnemonic)}"]))
        known = {"state"} if mnemonic == "invalid_state" else set()
        assert places <= set(PLACE.findall(entry.message)) | known


async def test_every_end_of_a_call_has_words(browser: Browser, shop: Shop) -> None:
    """Of every reason that the code gives; others are known to filters alone."""
    english = await table(browser, shop, "web/reasons.en")
    told = {key.removeprefix("reason.") for key in english}
    code = "".join(
        path.read_text()
        for path in EDGE.parent.rglob("*.py")
        if path.parent.name in ("domain", "sessions", "switch", "methods")
    )
    given = {it for it in SESSION if f'"{it}"' in code}
    assert given | WIRE <= told <= SESSION | WIRE


def texts(*pages: str) -> str:
    """What may say the words of a page: it, and what all pages have."""
    html = [EDGE / page / f"{page}.html" for page in pages]
    return "".join(
        path.read_text()
        for path in (*OWN, *html)
        if ".en." not in path.name
        and ".de." not in path.name
        and path.relative_to(EDGE).parts[0] in (*pages, "web")
    )


@pytest.mark.parametrize("name", ["web/shared", *(f"{it}/words" for it in PAGES)])
async def test_every_word_is_said(browser: Browser, shop: Shop, name: str) -> None:
    """What nothing says goes; a key made of parts is known by its beginning."""
    page = name.partition("/")[0]
    said = texts(*(PAGES if page == "web" else (page,)))
    for key in await table(browser, shop, f"{name}.en"):
        head = key.rpartition(".")[0]
        assert f'"{key}"' in said or f"`{head}.${{" in said, key


@pytest.mark.parametrize("name", FIELDS)
async def test_every_word_of_a_field_is_of_one(
    browser: Browser, shop: Shop, name: str
) -> None:
    """Fields and values are called by names that stand in tables."""
    said = texts("admin")
    for key in await table(browser, shop, f"{name}.en"):
        kind, _, rest = key.partition(".")
        parts = {key, rest.partition(".")[2] or rest, key.rpartition(".")[2]}
        if kind == "why":
            parts = set(key.split(".")[1:3])
        known = [it for it in parts if f'"{it}"' in said]
        assert known or f"`{kind}.${{" in said, key
