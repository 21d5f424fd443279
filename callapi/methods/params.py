"""What the params of all methods share: strictness, the token, identifiers.

Fields stand in the order of the specification's tables: it is the order of the checks
(spec 2.9). JSON types are taken as they are: "1" is no number, true is none either.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field

LARGEST_ID: Final = 2**53 - 1  # what a JSON number carries without loss

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Key = Annotated[str, Field(pattern=r"^[0-9*#]$")]


class Params(BaseModel):
    """The params of a method, or an object inside them."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, hide_input_in_errors=True
    )

    # a parameter that is required unless the other one is given
    needed_unless: ClassVar[Mapping[str, str]] = {}

    keeps_null: ClassVar[bool] = False  # null is a value and not the same as absent

    def clash(self) -> str | None:
        """The first parameter that does not go together with the others."""
        return None


class WithToken(Params):
    access_token: Annotated[str, Field(min_length=1, max_length=256, repr=False)]


class OfSession(WithToken):
    call_session_id: Id
