"""Files that are made of the code: written, or with --check only told when old."""

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


def write(files: Mapping[Path, str]) -> int:
    """The exit code: 1 with --check, when something is old."""
    is_check, old = "--check" in sys.argv, []
    for path, text in files.items():
        known = path.read_text(encoding="utf-8") if path.exists() else ""
        if known != text:
            old.append(path.relative_to(ROOT))
            if not is_check:
                path.write_text(text, encoding="utf-8")
    for name in old:
        print(f"{'old' if is_check else 'written'}: {name}")  # noqa: T201
    return 1 if is_check and old else 0
