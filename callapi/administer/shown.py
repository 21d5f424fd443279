"""What a command answers: a table for people, JSON for scripts."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDEST: Final = 400  # where there is no terminal that lines have to fit into

Row = Mapping[str, Any]


class Shown:
    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._console = Console(file=sys.stdout, highlight=False)
        if not self._console.is_terminal:
            self._console = Console(file=sys.stdout, highlight=False, width=WIDEST)

    def rows(self, rows: Sequence[Row], columns: Sequence[str]) -> None:
        if self._as_json:
            self._json(rows)
            return
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for name in columns:
            table.add_column(name.replace("_", " "), overflow="fold")
        for row in rows:
            table.add_row(*(Text(_cell(row.get(name))) for name in columns))
        self._console.print(table)

    def one(self, row: Row, note: str = "") -> None:
        """What was made; `note` says what can not be asked for again."""
        if self._as_json:
            self._json(row)
            return
        width = max(len(name) for name in row)
        for name, value in row.items():
            label = Text(f"{name.replace('_', ' '):{width}}  ", style="bold")
            self._console.print(label.append(_cell(value), style="not bold"))
        if note:
            self._console.print(Text(note, style="italic"))

    def line(self, row: Row, cells: Iterable[tuple[object, int]]) -> None:
        """One of many that follow; cells with their widths."""
        if self._as_json:
            print(json.dumps(row, ensure_ascii=False), flush=True)  # noqa: T201
            return
        text = "  ".join(f"{_cell(value):{width}}" for value, width in cells)
        self._console.print(Text(text.rstrip()), soft_wrap=True)

    def _json(self, value: object) -> None:
        print(json.dumps(value, indent=2, ensure_ascii=False))  # noqa: T201


def _cell(value: object) -> str:
    """In words; a control character could play tricks on the terminal."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_cell(it) for it in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "".join(
        it if it.isprintable() else "\N{REPLACEMENT CHARACTER}" for it in str(value)
    )
