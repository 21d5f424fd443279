"""What the params of the Data API's methods share: types, and what null means (1.4).

Texts are trimmed. In a change null sets back to the default, absent leaves alone: ask
`sends` which of the two it was.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, ClassVar, Final, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from callapi.methods.data import zone
from callapi.methods.params import Id, Params, WithToken
from callapi.methods.start import without_nul

T = TypeVar("T")
INVALID_DATE_TIME: Final = "invalid_date_time"  # told as this error, where it has one
OF_ALL: Final = frozenset({"access_token", "user_id", "id"})


class DataParams(WithToken):
    keeps_null: ClassVar[bool] = True

    user_id: Id | None = None  # of a reseller's client; there are none here (1.2)

    def sends(self, name: str) -> bool:
        """Whether the parameter stands in the request, be it as null."""
        return name in self.model_fields_set

    def sent(self) -> dict[str, Any]:
        """The method's own parameters that stand in the request, null among them."""
        return {
            name: getattr(self, name)
            for name in type(self).model_fields
            if name in self.model_fields_set - OF_ALL
        }


class OfEntity(DataParams):
    id: Id


class Part(Params):
    """An object inside the params."""

    keeps_null: ClassVar[bool] = True


# Bounds are put around it: Annotated[Text, Field(min_length=1, max_length=100)]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True), AfterValidator(without_nul)
]
Name = Annotated[Text, Field(min_length=1, max_length=255)]


def legible(value: T) -> T:
    """Of JSON in which anything may stand: text that can be kept, and told again."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("a lone surrogate is no text") from None
    return value


def without_plus(value: object) -> object:
    return value.strip().removeprefix("+") if isinstance(value, str) else value


Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$"
    ),
]
Phone = Annotated[
    str, BeforeValidator(without_plus), Field(pattern=r"^[1-9][0-9]{6,14}$")
]
Color = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^#[0-9A-Fa-f]{6}$")
]
Extension = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{1,5}$")
]


def _time(error: str) -> Callable[[object], datetime]:
    def read(value: object) -> datetime:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "not a string")
        try:
            return zone.read(value.strip())
        except ValueError:
            raise PydanticCustomError(error, "not YYYY-MM-DD hh:mm:ss") from None

    return read


# A local time, its zone still to be told: `zone.to_utc`.
_IN_DOCUMENTS: Final = WithJsonSchema({"type": "string", "pattern": zone.PATTERN})
TimeAsked = Annotated[datetime, BeforeValidator(_time("value_error")), _IN_DOCUMENTS]
TimeSet = Annotated[datetime, BeforeValidator(_time(INVALID_DATE_TIME)), _IN_DOCUMENTS]
