"""Users and their tokens as facts of an account (spec 6.2, 6.3)."""

import pytest

from callapi.domain.account import Token, User


@pytest.mark.parametrize(
    ("components", "allowed"),
    [(None, True), (frozenset({"basic"}), True), (frozenset({"informer"}), False)],
)
def test_user_has_all_components_or_those_named(
    components: frozenset[str] | None, allowed: bool
) -> None:
    user = User(7, 1, "dana", "Dana Reyes", True, True, True, components)
    assert user.may_use("basic") is allowed


@pytest.mark.parametrize(("kind", "is_key"), [("key", True), ("session", False)])
def test_key_is_told_from_a_session_token(kind: str, is_key: bool) -> None:
    token = Token(1, 7, kind, "3j6x", None, False, b"digest")
    assert token.is_key is is_key
    assert "digest" not in repr(token)
