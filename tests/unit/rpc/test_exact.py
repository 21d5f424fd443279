"""JSON as it was written."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from callapi.rpc.exact import compact, has_bad_characters, legible, parse_exactly

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(values)
def test_json_written_again_is_the_same_json(value: object) -> None:
    text = orjson.dumps(value)
    assert compact(parse_exactly(text)).encode() == text


def test_numbers_keep_their_spelling() -> None:
    assert compact(parse_exactly(b"[ 1.0 , 1E2, -0, 1e999 ]")) == "[1.0,1E2,-0,1e999]"


def test_text_is_sent_raw_and_legible() -> None:
    assert compact(parse_exactly(b'"\\u0416 \\ud800"')) == '"Ж \ufffd"'
    assert legible("Ж\udcff") == "Ж\ufffd"
    assert has_bad_characters("\udcff")
    assert not has_bad_characters("Ж")
