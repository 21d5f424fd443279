"""Ranges of a file, as RFC 9110 has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.edge.byte_range import ByteRange, OutOfRange, byte_range

numbers = st.integers(min_value=0, max_value=2000)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-4", ByteRange(0, 5)),
        ("bytes=5-", ByteRange(5, 5)),
        ("bytes=-3", ByteRange(7, 3)),
        ("bytes=-30", ByteRange(0, 10)),
        ("bytes=9-30", ByteRange(9, 1)),
        ("bytes= 1-2 ", ByteRange(1, 2)),
        (None, None),
        ("", None),
        ("bytes=2-1", None),
        ("bytes=1-2,4-5", None),
        ("bytes=-", None),
        ("items=1-2", None),
        ("bytes=1-2x", None),
        ("bytes=" + "9" * 19 + "-", None),
    ],
)
def test_range_of_ten_bytes(header: str | None, expected: ByteRange | None) -> None:
    assert byte_range(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_nothing_is_there(header: str) -> None:
    with pytest.raises(OutOfRange):
        byte_range(header, 10)


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=0-0", "bytes=-1"])
def test_of_an_empty_file_there_is_no_part(header: str) -> None:
    with pytest.raises(OutOfRange):
        byte_range(header, 0)


@given(first=numbers, last=numbers, size=numbers)
def test_part_is_what_slicing_gives(first: int, last: int, size: int) -> None:
    data = bytes(size)
    expected = len(data[first : last + 1])
    try:
        part = byte_range(f"bytes={first}-{last}", size)
    except OutOfRange:
        assert expected == 0
        return
    if part is None:
        assert last < first
    else:
        assert (part.first, part.length) == (first, expected)
        assert part.last < size


@given(st.text(max_size=40), numbers)
def test_no_header_breaks_it(header: str, size: int) -> None:
    try:
        part = byte_range(header, size)
    except OutOfRange:
        return
    assert part is None or 0 <= part.first <= part.last < size
