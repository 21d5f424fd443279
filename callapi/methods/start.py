"""Parameters that several start methods have, each with its rule (spec 3.2)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field


def without_nul(text: str) -> str:
    """The one character that PostgreSQL cannot keep."""
    if "\x00" in text:
        raise ValueError("U+0000")
    return text


Contact = Annotated[str, Field(pattern=r"^[0-9]{6,15}$")]
Direction = Literal["in", "out"]
DtmfString = Annotated[str, Field(pattern=r"^[0-9*#.]{1,64}$")]
ExternalId = Annotated[str, Field(max_length=255), AfterValidator(without_nul)]
NumberRule = Literal[
    "fixed", "fixed_for_numa", "random", "regional_random", "regional_fixed_for_numa"
]
VirtualPhoneNumber = Annotated[str, Field(pattern=r"^[1-9][0-9]{6,14}$")]


def may_switch_early(
    early_switching: bool, switch_at_once: bool, second_party_first: bool
) -> bool:
    """Hearing the contact's line while it rings takes both conditions (D2)."""
    return not early_switching or (switch_at_once and second_party_first)
