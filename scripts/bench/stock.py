"""aiohttp with jsonrpcserver as its manual shows it, and nothing behind it."""

import sys

import uvloop
from aiohttp import web
from jsonrpcserver import Result, Success, async_dispatch, method


@method(name="list.talk_options")
async def list_talk_options(access_token: str) -> Result:
    return Success({"data": []})


async def answer(request: web.Request) -> web.Response:
    reply = await async_dispatch(await request.text())
    return web.Response(text=reply, content_type="application/json")


if __name__ == "__main__":
    app = web.Application()
    app.router.add_post("/v4.0", answer)
    web.run_app(
        app,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        access_log=None,
        print=None,
        loop=uvloop.new_event_loop(),
    )
