"""The engine's process alone, by the lines it reads and writes."""

import asyncio
import json
import os
from asyncio.subprocess import PIPE
from pathlib import Path

from callapi.media.engines import ESPEAK


async def answers(*requests: dict[str, str]) -> list[dict[str, object]]:
    process = await asyncio.create_subprocess_exec(
        *ESPEAK.command(Path()), stdin=PIPE, stdout=PIPE
    )
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    output, _ = await process.communicate(lines.encode())
    assert process.returncode == 0  # the end of its input is a regular end
    return [json.loads(line) for line in output.splitlines()]


async def test_it_first_tells_what_it_can() -> None:
    (hello,) = await answers()

    voices = hello["voices"]
    assert isinstance(voices, dict)
    assert {"en-us", "en-gb", "ru", "cmn"} <= set(voices)
    assert voices["ru"] == {"language": "ru", "rate": 22050, "edition": ""}


async def test_each_text_goes_into_the_file_it_names(tmp_path: Path) -> None:
    texts = {"one": "one", "longer": "a much longer text", "markup": "<break/>"}
    _, *replies = await answers(
        *(
            {"voice": "en-us", "text": text, "into": str(tmp_path / name)}
            for name, text in texts.items()
        )
    )

    assert replies == [{"error": None}] * 3
    sizes = {name: os.stat(tmp_path / name).st_size for name in texts}
    assert 10_000 < sizes["one"] < sizes["longer"]


async def test_a_file_it_cannot_write_is_told(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "missing" / "file")
    _, reply = await answers({"voice": "en-us", "text": "one", "into": nowhere})

    assert "No such file or directory" in str(reply["error"])
