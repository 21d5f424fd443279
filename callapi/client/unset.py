"""What was not said: in a change null sets back, and absent leaves as it is."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final


class Unset(Enum):
    UNSET = "unset"


UNSET: Final = Unset.UNSET


def without_unset(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not UNSET}
