"""The specification's tables for machines: what the tests measure us by."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("call-api-methods.yaml")


@cache
def contract() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tables


def methods() -> dict[str, Any]:
    found: dict[str, Any] = contract()["methods"]
    return found


def errors() -> dict[str, Any]:
    found: dict[str, Any] = contract()["errors"]
    return found
