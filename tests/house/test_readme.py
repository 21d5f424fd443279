"""README tells the truth about methods, numbers, settings and files."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from callapi.__main__ import main
from callapi.config import Settings
from callapi.documents.summaries import OF_CALL_API
from callapi.methods.catalogue import METHODS
from callapi.provision.file import Account, File
from callapi.simulator.numbers import MAGIC_NUMBERS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
RELATIVE = {"data_dir": "var"}  # shown as it is written, not made absolute


def settings_table() -> str:
    rows = ["| setting | default | what it is |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = field.default
        if name.endswith("versions"):
            shown = default[0].name
        elif default is PydanticUndefined or default in (None, (), ""):
            shown = ""
        elif hasattr(default, "get_secret_value"):
            shown = default.get_secret_value()
        else:
            shown = f"{default:g}" if isinstance(default, float) else str(default)
        code = f"`{shown}`" if shown else ""
        rows.append(f"| `{name}` | {code} | {field.description} |")
    return "\n".join(rows)


def test_the_table_of_settings_is_that_of_the_code() -> None:
    assert settings_table() in README


def examples() -> list[dict[str, Any]]:
    """What is shown of files, in the order of the page."""
    blocks = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    return [tomllib.loads(block) for block in blocks]


def test_the_example_of_a_file_of_settings_has_settings() -> None:
    settings, _ = examples()
    assert settings.keys() <= Settings.model_fields.keys()


def test_the_example_of_a_provisioning_file_is_valid() -> None:
    _, provisioning = examples()
    File.model_validate(provisioning)


def test_every_method_is_there_with_its_component() -> None:
    told = re.findall(r"^\| `(\w+\.\w+)` \| `(\w+)` \|", README, re.MULTILINE)
    assert told == [(method.name, str(method.component)) for method in METHODS]


def test_what_methods_do_is_said_the_same_in_documents() -> None:
    told = re.findall(r"^\| `(\w+\.\w+)` \| `\w+` \| (.*) \|$", README, re.MULTILINE)
    assert dict(told) == dict(OF_CALL_API)


def test_every_magic_number_is_there() -> None:
    for it in MAGIC_NUMBERS:
        assert f"| `{it.name}` | {it.number} | {it.meaning} |" in README


def test_every_command_is_there() -> None:
    missing = [name for name in main.commands if f"| `callapi {name}" not in README]
    assert missing == []


def test_every_section_of_an_account_is_named() -> None:
    missing = [name for name in Account.model_fields if f"`{name}`" not in README]
    assert missing == []
