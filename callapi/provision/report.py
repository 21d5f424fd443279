"""What a provisioning did, and the secrets it made, which are told once."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Action: TypeAlias = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    account: str
    action: Action
    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.account}: {self.action} {self.kind} {self.name}".rstrip()


@dataclass(frozen=True, slots=True)
class Secret:
    """A key or a password that was made now; nobody can read it later."""

    account: str
    kind: Literal["key", "password", "SIP password"]
    owner: str  # login, login and key name, or number of the line
    value: str

    def __str__(self) -> str:
        return f"{self.account}: {self.kind} of {self.owner}: {self.value}"


@dataclass(slots=True)
class Report:
    changes: list[Change] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)

    def note(self, account: str, action: Action, kind: str, name: str) -> None:
        """A thing that has been added is not also told to have changed."""
        told = {(it.account, it.kind, it.name) for it in self.changes}
        if (account, kind, name) not in told:
            self.changes.append(Change(account, action, kind, name))
