"""Which errors a method may answer: those of all methods, of its verb, and its own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from callapi.domain.errors import CATALOGUE, Mnemonic
from callapi.methods.method import Method
from callapi.rpc.api import CALL_API, Api

M = Mnemonic
# Of the request as such, before it is known whose it is.
_REQUEST: Final = (
    M.CHARACTER_ENCODING_NOT_ALLOWED,
    M.PARSE_ERROR,
    M.BATCH_NOT_SUPPORTED,
    M.INVALID_REQUEST,
    M.NOTIFICATIONS_NOT_SUPPORTED,
    M.METHOD_NOT_FOUND,
)
_TOKEN: Final = (M.ACCESS_TOKEN_INVALID, M.ACCESS_TOKEN_EXPIRED, M.ACCESS_TOKEN_BLOCKED)
_ACCESS: Final = (M.IP_NOT_WHITELISTED, M.ACCOUNT_INACTIVE, M.FORBIDDEN)
_PARAMS: Final = (
    M.REQUIRED_PARAMETER_MISSED,
    M.UNEXPECTED_PARAMETERS,
    M.DATA_TYPE_ERROR,
    M.INVALID_PARAMETER_VALUE,
    M.INVALID_PARAMETERS_COMBINATION,
    M.LIMIT_EXCEEDED,
)
_COMPONENTS: Final = (M.METHOD_COMPONENT_DISABLED, M.PARAMETER_COMPONENT_DISABLED)

# Error sets of the Data API by verb (its spec 1.7).
_GET: Final = (M.SORT_PROHIBITED, M.FILTER_PROHIBITED)
_CHANGE: Final = (
    M.ENTITY_NOT_FOUND,
    M.DUPLICATE_ENTITY,
    M.DATA_LIMIT_EXCEEDED,
    M.TARIFF_RESTRICTIONS,
    M.ALREADY_IN_USE,
    M.INVALID_DATE_TIME,
)
_DELETE: Final = (M.ENTITY_NOT_FOUND, M.DEPENDENCY_ERROR)
OF_VERBS: Final[Mapping[str, tuple[Mnemonic, ...]]] = MappingProxyType(
    {
        "get": _GET,
        "getobj": _GET,
        **dict.fromkeys(("create", "update", "set", "unset", "add"), _CHANGE),
        **dict.fromkeys(("enable", "disable", "upload"), _CHANGE),
        "delete": _DELETE,
        "login": (M.AUTH_ERROR,),
        "logout": (),
    }
)


def errors_of(api: Api, method: Method) -> tuple[Mnemonic, ...]:
    """In the order in which they are looked for; each once."""
    token = _TOKEN if method.token_required else ()
    if api is CALL_API:
        known = (*_REQUEST, *token, *_ACCESS, M.COMPONENT_DISABLED, *_PARAMS)
    else:
        own = OF_VERBS[method.name.partition(".")[0]]
        if "date_till" in method.params.model_fields:
            own = (*own, M.DATE_INTERVAL_LIMIT_REACHED)
        known = (*_REQUEST, *token, *_ACCESS, *_COMPONENTS, *_PARAMS, *own)
    return tuple(dict.fromkeys((*known, *method.errors, M.INTERNAL_ERROR)))


def error_object(api: Api, mnemonic: Mnemonic) -> dict[str, Any]:
    """As OpenRPC describes an error; `data` has what tells it from the others."""
    entry = CATALOGUE[mnemonic]
    return {
        "code": entry.code,
        "message": entry.message,
        "data": {"mnemonic": api.spelling(mnemonic)},
    }
