"""README tells the truth about settings and the provisioning file."""

import re
import tomllib
from pathlib import Path

from pydantic_core import PydanticUndefined

from callapi.config import Settings
from callapi.provision.file import Account, File

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
RELATIVE = {"data_dir": "var"}  # shown as it is written, not made absolute


def settings_table() -> str:
    rows = ["| setting | default | what it is |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = field.default
        if name == "versions":
            shown = "v4.0"
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


def test_the_example_of_a_provisioning_file_is_valid() -> None:
    example = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    File.model_validate(tomllib.loads(example[1]))


def test_every_section_of_an_account_is_named() -> None:
    missing = [name for name in Account.model_fields if f"`{name}`" not in README]
    assert missing == []
