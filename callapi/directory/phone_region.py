"""Where a telephone number is at home (spec 3.0.4, 6.5)."""

from typing import Literal, TypeAlias

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

Direction: TypeAlias = Literal["mobile", "national", "international"]


def direction(number: str, home_country: str) -> Direction:
    """Which security rule an external number falls under."""
    parsed = _parse(number)
    if parsed is None or phonenumbers.region_code_for_number(parsed) != home_country:
        return "international"
    if phonenumbers.number_type(parsed) == PhoneNumberType.MOBILE:
        return "mobile"
    return "national"


def region(number: str) -> str:
    """Country plus, where the numbering plan gives it, area: `US 202`, `LV`."""
    parsed = _parse(number)
    if parsed is None:
        return ""
    country = phonenumbers.region_code_for_number(parsed)
    if country is None:
        return ""
    length = phonenumbers.length_of_geographical_area_code(parsed)
    area = phonenumbers.national_significant_number(parsed)[:length]
    return f"{country} {area}".rstrip()


def region_id(number: str) -> int:
    """The region as a number: the prefix that its numbers have, 1202, 371; 0: none."""
    parsed = _parse(number)
    if parsed is None or phonenumbers.region_code_for_number(parsed) is None:
        return 0
    length = phonenumbers.length_of_geographical_area_code(parsed)
    area = phonenumbers.national_significant_number(parsed)[:length]
    return int(f"{parsed.country_code}{area}")


def _parse(number: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(f"+{number}")
    except phonenumbers.NumberParseException:
        return None
