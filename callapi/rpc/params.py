"""From the params that were sent to the method's model: step 13 (spec 2.9).

pydantic accepts or refuses in one go. Only for a refused request the one error is
found that the order of the checks asks for: required, unexpected, type, value.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context, Method
from callapi.methods.params import Params
from callapi.rpc.envelope import Request
from callapi.rpc.exact import has_bad_characters, legible

# What pydantic says when the JSON type is another one.
_TYPE_ERRORS = frozenset({"string_type", "int_type", "bool_type", "model_type"})


class WrongValue(ApiError):
    """A parameter of the right type that step 13.4 refuses."""

    def __init__(self, mnemonic: Mnemonic, row: str) -> None:
        super().__init__(mnemonic, row)
        self.row = row


def read_params(model: type[Params], request: Request) -> Params:
    """Steps 13.1 to 13.4, as far as the request alone can tell."""
    try:
        params = model.model_validate(request.params)
    except ValidationError:
        return _read_again(model, request)
    if model.needed_unless and _missing(model, request.params):
        return _read_again(model, request)
    return params


async def validated(method: Method, request: Request, context: Context) -> Params:
    """Step 13. A wrong value must not hide a wrong number of the account above it."""
    try:
        params = read_params(method.params, request)
    except WrongValue as wrong:
        await _check_values(method, request, context, before=wrong.row)
        raise
    if method.value_checks:
        await _check_values(method, request, context)
    if field := params.clash():
        raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, field)
    return params


async def _check_values(
    method: Method, request: Request, context: Context, before: str | None = None
) -> None:
    sent = _without_null(request.params)
    for row in _rows(method.params):
        if row == before:
            return
        check = method.value_checks.get(row)
        value = _value(sent, row)
        if check and value is not None and not await check(context, value):
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, row)


def _read_again(model: type[Params], request: Request) -> Params:
    sent = _without_null(request.params)
    if field := _missing(model, sent):
        raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, field)
    if path := next(_unexpected(model, request.params), None):
        raise ApiError(
            Mnemonic.UNEXPECTED_PARAMETERS,
            legible(".".join(path)),
            request.sent(*path),
        )
    try:
        return model.model_validate(sent)
    except ValidationError as invalid:
        raise _first_fault(model, invalid) from None


def _without_null(values: Mapping[str, object]) -> dict[str, object]:
    """null counts as absent, 25.0 as 25."""
    plain: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            plain[name] = _without_null(value)
        elif isinstance(value, float) and value.is_integer():
            plain[name] = int(value)
        elif value is not None:
            plain[name] = value
    return plain


def _missing(model: type[Params], sent: Mapping[str, object]) -> str | None:
    for name, field in model.model_fields.items():
        value = sent.get(name)
        if value is None:
            other = model.needed_unless.get(name)
            if field.is_required() or (other and sent.get(other) is None):
                return name
        elif isinstance(value, dict) and (inner := _model_of(field.annotation)):
            missing = _missing(inner, value)
            if missing:
                return f"{name}.{missing}"
    return None


def _unexpected(
    model: type[Params], sent: Mapping[str, object]
) -> Iterator[tuple[str, ...]]:
    """In the order sent, the outer object first."""
    yield from ((name,) for name in sent if name not in model.model_fields)
    for name, value in sent.items():
        inner = _model_of(model.model_fields[name].annotation)
        if inner and isinstance(value, dict):
            yield from ((name, *path) for path in _unexpected(inner, value))


def _first_fault(model: type[Params], invalid: ValidationError) -> ApiError:
    """All wrong types come before all wrong values, each in the order of the table."""
    rows = _rows(model)
    faults = sorted(
        (not _is_of_wrong_type(error), rows.index(".".join(map(str, error["loc"]))), n)
        for n, error in enumerate(invalid.errors(include_url=False))
    )
    is_value, row, n = faults[0]
    if not is_value:
        return ApiError(Mnemonic.DATA_TYPE_ERROR, rows[row])
    value = invalid.errors(include_url=False)[n]["input"]
    if isinstance(value, str) and has_bad_characters(value):
        return WrongValue(Mnemonic.CHARACTER_ENCODING_NOT_ALLOWED, rows[row])
    return WrongValue(Mnemonic.INVALID_PARAMETER_VALUE, rows[row])


def _is_of_wrong_type(error: ErrorDetails) -> bool:
    if error["type"] == "int_type":
        return not isinstance(error["input"], float)  # 25.5 is a number, but no id
    if error["type"] == "literal_error":
        return not isinstance(error["input"], str)  # all our enumerations are of text
    return error["type"] in _TYPE_ERRORS


@lru_cache
def _rows(model: type[Params]) -> list[str]:
    """The table of a method's parameters: dotted names from top to bottom."""
    rows: list[str] = []
    for name, field in model.model_fields.items():
        rows.append(name)
        if inner := _model_of(field.annotation):
            rows.extend(f"{name}.{row}" for row in _rows(inner))
    return rows


def _model_of(annotation: object) -> type[Params] | None:
    """The model of a parameter that is an object."""
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, Params):
            return candidate
    return None


def _value(params: Mapping[str, object], row: str) -> object:
    value: object = params
    for name in row.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
