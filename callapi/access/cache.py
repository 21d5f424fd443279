"""GrantCache: tokens and account facts of this process (architecture, section 2).

It serves only while changes are heard of; `changes` starts and stops it. A grant whose
loading began before the latest change is not kept: it may be older than the change.
"""

from dataclasses import dataclass

from callapi.domain.account import Account, Token, User


@dataclass(frozen=True, slots=True)
class Grant:
    """A token with the user it speaks for and the user's account."""

    account: Account
    user: User
    token: Token


class GrantCache:
    def __init__(self, most_kept: int = 20_000) -> None:
        self._most_kept = most_kept
        self._grants: dict[bytes, Grant] = {}
        self._accounts: dict[int, Account] = {}
        self._digests: dict[int, set[bytes]] = {}  # by account
        self._is_serving = False
        self.changes = 0  # how often something was forgotten

    @property
    def is_serving(self) -> bool:
        return self._is_serving

    def start(self) -> None:
        self.forget_all()
        self._is_serving = True

    def stop(self) -> None:
        self._is_serving = False
        self.forget_all()

    def find(self, digest: bytes) -> Grant | None:
        return self._grants.get(digest)

    def find_account(self, account_id: int) -> Account | None:
        return self._accounts.get(account_id)

    def keep(self, grant: Grant, changes: int) -> None:
        """`changes` as it was before the grant was loaded."""
        if not self._is_serving or changes != self.changes:
            return
        if len(self._grants) >= self._most_kept:
            self._drop_all()
        self._accounts[grant.account.id] = grant.account
        self._grants[grant.token.digest] = grant
        self._digests.setdefault(grant.account.id, set()).add(grant.token.digest)

    def forget_token(self, digest: bytes) -> None:
        self.changes += 1
        if grant := self._grants.pop(digest, None):
            self._digests[grant.account.id].discard(digest)

    def forget_account(self, account_id: int) -> None:
        self.changes += 1
        self._accounts.pop(account_id, None)
        for digest in self._digests.pop(account_id, ()):
            del self._grants[digest]

    def forget_all(self) -> None:
        self.changes += 1
        self._drop_all()

    def _drop_all(self) -> None:
        self._grants.clear()
        self._accounts.clear()
        self._digests.clear()
