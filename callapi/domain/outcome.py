"""How the present operation of a scenario is getting on."""

from dataclasses import replace

from callapi.domain.draft import Draft
from callapi.domain.session import Role

VOICE_MAIL = "voice_mail"  # leads to the voicemail of the extension called


def set_outcome(draft: Draft, outcome: str) -> None:
    draft.change(route=replace(draft.route, outcome=outcome))


def note_failure(draft: Draft, kind: str, reason: str) -> None:
    """One more number was dialled in vain."""
    run = draft.route
    failures = (*run.failures, kind)
    draft.change(route=replace(run, failures=failures, failed=reason))


def use_attempt(draft: Draft) -> bool:
    """One more attempt of the contact has failed; False: it was his last."""
    run = draft.route
    if run.attempts >= draft.operation.repeat:
        return False
    draft.change(route=replace(run, attempts=run.attempts + 1))
    return True


def missed(draft: Draft) -> str:
    """Nobody of the extension called was reached; who is there may leave a message."""
    found, ways = draft.route.found, draft.operation.transitions
    takes = found is not None and found.takes_messages and VOICE_MAIL in ways
    is_there = draft.session.leg(Role.CONTACT) is not None
    return VOICE_MAIL if takes and is_there else "failed"
