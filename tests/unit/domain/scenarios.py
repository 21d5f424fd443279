"""Scenarios for calls on paper, and calls that run them."""

from dataclasses import replace

from callapi.domain.actions import Originate
from callapi.domain.session import Operation, Role, Sound, Tag
from tests.unit.domain.calls import (
    LINE,
    MOBILE,
    WELCOME,
    PaperCall,
    plan,
    redirect,
    scenario,
)

PROMPT = Sound("/media/prompt", 4.0)
WRONG = Sound("/media/wrong", 1.0)
HOT, COLD = Tag(36, "Hot lead"), Tag(37, "Cold lead")


def greeting(key: str = "hello", **changes: object) -> Operation:
    usual = Operation(key, "voice_greeting", {"next": "sales"}, sounds=(WELCOME,))
    return replace(usual, **changes)  # type: ignore[arg-type]  # names are the test's


def menu(**changes: object) -> Operation:
    usual = Operation(
        "ask",
        "menu",
        {"key_1": "sales", "key_star": "other", "key_hash": "bye"},
        sounds=(PROMPT,),
        invalid=(WRONG,),
        timeout_s=5.0,
        repeat=1,
        interruptible=True,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # names are the test's


SALES = redirect("sales", LINE)
OTHER = redirect("other", MOBILE)
BYE = Operation("bye", "hangup")


def outgoing(kind: str, *operations: Operation, **changes: object) -> PaperCall:
    """start.scenario_call: the scenario decides who sees which number."""
    usual = replace(plan(kind), show_virtual_number=None)
    changed = replace(usual, **changes)  # type: ignore[arg-type]  # names are the test's
    return PaperCall(changed, scenario(*operations))


def answered(*operations: Operation, **changes: object) -> PaperCall:
    """The contact, who was called first, has answered."""
    call = outgoing("contact_first", *operations, **changes)
    call.answer(Role.CONTACT)
    return call


def dialled(call: PaperCall) -> list[str]:
    return [asked.leg.endpoint for asked in call.did(Originate)]
