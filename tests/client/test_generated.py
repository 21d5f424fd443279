"""What is generated is what the catalogues say now."""

import inspect
from typing import get_type_hints

import pytest

from callapi.client import CallApi, DataApi, errors
from callapi.client.error import ApiError
from callapi.domain.errors import CATALOGUE
from callapi.rpc.api import CALL_API, DATA_API, Api
from scripts.client.modules import modules

APIS = pytest.mark.parametrize(
    ("kind", "api"), [(CallApi, CALL_API), (DataApi, DATA_API)]
)


def test_the_modules_are_those_that_the_script_writes() -> None:
    """Else: python -m scripts.client."""
    old = [path.name for path, text in modules().items() if path.read_text() != text]
    assert old == []


@APIS
def test_every_method_is_there(kind: type[CallApi | DataApi], api: Api) -> None:
    own = {name for name, it in vars(kind).items() if inspect.iscoroutinefunction(it)}
    assert own == {method.name.replace(".", "_") for method in api.methods}


@APIS
def test_every_method_is_typed(kind: type[CallApi | DataApi], api: Api) -> None:
    for method in api.methods:
        function = getattr(kind, method.name.replace(".", "_"))
        known = set(get_type_hints(function)) - {"return", "idempotency_key"}
        fields = method.params.model_fields
        left_out = {
            name
            for name in ("access_token", "user_id")
            if name in fields and (name != "user_id" or not fields[name].is_required())
        }
        assert known == fields.keys() - left_out


@pytest.mark.parametrize("api", [CALL_API, DATA_API], ids=["call", "data"])
def test_every_mnemonic_has_an_exception(api: Api) -> None:
    missing = {str(api.spelling(it)) for it in CATALOGUE} - ApiError.known.keys()
    assert missing == set()
    assert all(it in vars(errors).values() for it in ApiError.known.values())
