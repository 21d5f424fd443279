"""kill -9 in the middle of an upload: no sound without a row is left."""

import asyncio
import base64
import contextlib
from pathlib import Path

import aiohttp
import pytest

from callapi.store.pool import Pool
from tests.media.uploads import upload
from tests.survival.conftest import Scene
from tests.survival.server import READY_S

pytestmark = pytest.mark.timeout(300)  # servers start, on a busy machine too

# The sound is stored, and the transaction can not come to its end.
HOLD = """
create function wait() returns trigger language plpgsql as $$
begin perform pg_advisory_xact_lock(1); return null; end $$;
create constraint trigger wait after insert on media_files
deferrable initially deferred for each row execute function wait()
"""
WAITS = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
# As PostgreSQL does when it sees that the process is gone.
CUT_OFF = """
select pg_terminate_backend(pid) from pg_locks
where locktype = 'advisory' and not granted
"""


async def test_a_sound_without_a_row_is_removed(scene: Scene, tmp_path: Path) -> None:
    scene.server.sets("CALLAPI_DATA_DIR", str(tmp_path / "var"))
    await scene.server.stop()
    await scene.server.start()
    directory = tmp_path / "var" / "media"
    before = sounds(directory)
    pool = scene.desk.pool
    await pool.execute(HOLD)
    async with pool.acquire() as holder:
        await holder.execute("select pg_advisory_lock(1)")
        uploading = asyncio.create_task(send(scene))
        await waits(pool)
        await scene.server.kill()
        await uploading
        await pool.execute(CUT_OFF)
    assert len(sounds(directory)) == len(before) + 2
    await scene.server.start()
    async with asyncio.timeout(READY_S):
        while sounds(directory) != before:
            await scene.desk.ask("list.calls")


def sounds(directory: Path) -> set[str]:
    return {it.name for it in directory.iterdir() if it.name != ".database"}


async def send(scene: Scene) -> None:
    body = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "create.media_files",
        "params": {
            "access_token": scene.desk.keys.admin,
            "name": "killed.wav",
            "content": base64.b64encode(upload("wav", seconds=1)).decode(),
        },
    }
    url = f"{scene.server.url}/data/v2.0"
    with contextlib.suppress(aiohttp.ClientError):
        async with scene.desk.http.post(url, json=body) as answer:
            raise AssertionError(await answer.text())


async def waits(pool: Pool) -> None:
    async with asyncio.timeout(READY_S):
        while not await pool.fetchval(WAITS):
            pass
