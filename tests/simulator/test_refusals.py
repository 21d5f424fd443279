"""Status codes and words of what Asterisk refuses."""

from typing import Any

import aiohttp
import pytest

from callapi.simulator.server import Simulator
from tests.simulator.ari import Ari, headers
from tests.simulator.calls import answered, bridge, created, ring

GONE = "Channel not found"
NOT_IN = "Channel not in Stasis application"
BAD_STATE = "Channel in invalid state"

UNKNOWN_THINGS: list[tuple[str, str, dict[str, str], int, str]] = [
    ("GET", "/nope", {}, 404, "Resource not found"),
    ("PATCH", "/channels", {}, 405, "Invalid method"),
    ("GET", "/channels/x", {}, 404, GONE),
    ("DELETE", "/channels/x", {}, 404, GONE),
    ("POST", "/channels/x/answer", {}, 404, GONE),
    ("POST", "/channels/x/dial", {}, 404, GONE),
    ("POST", "/channels/x/play", {"media": "sound:x"}, 404, GONE),
    ("POST", "/channels/x/variable", {"variable": "A"}, 404, GONE),
    ("GET", "/channels/x/rtp_statistics", {}, 404, GONE),
    (
        "GET",
        "/channels/x/variable",
        {"variable": "A"},
        404,
        "Provided channel was not found",
    ),
    ("GET", "/channels/x/variable", {}, 400, "Variable name is required"),
    (
        "POST",
        "/channels/x/snoop",
        {"spy": "in", "app": "callapi"},
        404,
        "Provided channel was not found",
    ),
    (
        "POST",
        "/channels/x/snoop",
        {"app": "callapi"},
        400,
        "Direction must be specified for at least spy or whisper",
    ),
    (
        "POST",
        "/channels/x/snoop",
        {"spy": "zz", "app": "callapi"},
        400,
        "Invalid direction specified for spy",
    ),
    (
        "POST",
        "/channels/x/snoop",
        {"whisper": "zz", "app": "callapi"},
        400,
        "Invalid direction specified for whisper",
    ),
    (
        "POST",
        "/channels/x/snoop",
        {"spy": "in"},
        400,
        "Application name is required",
    ),
    ("GET", "/bridges/x", {}, 404, "Bridge not found"),
    ("POST", "/bridges/x/addChannel", {"channel": "y"}, 404, "Bridge not found"),
    ("GET", "/playbacks/x", {}, 404, "Playback not found"),
    ("DELETE", "/playbacks/x", {}, 404, "Playback not found"),
    ("GET", "/recordings/live/x", {}, 404, "Recording not found"),
    ("POST", "/recordings/live/x/stop", {}, 404, "Recording not found"),
    ("GET", "/recordings/stored/x", {}, 404, "Recording not found"),
    ("GET", "/recordings/stored/x/file", {}, 404, "Recording not found"),
    ("DELETE", "/recordings/stored/x", {}, 404, "Recording not found"),
    ("GET", "/recordings/stored/..%2F..%2Fx", {}, 404, "Recording not found"),
    ("GET", "/applications/x", {}, 404, "Application not found"),
    ("POST", "/events/user/e", {"application": "x"}, 404, "Application not found"),
    ("GET", "/endpoints/PJSIP/zz", {}, 404, "Endpoint not found"),
    ("POST", "/channels", {}, 400, "Endpoint must be specified"),
    ("POST", "/channels/create", {"app": "x"}, 400, "Endpoint must be specified"),
    (
        "POST",
        "/channels",
        {"endpoint": "PJSIP/1@trunk"},
        400,
        "Application or extension must be specified",
    ),
    (
        "POST",
        "/channels",
        {"endpoint": "foo", "app": "callapi"},
        400,
        "Invalid endpoint specified",
    ),
    (
        "POST",
        "/bridges",
        {"type": "foo"},
        500,
        "Unable to create bridge. Possible duplicate bridge id '(null)'",
    ),
    (
        "POST",
        "/applications/callapi/subscription",
        {"eventSource": "channel:x"},
        422,
        "Event source does not exist",
    ),
    (
        "POST",
        "/applications/callapi/subscription",
        {"eventSource": "x:y"},
        400,
        "Invalid event source URI scheme",
    ),
    (
        "DELETE",
        "/applications/callapi/subscription",
        {"eventSource": "channel:x"},
        422,
        "Event source was not subscribed to",
    ),
]


@pytest.mark.parametrize(
    ("method", "path", "query", "status", "message"), UNKNOWN_THINGS
)
async def test_what_does_not_exist_is_refused(
    ari: Ari, method: str, path: str, query: dict[str, str], status: int, message: str
) -> None:
    answer = await ari.ask(method, "/ari" + path, **query)
    assert (answer.status, answer.body) == (status, {"message": message})


@pytest.mark.parametrize(
    "endpoint",
    ["PJSIP/nobody", "PJSIP/1@othertrunk", "foo/x", "PJSIP/", "PJSIP/0486173"],
)
async def test_what_cannot_be_dialled_fails_to_allocate(
    simulator: Simulator, ari: Ari, endpoint: str
) -> None:
    simulator.phone("0486173").register(False)
    for path in ("/ari/channels", "/ari/channels/create"):
        answer = await ari.ask("POST", path, endpoint=endpoint, app="callapi")
        assert (answer.status, answer.body) == (500, {"error": "Allocation failed"})
    assert await ari.told() == []
    assert simulator.live().is_nothing


@pytest.mark.parametrize("password", ["wrong", ""])
async def test_wrong_password_is_unauthorized(
    simulator: Simulator, password: str
) -> None:
    async with aiohttp.ClientSession(headers=headers(password)) as http:
        for path in ("/ari/channels", "/ari/events?app=callapi", "/simulator/numbers"):
            answer = await Ari(simulator.url, http).ask("GET", path)
            assert answer.status == 401
            assert answer.body == {"message": "Authentication required"}


async def test_key_in_the_query_is_as_good_as_a_header(simulator: Simulator) -> None:
    async with aiohttp.ClientSession() as http:
        ari = Ari(simulator.url, http)
        assert await ari.get("/channels", api_key="callapi:sesame") == []


async def test_body_that_is_no_json_is_refused(ari: Ari) -> None:
    url = f"{ari.url}/ari/bridges"
    for body in (b"{", b"[]"):
        async with ari.http.post(url, data=body) as response:
            assert response.status == 400


async def test_events_without_a_websocket_need_an_upgrade(ari: Ari) -> None:
    assert (await ari.ask("GET", "/ari/events", app="callapi")).status == 426


async def test_websocket_needs_an_application(ari: Ari) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError, match="400"):
        await ari.http.ws_connect(f"{ari.url}/ari/events")


@pytest.mark.parametrize(
    ("action", "query"),
    [
        ("answer", {}),
        ("ring", {}),
        ("progress", {}),
        ("play", {"media": "sound:x"}),
        ("moh", {}),
        ("silence", {}),
        ("mute", {"direction": "in"}),
        ("dtmf", {"dtmf": "1"}),
    ],
)
async def test_leg_not_yet_answered_is_refused(
    simulator: Simulator, ari: Ari, action: str, query: dict[str, str]
) -> None:
    await ring(simulator, ari, "originated")
    answer = await ari.ask("POST", f"/ari/channels/originated/{action}", **query)
    assert (answer.status, answer.body) == (409, {"message": NOT_IN})
    await created(simulator, ari, "created")
    for _ in ("Down", "Ringing"):
        answer = await ari.ask("POST", f"/ari/channels/created/{action}", **query)
        assert (answer.status, answer.body) == (412, {"message": BAD_STATE})
        await ari.ask("POST", "/ari/channels/created/dial")


async def test_leg_not_in_the_application_cannot_be_bridged(
    simulator: Simulator, ari: Ari
) -> None:
    await ring(simulator, ari, "a")
    await bridge(ari, "b")
    for action in ("addChannel", "removeChannel"):
        answer = await ari.ask("POST", f"/ari/bridges/b/{action}", channel="a")
        assert (answer.status, answer.body) == (422, {"message": NOT_IN})


@pytest.mark.parametrize(
    ("method", "path", "query", "status", "message"),
    [
        (
            "POST",
            "/channels",
            {"channelId": "a", "endpoint": "PJSIP/1@trunk", "app": "callapi"},
            409,
            "Channel with given unique ID already exists",
        ),
        ("POST", "/channels/a/dial", {}, 409, "Channel is not in the 'Down' state"),
        ("POST", "/channels/a/mute", {}, 400, "Direction is required"),
        (
            "POST",
            "/channels/a/mute",
            {"direction": "x"},
            400,
            "Invalid direction specified",
        ),
        ("POST", "/channels/a/dtmf", {}, 400, "DTMF is required"),
        ("POST", "/channels/a/play", {}, 500, "Failed to queue media for playback"),
        (
            "GET",
            "/channels/a/variable",
            {"variable": "X"},
            404,
            "Provided variable was not found",
        ),
        (
            "DELETE",
            "/channels/a",
            {"reason": "x"},
            400,
            "Invalid reason for hangup reason provided",
        ),
        (
            "DELETE",
            "/channels/a",
            {"reason": "busy", "reason_code": "17"},
            400,
            "The reason and reason_code can't both be specified",
        ),
        (
            "POST",
            "/bridges",
            {"bridgeId": "b"},
            409,
            "Bridge with id 'b' already exists",
        ),
        ("POST", "/bridges/b", {}, 409, "Bridge with id 'b' already exists"),
        ("POST", "/bridges/b/addChannel", {}, 400, "Missing parameter channel"),
        (
            "POST",
            "/bridges/b/addChannel",
            {"channel": "a,x"},
            400,
            "Channel not found",
        ),
        (
            "POST",
            "/bridges/b/removeChannel",
            {"channel": "a"},
            422,
            "Channel not in this bridge",
        ),
        ("DELETE", "/bridges/b/moh", {}, 409, "Bridge isn't playing music"),
        (
            "POST",
            "/bridges/b/record",
            {"name": "r", "format": "x"},
            422,
            "specified format is unknown on this system",
        ),
        (
            "POST",
            "/bridges/b/record",
            {"name": "r", "format": "wav", "ifExists": "x"},
            400,
            "ifExists invalid",
        ),
        (
            "POST",
            "/applications/callapi/subscription",
            {},
            400,
            "Missing parameter eventSource",
        ),
    ],
)
async def test_what_exists_but_cannot_be_done_is_refused(
    simulator: Simulator,
    ari: Ari,
    method: str,
    path: str,
    query: dict[str, str],
    status: int,
    message: str,
) -> None:
    await answered(simulator, ari, "a")
    await bridge(ari, "b")
    answer = await ari.ask(method, "/ari" + path, **query)
    assert (answer.status, answer.body) == (status, {"message": message})


async def test_statistics_are_of_answered_legs_only(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await ring(simulator, ari, "a")
    answer = await ari.ask("GET", "/ari/channels/a/rtp_statistics")
    assert (answer.status, answer.body) == (404, {"message": "RTP info not found"})
    phone.answer()
    assert (await ari.get("/channels/a/rtp_statistics"))["channel_uniqueid"] == "a"


async def test_event_filter_must_be_a_list(ari: Ari) -> None:
    body: dict[str, Any] = {"disallowed": "x"}
    answer = await ari.ask("PUT", "/ari/applications/callapi/eventFilter", body)
    assert (answer.status, answer.body) == (
        400,
        {"message": "Invalid format definition"},
    )
