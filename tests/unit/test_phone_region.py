"""Directions and regions of telephone numbers (spec 3.0.4, 6.5)."""

import pytest

from callapi.directory.phone_region import direction, region


@pytest.mark.parametrize(
    ("number", "home", "expected"),
    [
        ("12025550143", "US", "national"),
        ("18005550199", "US", "national"),
        ("74955140578", "RU", "national"),
        ("79261234567", "RU", "mobile"),
        ("447400123456", "GB", "mobile"),
        ("442079460123", "GB", "national"),
        ("442079460123", "US", "international"),
        ("16135550123", "US", "international"),  # Canada shares the country code
        ("77012345678", "RU", "international"),  # so does Kazakhstan
        ("99999999999", "US", "international"),  # nowhere
        ("2", "US", "international"),
    ],
)
def test_the_direction_of_a_number(number: str, home: str, expected: str) -> None:
    assert direction(number, home) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("12025550143", "US 202"),
        ("12125550143", "US 212"),
        ("74955140578", "RU 495"),
        ("79261234567", "RU"),
        ("442079460123", "GB 20"),
        ("99999999999", ""),
        ("2", ""),
    ],
)
def test_the_region_of_a_number(number: str, expected: str) -> None:
    assert region(number) == expected
