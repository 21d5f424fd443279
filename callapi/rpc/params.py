"""From the params that were sent to the method's model: step 13 (spec 2.9).

pydantic accepts or refuses in one go. Only for a refused request the one error is
found that the order of the checks asks for: required, unexpected, type, value.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context, Method
from callapi.methods.params import Params
from callapi.rpc.envelope import Request
from callapi.rpc.exact import has_bad_characters, legible

Path = tuple[str | int, ...]  # names, and places in arrays

# What pydantic says when the JSON type is another one.
_TYPE_ERRORS = frozenset(
    {
        *("string_type", "int_type", "float_type", "bool_type"),
        *("model_type", "dict_type", "list_type", "tuple_type"),
    }
)


class WrongValue(ApiError):
    """A parameter of the right type that step 13.4 refuses."""

    def __init__(self, mnemonic: Mnemonic, row: str, **more: Any) -> None:
        super().__init__(mnemonic, row, **more)
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
    sent = _plain(request.params, keeps_null=False)
    for row in _rows(method.params):
        if row == before:
            return
        check = method.value_checks.get(row)
        value = _value(sent, row)
        if check and value is not None and not await check(context, value):
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, row)


def _read_again(model: type[Params], request: Request) -> Params:
    sent = _plain(request.params, keeps_null=model.keeps_null)
    if field := _missing(model, sent):
        raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, field)
    if path := next(_unexpected(model, request.params), None):
        raise ApiError(
            Mnemonic.UNEXPECTED_PARAMETERS, legible(_dotted(path)), request.sent(*path)
        )
    try:
        return model.model_validate(sent)
    except ValidationError as invalid:
        raise _first_fault(model, invalid, request) from None


def _plain(values: Mapping[str, Any], *, keeps_null: bool) -> dict[str, Any]:
    """25.0 as 25, and null as absent unless it has a meaning of its own."""
    return {
        name: _plain_value(value, keeps_null)
        for name, value in values.items()
        if keeps_null or value is not None
    }


def _plain_value(value: Any, keeps_null: bool) -> Any:
    if isinstance(value, dict):
        return _plain(value, keeps_null=keeps_null)
    if isinstance(value, list):
        return [_plain_value(item, keeps_null) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _missing(model: type[Params], sent: Mapping[str, object]) -> str | None:
    for name, field in model.model_fields.items():
        value = sent.get(name)
        if value is None:
            other = model.needed_unless.get(name)
            if field.is_required() or (other and sent.get(other) is None):
                return name
        elif inner := _inner(model).get(name):
            for _, item in _objects(value, name in _arrays(model)):
                if missing := _missing(inner, item):
                    return f"{name}.{missing}"
    return None


def _unexpected(model: type[Params], sent: Mapping[str, object]) -> Iterator[Path]:
    """In the order sent, the outer object first."""
    yield from ((name,) for name in sent if name not in model.model_fields)
    for name, value in sent.items():
        if inner := _inner(model).get(name):
            for place, item in _objects(value, name in _arrays(model)):
                yield from ((name, *place, *it) for it in _unexpected(inner, item))


def _objects(
    value: object, are_in_array: bool
) -> Iterator[tuple[Path, dict[str, object]]]:
    """The objects a parameter consists of: itself, or those in an array."""
    if isinstance(value, dict) and not are_in_array:
        yield (), value
    elif isinstance(value, list) and are_in_array:
        yield from (((n,), it) for n, it in enumerate(value) if isinstance(it, dict))


def _first_fault(
    model: type[Params], invalid: ValidationError, request: Request
) -> ApiError:
    """All wrong types come before all wrong values, each in the order of the table."""
    rows, errors = _rows(model), invalid.errors(include_url=False)
    paths = [_path(error["loc"], rows) for error in errors]
    faults = sorted(
        (not _is_of_wrong_type(error), rows.index(_dotted(path)), n)
        for n, (error, path) in enumerate(zip(errors, paths, strict=True))
    )
    is_value, row, n = faults[0]
    more = _of_an_array(paths[n], request)
    if not is_value:
        return ApiError(Mnemonic.DATA_TYPE_ERROR, rows[row], **more)
    value = errors[n]["input"]
    if isinstance(value, str) and has_bad_characters(value):
        return WrongValue(Mnemonic.CHARACTER_ENCODING_NOT_ALLOWED, rows[row])
    if errors[n]["type"] == Mnemonic.INVALID_DATE_TIME:
        return WrongValue(Mnemonic.INVALID_DATE_TIME, rows[row], **more)
    return WrongValue(Mnemonic.INVALID_PARAMETER_VALUE, rows[row], **more)


def _of_an_array(path: Path, request: Request) -> dict[str, Any]:
    """A dotted name alone does not say which item of an array it was."""
    is_item = any(isinstance(part, int) for part in path)
    return {"value": request.sent(*path)} if is_item else {}


def _path(loc: Path, rows: list[str]) -> Path:
    """Without what pydantic puts between: which kind of several an object was."""
    path: Path = ()
    for part in loc:
        if isinstance(part, int) or _dotted((*path, part)) in rows:
            path = (*path, part)
    return path


def _dotted(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _is_of_wrong_type(error: ErrorDetails) -> bool:
    if error["input"] is None:  # it may be null, but not this one
        return False
    if error["type"] == "int_type":
        return not isinstance(error["input"], float)  # 25.5 is a number, but no id
    if error["type"] == "literal_error":
        return not isinstance(error["input"], str)  # all our enumerations are of text
    return error["type"] in _TYPE_ERRORS


@lru_cache
def _rows(model: type[Params]) -> list[str]:
    """The table of a method's parameters: dotted names from top to bottom."""
    rows: list[str] = []
    for name in model.model_fields:
        rows.append(name)
        if inner := _inner(model).get(name):
            rows.extend(f"{name}.{row}" for row in _rows(inner))
    return rows


@lru_cache
def _inner(model: type[Params]) -> Mapping[str, type[Params]]:
    """The models of the parameters that are an object, or an array of objects."""
    found = {
        name: _model_of(field.annotation) for name, field in model.model_fields.items()
    }
    return {name: inner for name, inner in found.items() if inner is not None}


@lru_cache
def _arrays(model: type[Params]) -> frozenset[str]:
    """The parameters that are arrays."""
    fields = model.model_fields.items()
    return frozenset(name for name, it in fields if _is_array(it.annotation))


def _is_array(annotation: object) -> bool:
    return get_origin(annotation) is list or any(map(_is_array, get_args(annotation)))


def _model_of(annotation: object) -> type[Params] | None:
    if isinstance(annotation, type) and issubclass(annotation, Params):
        return annotation
    return next(filter(None, map(_model_of, get_args(annotation))), None)


def _value(params: Mapping[str, object], row: str) -> object:
    value: object = params
    for name in row.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
