"""A scenario of every operation, and what look-ups may find, for random calls."""

from dataclasses import replace

from hypothesis import strategies as st

from callapi.domain.session import Operation, Queue, Tag, Web
from callapi.domain.states import State
from callapi.domain.target import Target
from tests.unit.domain.calls import (
    BEEP,
    HOLD,
    LINE,
    MOBILE,
    OFFICE,
    WELCOME,
    WHISPER,
    redirect,
)

TEXT = (WELCOME,)
OPERATIONS = (
    Operation("hello", "voice_greeting", {"next": "ask"}, sounds=TEXT, repeat=1),
    Operation(
        "short", "voice_greeting", {"next": "one"}, sounds=TEXT, interruptible=True
    ),
    Operation("mute", "voice_greeting", {"next": "one"}),
    Operation(
        "ask",
        "menu",
        {"key_1": "one", "key_star": "all", "timeout": "mark"},
        sounds=TEXT,
        invalid=(BEEP,),
        repeat=1,
        interruptible=True,
    ),
    redirect("one", LINE, transitions={"talk_finished": "ask", "busy": "all"}),
    redirect(
        "all",
        *(OFFICE, LINE, MOBILE),
        transitions={"failed": "bye", "talk_finished": "one"},
        operator_sounds=(WHISPER,),
        confirmation="1",
        timeout_s=60.0,
        ringback=True,
    ),
    redirect("nobody", transitions={"unavailable": "early"}),
    redirect("early", MOBILE, answer_first=True, music=(HOLD,), timeout_s=5.0),
    Operation("mark", "tag", {"next": "again"}, tags=(Tag(36, "Hot lead"),)),
    Operation("again", "goto_operation", {"next": "hello"}),
    Operation("other", "run_scenario", next="all"),
    redirect(
        "line",
        *(LINE, OFFICE),
        transitions={"failed": "vm", "queue_timeout": "vm", "queue_full": "crm"},
        queue=Queue(max_wait_s=30.0, max_size=5, music=(HOLD,), announces=True),
    ),
    redirect("ring", *(LINE, OFFICE, MOBILE), strategy="simultaneous"),
    Operation(
        "extension",
        "extension",
        {"failed": "line", "invalid_input": "vm", "timeout": "ring"},
        sounds=TEXT,
        longest=3,
        interruptible=True,
        type_ahead=True,
        timeout_s=20.0,
    ),
    Operation("code", "authorization", {"authorized": "fax"}, codes=("12",), longest=2),
    Operation(
        "crm",
        "interactive",
        {"code:1": "hours", "code:2": "line", "no_reply": "code"},
        sounds=TEXT,
        longest=2,
        web=Web("GET", "http://crm.example", ("numa",)),
        timeout_s=30.0,
    ),
    Operation("hours", "schedule", {"in_schedule": "line", "out_of_schedule": None}),
    Operation("vm", "voice_mail", {"recorded": "bye"}, sounds=TEXT),
    Operation("fax", "inbound_fax", {"received": "bye", "failed": "extension"}),
    Operation("bye", "hangup", sounds=TEXT),
    Operation("gone", "hangup"),
)

LOOKING = (State.FINDING, State.FIRST_FINDING, State.QUEUING)
NOBODY = Target("", "", "pstn", barred="group_without_phones")
AWAY = replace(LINE, barred="employee_status_break")
# What look-ups find; for some operations it makes no sense, and then nothing breaks.
FOUND = st.sampled_from(
    [
        {},
        {"targets": (NOBODY,)},
        {"targets": (AWAY, OFFICE)},
        {"targets": (LINE, OFFICE, MOBILE), "operator_sounds": (WHISPER,)},
        {"waiting": 5, "ahead": 5, "sounds": TEXT},
        {"waits": True, "targets": (AWAY,)},
        {"outcome": "invalid_input"},
        {"outcome": "no_reply"},
        {"outcome": "in_schedule"},
        {"sounds": TEXT, "codes": ("1", "2", "3")},
        {"codes": ("9",), "targets": (MOBILE,)},
    ]
)
