"""One direction of imports: a package may import only what stands to its right."""

import ast
import sys
from collections.abc import Iterator

from tests.architecture.sources import ALL, PACKAGE, Source

# Neighbours in one place never import each other.
ORDER = (
    ("__main__",),
    ("simulate", "upload"),
    ("administer",),
    ("serve", "doctor", "terminal"),
    ("backup",),
    ("app", "demo"),
    ("calls", "apis", "notices"),
    ("embedded", "provision"),
    ("edge", "documents"),
    ("rpc",),
    ("methods",),
    ("sessions",),
    ("access", "limits", "switch", "media", "notify"),
    ("directory",),
    ("store",),
    ("domain",),
)
PLACE = {name: place for place, names in enumerate(ORDER) for name in names}
# and they import nothing of ours but each other, to the right
FOR_ALL = ("batch", "spans", "clock", "metrics", "trace")
# What stands beside the order, and who alone may import it.
COMMANDS = {name for names in ORDER[:4] for name in names}
READERS = {
    "config": COMMANDS | {"app", "apis", "notices"},
    "setting_values": {"config"},
    "log": {"__main__"},
    "tracing": {"__main__", "serve"},
    "client": {"administer", "upload", "terminal"},
    "simulator": {"simulate", "terminal", "app", "demo"},
}


def test_imports_point_to_the_right() -> None:
    wrong = [
        f"{source.path} imports {name}"
        for source in PACKAGE
        for name in imported(source)
        if name.startswith("callapi.") and not may_import(source, name.split(".")[1])
    ]
    assert wrong == []


def test_imports_are_absolute() -> None:
    for source in ALL:
        for node in ast.walk(source.tree):
            is_relative = isinstance(node, ast.ImportFrom) and node.level > 0
            assert not is_relative, source.path


def test_domain_needs_nothing_but_the_standard_library() -> None:
    for source in PACKAGE:
        if source.package == "domain":
            roots = {name.split(".")[0] for name in imported(source)}
            assert roots <= {*sys.stdlib_module_names, "callapi"}, source.path


def test_every_package_has_its_place() -> None:
    known = {*PLACE, *FOR_ALL, *READERS, "__init__"}
    assert {source.package for source in PACKAGE} <= known


def may_import(source: Source, other: str) -> bool:
    own = source.package
    if own == other:
        return True
    if own == "client":  # it is for programs that have nothing else of us
        return False
    if own == "simulator":  # it stands for a network that knows nothing of us
        return other == "clock"
    if other in FOR_ALL:
        return own not in FOR_ALL or FOR_ALL.index(own) < FOR_ALL.index(other)
    if other in READERS:
        return own in READERS[other]
    return own in PLACE and PLACE[own] < PLACE.get(other, -1)


def imported(source: Source) -> Iterator[str]:
    """Dotted names of the modules a file imports."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "callapi":
            names = {alias.name for alias in node.names} - {"__version__"}
            yield from (f"callapi.{name}" for name in names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
