"""Every query of every .sql file is one that PostgreSQL understands."""

from pathlib import Path

import pytest

import callapi
from callapi.store.pool import Pool
from callapi.store.queries import load, parse

PACKAGE = Path(callapi.__file__).parent
ALL_CODE = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
FILES = sorted(
    path for path in PACKAGE.rglob("*.sql") if path.parent.name != "migrations"
)


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", FILES, ids=name_of)
async def test_every_query_can_be_prepared(path: Path, pool: Pool) -> None:
    async with pool.acquire() as connection:
        for name, sql in parse(path).items():
            try:
                await connection.prepare(sql)
            except Exception as error:
                error.add_note(f"{name_of(path)}: {name}")
                raise


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_query_is_used(path: Path) -> None:
    """By the module beside it, or as the listing of a get method."""
    code = path.with_suffix(".py").read_text(encoding="utf-8")
    unused = [
        name
        for name in parse(path)
        if f'"{name}"' not in code and f'{path.stem}.Q["{name}"]' not in ALL_CODE
    ]
    assert unused == []


def written(directory: Path, sql: str) -> str:
    (directory / "x.sql").write_text(sql)
    return str(directory / "x.py")


def test_queries_are_found_by_their_headings(tmp_path: Path) -> None:
    file = written(tmp_path, "-- one --\nselect 1;\n\n-- two --\n-- why\nselect 2\n")
    assert load(file) == {"one": "select 1;", "two": "-- why\nselect 2"}


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("select 1;\n-- one --\nselect 1", "before the first"),
        ("-- one --\nselect 1;\n-- one --\nselect 2", "twice"),
        ("-- one --\n-- nothing but a comment\n", "empty"),
    ],
)
def test_a_file_that_loses_sql_is_refused(
    sql: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=reason):
        load(written(tmp_path, sql))
