"""Each side its own core: else the load generator takes what it measures."""

import os
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
SERVER_CORE, LOAD_CORE = (CORES[0], CORES[-1]) if len(CORES) > 1 else (None, None)


def pin(pid: int, core: int | None) -> None:
    """All threads there are now; its child processes stay where they were."""
    if core is None:
        return
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), {core})


def described() -> str:
    if SERVER_CORE is None:
        return "server and load generator share what cores there are"
    return f"server on core {SERVER_CORE}, load generator on core {LOAD_CORE}"
