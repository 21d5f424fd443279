"""The shape of files and functions: short, named for what they are."""

import ast

from tests.architecture.sources import ALL, PACKAGE

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
# A name that says nothing gathers everything.
NAMES_OF_NOTHING = frozenset(
    {"utils", "helpers", "common", "base", "manager", "types", "constants"}
)


def test_files_are_short() -> None:
    lines = {str(source.path): source.text.count("\n") for source in ALL}
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    lines = {
        f"{source.path}:{node.name}": node.end_lineno - node.lineno + 1
        for source in ALL
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
    }
    long = {name: count for name, count in lines.items() if count > LONGEST_FUNCTION}
    assert long == {}


def test_files_are_named_for_what_they_are() -> None:
    for source in ALL:
        assert not NAMES_OF_NOTHING & set(source.path.with_suffix("").parts)


def test_files_say_what_lives_in_them() -> None:
    for source in PACKAGE:
        assert ast.get_docstring(source.tree) or not source.tree.body, source.path
