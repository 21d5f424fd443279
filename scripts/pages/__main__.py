"""Write what is generated of the pages, or with --check tell what is old."""

import sys

from scripts.pages.modules import ROOT, modules


def main() -> int:
    is_check, old = "--check" in sys.argv, []
    for path, text in modules().items():
        known = path.read_text(encoding="utf-8") if path.exists() else ""
        if known != text:
            old.append(path.relative_to(ROOT))
            if not is_check:
                path.write_text(text, encoding="utf-8")
    for name in old:
        print(f"{'old' if is_check else 'written'}: {name}")  # noqa: T201
    return 1 if is_check and old else 0


sys.exit(main())
