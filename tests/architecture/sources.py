"""The files of the repository that are ours, read once."""

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Source:
    path: Path  # from the root
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The package or module right below `callapi` that it belongs to."""
        return self.path.with_suffix("").parts[1]


def sources(*folders: str) -> list[Source]:
    found = []
    for path in sorted(file for it in folders for file in (ROOT / it).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Source(path.relative_to(ROOT), text, ast.parse(text)))
    return found


PACKAGE = sources("callapi")
ALL = [*PACKAGE, *sources("tests", "scripts")]
