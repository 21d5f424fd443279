"""The shape of files and functions: short, named for what they are."""

import ast

from tests.architecture.sources import ALL, PACKAGE

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
Function = ast.FunctionDef | ast.AsyncFunctionDef
# One method after another, written by scripts/client.
GENERATED = {"callapi/client/call_api.py", "callapi/client/data_api.py"}
# A name that says nothing gathers everything.
NAMES_OF_NOTHING = frozenset(
    {"utils", "helpers", "common", "base", "manager", "types", "constants"}
)


def test_files_are_short() -> None:
    lines = {
        str(source.path): source.text.count("\n")
        for source in ALL
        if str(source.path) not in GENERATED
    }
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    lines = {
        f"{source.path}:{node.name}": own_lines(node)
        for source in ALL
        if str(source.path) not in GENERATED
        for node in ast.walk(source.tree)
        if isinstance(node, Function)
    }
    long = {name: count for name, count in lines.items() if count > LONGEST_FUNCTION}
    assert long == {}


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without the functions inside it, which are measured on their own."""
    inner = sum(
        node.end_lineno - node.lineno + 1
        for node in ast.walk(function)
        if isinstance(node, Function)
        and node is not function
        and node.end_lineno is not None
    )
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1 - inner


def test_files_are_named_for_what_they_are() -> None:
    for source in ALL:
        assert not NAMES_OF_NOTHING & set(source.path.with_suffix("").parts)


def test_files_say_what_lives_in_them() -> None:
    for source in PACKAGE:
        assert ast.get_docstring(source.tree) or not source.tree.body, source.path
