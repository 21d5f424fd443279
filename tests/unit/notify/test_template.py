"""Templates: nothing that an event says adds a part to a URL or breaks a body."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.notify import template

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS
LISTS = VALUES | st.lists(VALUES, max_size=4)


@given(TEXTS)
def test_a_value_is_one_parameter_of_the_url(value: str) -> None:
    url = template.url("https://desk.example/{{x}}/in?a={{x}}&b=1", {"x": value})
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc) == ("https", "desk.example")
    assert parts.path.count("/") == 2
    expected = {"a": [value], "b": ["1"]}
    assert parse_qs(parts.query, keep_blank_values=True) == expected


@given(LISTS, LISTS)
def test_a_value_is_one_value_of_the_body(one: object, other: object) -> None:
    text = template.body('{"a": {{one}}, "b": [{{ other }}]}', locals())
    assert json.loads(text) == {"a": one, "b": [other]}


def test_what_is_missing_is_null_or_nothing() -> None:
    assert template.body("[{{nothing}}]", {}) == "[null]"
    assert template.url("http://a/?x={{nothing}}", {"nothing": None}) == "http://a/?x="
    assert (
        template.url("http://a/?x={{ids}}", {"ids": [1, 2]})
        == "http://a/?x=%5B1%2C2%5D"
    )


def test_the_names_of_a_template_are_known() -> None:
    assert template.names("{{a}} {{ b_c }} {d} {{}} {{e-f}}") == {"a", "b_c"}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Desk.example/hook", "desk.example:443"),
        ("http://desk.example", "desk.example:80"),
        ("http://desk.example:8080/a?b={{c}}", "desk.example:8080"),
        ("http://[::1]:9/x", "::1:9"),
        ("http://desk.example/{{c}}", "desk.example:80"),
    ],
)
def test_a_url_has_a_host(url: str, host: str) -> None:
    assert template.host_of(url) == host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "desk.example/hook",
        "ftp://desk.example/",
        "file:///etc/passwd",
        "http:///hook",
        "http://user:word@desk.example/",
        "http://{{contact_full_name}}/",
        "http://{{contact_full_name}}.desk.example/",
        "http://desk.example:{{event_seq}}/",
        "http://desk.example:99999/",
        "http://desk.example/a b",
        "http://desk.example/\r\nX: y",
        "http://desk.example\\@evil.example/",
        "{{direction}}://desk.example/",
        "http://[::1/",
        "http://desk.example/" + "x" * 2000,
    ],
)
def test_what_is_no_url_to_send_to(url: str) -> None:
    assert template.host_of(url) is None
