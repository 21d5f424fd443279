"""The unit and the container file set what there is to set, and start what there is."""

import re
from pathlib import Path

from callapi.__main__ import main
from callapi.config import PREFIX, Settings
from callapi.serve import STOP_S

CONFIG = Path(__file__).parents[2] / "config"
UNIT = (CONFIG / "callapi.service").read_text()
CONTAINER = (CONFIG / "Containerfile").read_text()
VARIABLES = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


def test_both_set_settings_that_there_are() -> None:
    for text in (UNIT, CONTAINER):
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]+(?==)", text))
        assert named
        assert named <= VARIABLES | {"CALLAPI_CONFIG"}


def test_both_start_a_command_that_there_is() -> None:
    (started,) = re.findall(r"^ExecStart=\S+/callapi (\w+)$", UNIT, re.MULTILINE)
    (command,) = re.findall(r'^CMD \["(\w+)"\]$', CONTAINER, re.MULTILINE)
    assert {started, command} <= set(main.commands)


def test_systemd_waits_longer_than_the_server_takes_to_stop() -> None:
    (seconds,) = re.findall(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert int(seconds) > STOP_S


def test_the_container_copies_what_there_is_and_is_not_root() -> None:
    for names in re.findall(r"^COPY (?!--)(.*) \S+$", CONTAINER, re.MULTILINE):
        for name in names.split():
            assert (CONFIG.parent / name).exists(), name
    users = re.findall(r"^USER (\w+)$", CONTAINER, re.MULTILINE)
    assert users == ["callapi"]
