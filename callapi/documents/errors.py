"""Which errors a method may answer: those of all methods, of its verb, and its own."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from callapi.domain.errors import CATALOGUE, Mnemonic
from callapi.methods.basic.vnumber_call import NO_SCENARIO
from callapi.methods.data.report import Report
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


# Of single methods of the Data API, besides (its spec 2).
OF_METHODS: Final[Mapping[str, tuple[Mnemonic, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("getobj.scenario", "getobj.call_processing_rules"), (M.ENTITY_NOT_FOUND,)
        ),
        **dict.fromkeys(
            ("create.sip_lines", "update.sip_lines", "enable.virtual_numbers"),
            (M.VIRTUAL_PHONE_NUMBER_NOT_FOUND,),
        ),
        "get.api_requests": (M.DATE_INTERVAL_LIMIT_REACHED,),
        "disable.virtual_numbers": (
            M.VIRTUAL_PHONE_NUMBER_NOT_FOUND,
            M.DEPENDENCY_ERROR,
        ),
    }
)
# The same mnemonic with another code: what belongs to the system stays as it is.
SYSTEM_ENTITY: Final = "forbidden_for_system_entity"
_SYSTEM_CODE: Final = -32602
# A number without a scenario is told with the code of numbers, and a text of its own
# (spec 5.2); the other method asks for a scenario by its id.
NUMBER_WITHOUT_SCENARIO: Final = "scenario_not_found_of_number"
_BY_NUMBER: Final = "start.vnumber_call"
_NUMBER_CODE: Final = -32007
_TOUCHING: Final = ("create", "update", "delete")  # or something is put into it

Json = dict[str, Any]


def errors_of(api: Api, method: Method) -> tuple[Mnemonic, ...]:
    """In the order in which they are looked for; each once."""
    token = _TOKEN if method.token_required else ()
    if api is CALL_API:
        known = (*_REQUEST, *token, *_ACCESS, M.COMPONENT_DISABLED, *_PARAMS)
    else:
        own = OF_VERBS.get(method.name.partition(".")[0], ())
        if issubclass(method.params, Report):
            own = (*own, M.DATE_INTERVAL_LIMIT_REACHED)
        own = (*own, *OF_METHODS.get(method.name, ()))
        known = (*_REQUEST, *token, *_ACCESS, *_COMPONENTS, *_PARAMS, *own)
    return tuple(dict.fromkeys((*known, *method.errors, M.INTERNAL_ERROR)))


def error_names(api: Api, method: Method) -> list[str]:
    """As the document calls them: the mnemonics, and one that is there twice."""
    names = [str(api.spelling(it)) for it in errors_of(api, method)]
    is_touching = method.name.partition(".")[0] in _TOUCHING
    if api is not CALL_API and is_touching:
        names.insert(-1, SYSTEM_ENTITY)
    if method.name == _BY_NUMBER:
        names[names.index(M.SCENARIO_NOT_FOUND)] = NUMBER_WITHOUT_SCENARIO
    return names


def error_objects(api: Api, methods: Sequence[Method]) -> Json:
    """As OpenRPC describes errors; `data` has what tells one from the others."""
    told = {name for it in methods for name in error_names(api, it)}
    known = {
        str(api.spelling(mnemonic)): _object(api, mnemonic, CATALOGUE[mnemonic].code)
        for mnemonic in Mnemonic
    }
    known[SYSTEM_ENTITY] = _object(api, M.FORBIDDEN, _SYSTEM_CODE)
    known[NUMBER_WITHOUT_SCENARIO] = {
        **_object(api, M.SCENARIO_NOT_FOUND, _NUMBER_CODE),
        "message": NO_SCENARIO,
    }
    return {name: error for name, error in known.items() if name in told}


def _object(api: Api, mnemonic: Mnemonic, code: int) -> Json:
    return {
        "code": code,
        "message": CATALOGUE[mnemonic].message,
        "data": {"mnemonic": str(api.spelling(mnemonic))},
    }
