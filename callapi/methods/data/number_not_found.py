"""How the Data API says that a virtual number is not the account's (its spec 1.7)."""

from callapi.domain.errors import ApiError, Mnemonic


def number_not_found(field: str, number: str) -> ApiError:
    return ApiError(
        Mnemonic.VIRTUAL_PHONE_NUMBER_NOT_FOUND,
        field,
        message=f"Virtual phone number {number} was not found",
        virtual_phone_number=number,
    )
