"""The drawing of the state machine, made from the table itself: `callapi states`."""

from callapi.domain.states import State, public_name
from callapi.domain.table import START, TABLE

HEAD = """# The call session

Drawn by `callapi states` from `table.py`; do not edit. Where several states share a
public name, clients know them by that name.

```mermaid
stateDiagram-v2
"""


def mermaid() -> str:
    """The whole page: the drawing and the public names."""
    lines = [
        f"    [*] --> {state.name}: {kind} call begins"
        for kind, (state, _) in START.items()
    ]
    ways: dict[tuple[State, State], list[str]] = {}
    for step in TABLE:
        ways.setdefault((step.state, step.to), []).append(step.cause.name)
    for (state, to), causes in ways.items():
        lines.append(f"    {state.name} --> {to.name}: {', '.join(causes)}")
    lines.append(f"    {State.ENDED.name} --> [*]")
    names = [f"| `{state.name}` | {public_name(state)} |" for state in State]
    table = ["| state | public name |", "| --- | --- |", *names]
    return HEAD + "\n".join(lines) + "\n```\n\n" + "\n".join(table) + "\n"
