"""The way of one request, top to bottom: READ THIS FIRST.

`_answer` takes the sixteen steps of the specification (2.8) in their order; the first
failure ends the request. What the exchange has learned by then decides the reply: past
step 11 the account is known, so its limits are told and the request is logged.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from callapi import spans
from callapi.access.ip import AllowLists
from callapi.access.logins import Logins
from callapi.access.tokens import Tokens
from callapi.access.turns import Crowded
from callapi.clock import Clock
from callapi.domain.account import Account, Flag, Token, User
from callapi.domain.errors import ApiError, Mnemonic
from callapi.limits.points import Points, PointsUnavailable
from callapi.methods.basic.login import LoginUser
from callapi.methods.method import Context, Method
from callapi.methods.params import Params
from callapi.methods.result import Started
from callapi.metrics import Metrics
from callapi.rpc.api import Api
from callapi.rpc.dispatch import Dispatcher
from callapi.rpc.envelope import DISCOVER, Request, id_text, parse, request_of
from callapi.rpc.exact import legible
from callapi.rpc.exchange import Exchange
from callapi.rpc.params import read_params, validated
from callapi.rpc.replay import Replays
from callapi.rpc.reply import Replies, Reply
from callapi.rpc.request_log import RequestLog, call_session_id, outcome_of
from callapi.rpc.request_span import describe, request_span
from callapi.rpc.security_log import SecurityLog
from callapi.store.idempotency import AlreadyClaimed
from callapi.store.outage import is_outage
from callapi.trace import REQUEST_ID, SESSION_ID

_log = logging.getLogger(__name__)

TOKEN: Final = "access_token"

Known = tuple[Account, User, Token | None]
# What `app` makes a Context with, once it is known who calls.
MakeContext = Callable[[Account, User, Token | None], Context]


class Unavailable(Exception):
    """Something needed is gone or crowded: HTTP 503, nothing charged or logged."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    api: Api
    dispatcher: Dispatcher
    tokens: Tokens
    logins: Logins
    allow_lists: AllowLists
    context: MakeContext
    points: Points
    replays: Replays
    replies: Replies
    request_log: RequestLog
    security_log: SecurityLog
    clock: Clock
    documents: Mapping[str, bytes]  # by version: what rpc.discover tells
    metrics: Metrics = field(default_factory=Metrics)

    async def answer(self, body: bytes, exchange: Exchange) -> Reply:
        REQUEST_ID.set(exchange.log_id)
        SESSION_ID.set(None)
        with request_span(exchange) as span:
            reply = await self._answer(body, exchange)
            describe(span, exchange)
            return reply

    async def _answer(self, body: bytes, exchange: Exchange) -> Reply:
        try:
            with spans.span("checks"):
                request = exchange.request = self._read(body, exchange)  # 1 to 6
                if request.method == DISCOVER:
                    return self._discover(request, exchange)
                method = exchange.method = self.dispatcher.find(request.method)  # 7
                who = await self._identify(method, request, exchange)  # 8 to 11
                exchange.let_in(*who)  # from here on: limits and request log
                self.api.check_rights(*who[:2], method)  # 12
                context = self.context(*who)
                context.peer = exchange.peer
                params = await validated(method, request, context)  # 13
                exchange.params = params
                SESSION_ID.set(call_session_id(exchange))
                exchange.key = self.replays.key(exchange, method, who[0], params)
                if exchange.key is not None:
                    exchange.kept = await self.replays.find(exchange.key)
                if exchange.kept is None:
                    await self._reserve(who[0], method, exchange)  # 14
            if exchange.kept is None:
                context.idempotency = exchange.key
                await self._run(method, context, params, exchange)  # 15
        except ApiError as error:  # expected: the client is told
            exchange.error = _without_past(error)
        except Exception as failure:  # a bug, or something we need is gone
            await self._report(failure, exchange)
        await self._settle(exchange)  # 16
        if (
            exchange.error is not None
            and exchange.error.mnemonic is Mnemonic.AUTH_ERROR
        ):
            exchange.put_out()  # the user has gone meanwhile
        return await self._tell(exchange)

    def _read(self, body: bytes, exchange: Exchange) -> Request:
        if not exchange.is_utf8:
            with suppress(ApiError, UnicodeDecodeError):
                body.decode()
                exchange.id = id_text(parse(body), body)
            raise ApiError(Mnemonic.CHARACTER_ENCODING_NOT_ALLOWED)
        document = parse(body)
        exchange.id = id_text(document, body)
        return request_of(document, exchange.id, body)

    def _discover(self, request: Request, exchange: Exchange) -> Reply:
        """Asks for no token and costs nothing: what it tells is on the page as well."""
        if unknown := next((it for it in request.params if it != TOKEN), None):
            raise ApiError(Mnemonic.UNEXPECTED_PARAMETERS, legible(unknown))
        seconds = self.clock.now() - exchange.started_at
        self.metrics.count_request(DISCOVER, "success", seconds, 0)
        return self.replies.document(exchange, self.documents[exchange.version.name])

    async def _identify(
        self, method: Method, request: Request, exchange: Exchange
    ) -> Known:
        if not method.token_required:
            return await self._log_in(method, request, exchange)
        grant = await self.tokens.find(_token_of(request))
        exchange.account = grant.account
        self.allow_lists.check(grant.account, exchange.peer)
        self.tokens.check(grant)
        self.tokens.note_use(grant.token, exchange.peer)
        return grant.account, grant.user, grant.token

    async def _log_in(
        self, method: Method, request: Request, exchange: Exchange
    ) -> Known:
        """login.user has no token: its params come first, its address in between."""
        params = read_params(method.params, request)
        assert isinstance(params, LoginUser)
        async with self.logins.turn(params.login, exchange.peer):
            candidate = await self.logins.find(params.login, params.password)
            exchange.account = candidate.account
            self.allow_lists.check(candidate.account, exchange.peer)
            await self.logins.prove(candidate, params.password)
        return candidate.account, candidate.user, None

    async def _reserve(
        self, account: Account, method: Method, exchange: Exchange
    ) -> None:
        if not method.price:
            return
        reservation = await self.points.reserve(account, method.price)
        exchange.quota = quota = reservation.quota
        if reservation.exceeded:
            limit = (
                quota.day_limit if reservation.exceeded == "day" else quota.minute_limit
            )
            raise ApiError(
                Mnemonic.LIMIT_EXCEEDED,
                limit_type=reservation.exceeded,
                limit_max_value=limit,
            )
        exchange.reservation = reservation

    async def _run(
        self, method: Method, context: Context, params: Params, exchange: Exchange
    ) -> None:
        try:
            exchange.result = await self.dispatcher.run(method, context, params)
            if self.api.changes_accounts and method.flag is not Flag.SELECT:
                self.tokens.forget(context.account.id)
        except AlreadyClaimed:  # a request with the same key was quicker
            assert exchange.key is not None
            exchange.kept = await self.replays.find(exchange.key)

    async def _report(self, failure: Exception, exchange: Exchange) -> None:
        if isinstance(failure, PointsUnavailable | Crowded) or is_outage(failure):
            await self._give_up(failure, exchange)
        _log.error("answered with internal_error", exc_info=failure)
        exchange.error = ApiError(Mnemonic.INTERNAL_ERROR)

    async def _give_up(self, failure: Exception, exchange: Exchange) -> None:
        """Nobody is charged for a request that ends as HTTP 503."""
        if exchange.reservation is not None:
            with suppress(PointsUnavailable):
                await self.points.give_back(exchange.reservation)
        raise Unavailable from failure

    async def _settle(self, exchange: Exchange) -> None:
        """Points are kept for a success and given back for anything else."""
        if exchange.account is None or not exchange.is_let_in:
            return
        try:
            if exchange.reservation is None:
                exchange.quota = exchange.quota or await self.points.read(
                    exchange.account
                )
            elif exchange.error is None and exchange.kept is None:
                exchange.points = exchange.reservation.price
            else:
                exchange.quota = await self.points.give_back(exchange.reservation)
                exchange.reservation = None  # not once more, should the log fail
        except PointsUnavailable as failure:  # what costs nothing goes on without
            if exchange.method is None or exchange.method.price:
                raise Unavailable from failure

    async def _tell(self, exchange: Exchange) -> Reply:
        if exchange.kept is None or exchange.kept.reply is None:
            if exchange.kept is not None:  # its own reply was lost with its process
                exchange.result = Started(exchange.kept.call_session_id)
            reply = self.replies.write(exchange)
        else:
            reply = Reply(exchange.kept.reply, exchange.quota, is_replayed=True)
        try:
            await self._write_down(exchange, reply)
        except Exception as failure:  # not answered before it is on disk
            _log.warning("request not logged: %r", failure)
            await self._give_up(failure, exchange)
        return reply

    async def _write_down(self, exchange: Exchange, reply: Reply) -> None:
        outcome, _ = outcome_of(exchange)
        now = self.clock.now()
        if not exchange.is_let_in:
            self.security_log.note(
                outcome,
                exchange.peer,
                exchange.log_id,
                exchange.request.method if exchange.request else "",
                exchange.account.id if exchange.account else None,
            )
        else:
            if exchange.key is not None and not reply.is_replayed:
                await self.replays.keep(exchange, reply.body)
            await self.request_log.write(exchange, now)
        name = exchange.method.name if exchange.method else "no method"
        seconds, points = now - exchange.started_at, exchange.points
        self.metrics.count_request(name, outcome, seconds, points)
        SESSION_ID.set(call_session_id(exchange))  # one may have begun
        told = {"ms": round(seconds * 1000, 1), "points": points}
        _log.info("%s: %s", name, outcome, extra=told)


def _without_past(error: ApiError) -> ApiError:
    """What led to it has the whole request in its frames, and they have the error: such
    a ring stays in memory until somebody looks for rings."""
    error.__traceback__ = error.__context__ = error.__cause__ = None
    return error


def _token_of(request: Request) -> str:
    """Step 8."""
    token = request.params.get(TOKEN)
    if token is None:
        raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, TOKEN)
    if not isinstance(token, str):
        raise ApiError(Mnemonic.DATA_TYPE_ERROR, TOKEN, value=None)
    return token
