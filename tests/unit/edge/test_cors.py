"""CORS for configured pages only (spec 1.3)."""

from callapi.edge.cors import Cors

PAGE = "https://desk.example"
PREFLIGHT = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}


def test_nothing_is_said_unless_configured() -> None:
    assert Cors().headers({"Origin": PAGE}) == {}
    assert Cors().preflight(PREFLIGHT) is None


def test_a_configured_page_may_read_replies() -> None:
    headers = Cors([PAGE + "/"]).headers({"Origin": PAGE})
    assert headers["Access-Control-Allow-Origin"] == PAGE
    assert "RateLimit" in headers["Access-Control-Expose-Headers"]
    assert headers["Vary"] == "Origin"


def test_another_page_may_not() -> None:
    cors = Cors([PAGE])
    assert cors.headers({"Origin": "https://evil.example"}) == {"Vary": "Origin"}
    assert cors.headers({}) == {"Vary": "Origin"}
    assert cors.preflight({**PREFLIGHT, "Origin": "https://evil.example"}) is None


def test_a_preflight_is_answered() -> None:
    headers = Cors([PAGE]).preflight(PREFLIGHT)
    assert headers is not None
    assert headers["Access-Control-Allow-Origin"] == PAGE
    assert headers["Access-Control-Allow-Methods"] == "POST"
    allowed = headers["Access-Control-Allow-Headers"].split(", ")
    assert {"Idempotency-Key", "traceparent"} <= set(allowed)


def test_a_plain_options_is_no_preflight() -> None:
    assert Cors([PAGE]).preflight({"Origin": PAGE}) is None
