"""Regions and countries of numbers, as reports name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.directory.phone_place import place_of
from callapi.directory.phone_region import region_id
from callapi.domain.place import UNKNOWN, Place


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("12025550143", Place(1202, "Washington D.C.", "US", "United States")),
        ("74993720692", Place(7499, "Moscow", "RU", "Russia")),
        ("442079460123", Place(4420, "London", "GB", "United Kingdom")),
        ("37120000001", Place(371, "Latvia", "LV", "Latvia")),
        ("0486173", UNKNOWN),  # a line of ours
        ("anonymous", UNKNOWN),
        ("", UNKNOWN),
        ("112", UNKNOWN),
        ("9" * 15, UNKNOWN),
    ],
)
def test_place(number: str, place: Place) -> None:
    assert place_of(number) == place


@given(st.text(alphabet="0123456789", max_size=15))
def test_a_region_is_the_one_that_scenarios_know(number: str) -> None:
    place = place_of(number)
    if place.region_id is not None:
        assert place.region_id == region_id(number)
        assert place.country_id
