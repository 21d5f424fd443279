"""One account at work: what its sections share while they are made true."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher

from callapi.media.library import Library
from callapi.provision.read import ProvisionError
from callapi.provision.report import Action, Report
from callapi.store.pool import Connection


@dataclass(slots=True)
class Work:
    db: Connection
    library: Library
    hasher: PasswordHasher
    report: Report
    path: Path  # of the file
    key: str  # of the account in it: accounts[0]; empty: of the server itself
    account: str = ""
    account_id: int = 0
    # ids by kind and name, of all that is there once the kind's section is done
    ids: dict[str, dict[str, int]] = field(default_factory=dict)
    # what can not be taken back is done last
    finally_do: list[Callable[[], Awaitable[object]]] = field(default_factory=list)

    def note(self, action: Action, kind: str, name: str) -> None:
        self.report.note(self.account, action, kind, name)

    def mistake(self, key: str, reason: str) -> ProvisionError:
        where = f"{self.key}.{key}" if self.key else key
        return ProvisionError(f"{self.path}: {where}: {reason}")

    def id_of(self, kind: str, name: str, key: str) -> int:
        """What a name in the file stands for."""
        try:
            return self.ids[kind][name]
        except KeyError:
            raise self.mistake(key, f"there is no {kind} {name}") from None

    def id_if(self, kind: str, name: str | None, key: str) -> int | None:
        """The same where nothing need be named."""
        return None if name is None else self.id_of(kind, name, key)
