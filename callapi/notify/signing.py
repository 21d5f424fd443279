"""Signatures after the Standard Webhooks conventions, and those of spec 5.4.

While a secret is being changed there are two, and each signs; a receiver is content
with one that it knows.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PREFIX: Final = "whsec_"
_SECRET_BYTES: Final = 32
OVERLAP_S: Final = 24 * 3600  # how long a retired secret still signs


@dataclass(frozen=True, slots=True)
class Message:
    """One attempt: `signed` is the body, or for GET the path with the query."""

    id: str
    event_id: str
    event: str
    attempt: int
    timestamp: int
    signed: bytes


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def is_secret(text: str) -> bool:
    """`whsec_` and 24 to 64 bytes in base64, or any printable text of 16 to 128."""
    if not text.startswith(PREFIX):
        return 16 <= len(text) <= 128 and text.isascii() and text.isprintable()
    try:
        key = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return 24 <= len(key) <= 64


def headers(message: Message, keys: Sequence[str]) -> dict[str, str]:
    """`keys` with the newest first; without any nothing is signed."""
    stamp = str(message.timestamp)
    told = {
        "webhook-id": message.id,
        "webhook-timestamp": stamp,
        "X-Notification-Id": message.event_id,
        "X-Notification-Event": message.event,
        "X-Notification-Attempt": str(message.attempt),
        "X-Notification-Timestamp": stamp,
    }
    if keys:
        content = f"{message.id}.{stamp}.".encode() + message.signed
        told["webhook-signature"] = " ".join(
            "v1," + base64.b64encode(_hmac(_key(key), content)).decode() for key in keys
        )
        # spec 5.4 takes the secret as it is written
        content = f"{stamp}.".encode() + message.signed
        signature = _hmac(keys[0].encode(), content).hex()
        told["X-Notification-Signature"] = f"sha256={signature}"
    return told


def _key(secret: str) -> bytes:
    if secret.startswith(PREFIX):
        return base64.b64decode(secret.removeprefix(PREFIX))
    return secret.encode()


def _hmac(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, hashlib.sha256)
