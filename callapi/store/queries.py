"""Named queries: the SQL of `x.py` stands in `x.sql` beside it.

A query begins with a line `-- its_name --` and runs to the next such line. Other
comments belong to the query they stand in.
"""

import re
from collections.abc import Mapping
from pathlib import Path

HEADING = re.compile(r"^-- ([a-z][a-z0-9_]*) --[ \t]*$", re.MULTILINE)


def load(module_file: str) -> Mapping[str, str]:
    """The queries that belong to a module: `Q = load(__file__)`."""
    return parse(Path(module_file).with_suffix(".sql"))


def parse(path: Path) -> Mapping[str, str]:
    before, *parts = HEADING.split(path.read_text(encoding="utf-8"))
    if _code(before):
        raise ValueError(f"{path.name}: SQL before the first '-- name --' heading")
    queries: dict[str, str] = {}
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        if name in queries:
            raise ValueError(f"{path.name}: query {name} stands there twice")
        if not _code(text):
            raise ValueError(f"{path.name}: query {name} is empty")
        queries[name] = text.strip()
    return queries


def _code(text: str) -> str:
    """What is left of a piece of SQL without its comments."""
    return re.sub(r"--[^\n]*", "", text).strip()
