"""Content-Type as clients write it (spec 1.2, 1.4)."""

import pytest

from callapi.edge.media_type import media_type


@pytest.mark.parametrize(
    "header",
    [
        None,
        "application/json",
        "application/json; charset=UTF-8",
        "application/json;charset=utf-8",
        'application/json; charset="utf8"',
        "APPLICATION/JSON; CHARSET=Utf-8; profile=x",
        "application/json; odata=verbose",
        "application/json; charset=",
        "application/json;",
    ],
)
def test_json_in_utf_8_is_read(header: str | None) -> None:
    assert media_type(header) == (True, True)


@pytest.mark.parametrize(
    "header",
    [
        "application/json; charset=windows-1251",
        'application/json; charset="UTF-16"',
        "application/json; charset=latin1",
    ],
)
def test_another_charset_is_noticed(header: str) -> None:
    assert media_type(header) == (True, False)


@pytest.mark.parametrize(
    "header",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json-rpc",
        "application/jsonp",
        "json",
        "",
        "multipart/form-data; boundary=application/json",
        "text/plain; charset=utf-8",
    ],
)
def test_another_type_is_refused(header: str) -> None:
    assert not media_type(header).is_json
