"""The message object: a stored file to play or a text to speak (spec 3.0.3)."""

import re
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from callapi.methods.params import Params

_FILE_ID = re.compile(r"[0-9]{1,15}")


class Message(Params):
    type: Literal["media", "tts"]
    value: Annotated[str, Field(min_length=1)]  # a string, also for a file id

    @field_validator("value")
    @classmethod
    def _name_a_file(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("type") == "media" and not _FILE_ID.fullmatch(value):
            raise ValueError("not a file id")
        return value
