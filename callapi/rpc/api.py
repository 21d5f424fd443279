"""Api: what tells one API from the other; both are answered by the same pipeline.

Where their specifications differ in words or figures, a field here says how.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from callapi.access import ip
from callapi.access.components import check_call_api_rights, check_data_api_rights
from callapi.access.ip import Networks
from callapi.domain.account import Account, User
from callapi.domain.errors import Mnemonic
from callapi.limits import points
from callapi.limits.points import Allowance
from callapi.methods import catalogue
from callapi.methods.data import catalogue as data_catalogue
from callapi.methods.method import Method

# Step 12: raises what the user, or his account, has no right to.
CheckRights = Callable[[Account, User, Method], None]


@dataclass(frozen=True, slots=True)
class Api:
    name: str  # in the request log
    prefix: str  # of its path: the version follows
    methods: tuple[Method, ...]
    check_rights: CheckRights
    networks: Networks
    allowance: Allowance
    is_deprecated: str  # the member of `metadata.api_version` that says so
    changes_accounts: bool = False  # so nothing is kept in a cache past a change
    secret: str | None = None  # what is told of a secret in `error.data.value`
    spellings: Mapping[Mnemonic, str] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def spelling(self, mnemonic: Mnemonic) -> str:
        return self.spellings.get(mnemonic, mnemonic)


def _of_call_api(account: Account, user: User, method: Method) -> None:
    check_call_api_rights(account, user, method.component)


def _of_data_api(account: Account, user: User, method: Method) -> None:
    check_data_api_rights(
        account,
        user,
        method.component,
        method.unit,
        method.flag,
        admin=method.for_admins,
    )


CALL_API: Final = Api(
    name="callapi",
    prefix="",
    methods=catalogue.METHODS,
    check_rights=_of_call_api,
    networks=ip.CALL_API,
    allowance=points.CALL_API,
    is_deprecated="current_version_depricated",  # the API spells it so
)
DATA_API: Final = Api(
    name="dataapi",
    prefix="/data",
    methods=data_catalogue.METHODS,
    check_rights=_of_data_api,
    networks=ip.DATA_API,
    allowance=points.DATA_API,
    is_deprecated="current_version_deprecated",
    changes_accounts=True,
    secret="***",
    spellings=MappingProxyType(
        {Mnemonic.BATCH_NOT_SUPPORTED: "batch_operations_not_supported"}
    ),
)
