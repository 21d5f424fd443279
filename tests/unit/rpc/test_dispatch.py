"""Running a handler; what it raises comes out unchanged."""

from typing import cast

import pytest

from callapi.domain.account import Component
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.management.list_calls import ListCalls
from callapi.methods.method import Context, Method
from callapi.methods.params import Params
from callapi.rpc.dispatch import Dispatcher

CONTEXT = cast(Context, "context")
PARAMS = ListCalls(access_token="t")


async def echo(context: Context, params: Params) -> object:
    return context, params


async def refuse(context: Context, params: Params) -> object:
    raise ApiError(Mnemonic.DUPLICATE_TAG, "tag_id")


async def fail(context: Context, params: Params) -> object:
    raise ZeroDivisionError("secret")


METHODS = [
    Method(handler.__name__, handler, ListCalls, Component.BASIC)
    for handler in (echo, refuse, fail)
]


async def run(name: str) -> object:
    dispatcher = Dispatcher(METHODS)
    return await dispatcher.run(dispatcher.find(name), CONTEXT, PARAMS)


async def test_a_handler_gets_context_and_params() -> None:
    assert await run("echo") == (CONTEXT, PARAMS)


async def test_an_api_error_comes_out_as_it_was_raised() -> None:
    with pytest.raises(ApiError) as caught:
        await run("refuse")
    assert caught.value.mnemonic == Mnemonic.DUPLICATE_TAG


async def test_any_other_failure_comes_out_as_it_was_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        await run("fail")


@pytest.mark.parametrize("name", ["", "ECHO", "start_employee_call", "a\x00"])
def test_an_unknown_method_is_not_found(name: str) -> None:
    with pytest.raises(ApiError) as caught:
        Dispatcher(METHODS).find(name)
    assert caught.value.mnemonic == Mnemonic.METHOD_NOT_FOUND
    assert (caught.value.field, caught.value.value) == ("method", name)
