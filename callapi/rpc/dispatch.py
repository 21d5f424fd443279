"""The only file that knows jsonrpcserver: it runs the handler of a checked request.

The library would put the text of an unknown exception into the reply. So a failure
travels through it as the data of an error result, and is raised again on this side.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from jsonrpcserver import Success
from jsonrpcserver.async_dispatcher import call
from jsonrpcserver.codes import ERROR_INTERNAL_ERROR
from jsonrpcserver.request import Request
from jsonrpcserver.result import ErrorResult
from oslash.either import Left

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context, Handler, Method
from callapi.methods.params import Params

_Wrapped = Callable[[Context, Params], Awaitable[Any]]


class Dispatcher:
    def __init__(self, methods: Iterable[Method]) -> None:
        self._methods = {method.name: method for method in methods}
        self._handlers = {
            name: _wrapped(method.handler) for name, method in self._methods.items()
        }

    def find(self, name: str) -> Method:
        try:
            return self._methods[name]
        except KeyError:
            raise ApiError(Mnemonic.METHOD_NOT_FOUND, "method", name) from None

    async def run(self, method: Method, context: Context, params: Params) -> object:
        request = Request(method.name, [params], id=None)
        result = await call(request, context, self._handlers[method.name])
        if isinstance(result, Left):
            raise result._error.data
        return result._value.result


def _wrapped(handler: Handler) -> _Wrapped:
    async def run(context: Context, params: Params) -> Any:
        try:
            return Success(await handler(context, params))
        except Exception as failure:
            return Left(ErrorResult(ERROR_INTERNAL_ERROR, "", failure))

    return run
