"""ApiError: what the server says instead of a result. `errors` has one by mnemonic."""

from typing import Any, ClassVar

from callapi.client.limits import Limits, limits_of


class ApiError(Exception):
    """Also raised as such, for a mnemonic that this client does not know."""

    known: ClassVar[dict[str, type["ApiError"]]] = {}

    def __init__(self, error: dict[str, Any]) -> None:
        data = error["data"]
        self.code: int = error["code"]
        self.message: str = error["message"]
        self.mnemonic: str = data["mnemonic"]
        self.field: str | None = data["field"]
        self.value: str | None = data["value"]
        self.params: dict[str, Any] = data["params"]
        self.limits: Limits | None = limits_of(data.get("metadata"))
        super().__init__(self.mnemonic)

    def __init_subclass__(cls, mnemonics: tuple[str, ...], **more: Any) -> None:
        super().__init_subclass__(**more)
        for mnemonic in mnemonics:
            ApiError.known[mnemonic] = cls

    def __str__(self) -> str:
        place = f" ({self.field}: {self.value})" if self.field else ""
        return f"{self.mnemonic}: {self.message}{place}"


def error_of(error: dict[str, Any]) -> ApiError:
    return ApiError.known.get(error["data"]["mnemonic"], ApiError)(error)
