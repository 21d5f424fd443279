"""Signatures: the published example, rotation, and what may be a secret."""

import hashlib
import hmac

import pytest

from callapi.notify.signing import Message, headers, is_secret, new_secret

# The example of the Standard Webhooks' own libraries.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
EXAMPLE = Message(
    id="msg_p5jXN8AQM9LWM0D4loKWxJek",
    event_id="6c1f",
    event="talk_started",
    attempt=3,
    timestamp=1614265330,
    signed=b'{"test": 2432232314}',
)
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_published_example_is_signed_as_published() -> None:
    told = headers(EXAMPLE, [SECRET])
    assert told["webhook-signature"] == SIGNATURE
    assert told["webhook-id"] == EXAMPLE.id
    assert told["webhook-timestamp"] == "1614265330"


def test_the_older_headers_say_the_same() -> None:
    told = headers(EXAMPLE, [SECRET])
    digest = hmac.digest(
        SECRET.encode(), b"1614265330." + EXAMPLE.signed, hashlib.sha256
    )
    assert told["X-Notification-Signature"] == f"sha256={digest.hex()}"
    assert told["X-Notification-Id"] == "6c1f"
    assert told["X-Notification-Attempt"] == "3"


def test_each_secret_signs() -> None:
    told = headers(EXAMPLE, ["a secret of the client", SECRET])
    first, second = told["webhook-signature"].split(" ")
    assert first.startswith("v1,")
    assert second == SIGNATURE


def test_without_a_secret_nothing_is_signed() -> None:
    told = headers(EXAMPLE, [])
    assert not {"webhook-signature", "X-Notification-Signature"} & told.keys()


def test_a_new_secret_is_one() -> None:
    assert is_secret(new_secret())
    assert new_secret() != new_secret()


@pytest.mark.parametrize("text", [SECRET, "sixteen letters!", "x" * 128])
def test_what_may_be_a_secret(text: str) -> None:
    assert is_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fifteen letters",
        "x" * 129,
        "sixteen letters\n",
        "sixteen l\xe9tters!",
        "whsec_",
        "whsec_not base64 at all",
        "whsec_QUJD",
        "whsec_" + "QUJD" * 30,
    ],
)
def test_what_may_not(text: str) -> None:
    assert not is_secret(text)
