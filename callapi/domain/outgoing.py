"""Effects of a call that an employee makes from his own line (Data API spec 2.8)."""

from dataclasses import replace

from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.reasons import told
from callapi.domain.session import Role, Session
from callapi.domain.states import Cause
from callapi.domain.target import Target


def dial_out(draft: Draft, happening: Happening) -> None:
    """The next number of whom he has called; none is left: NOBODY_LEFT.

    He hears its line, be it ringing or words, and is not answered before it is.
    """
    reason = happening.reason
    while (run := draft.route).target < len(run.targets):
        target = run.targets[run.target]
        draft.change(route=replace(run, target=run.target + 1))
        caller = _caller(draft.session, target)
        if not target.barred:
            ring_s = min(float(target.ring_s), draft.session.limits.ring_s)
            draft.listen(draft.leg(Role.OPERATOR))  # before the first sign of it
            draft.dial(Role.CONTACT, target, caller, ring_s, listen=True)
            return
        draft.skip(target, caller, Role.CONTACT)
        reason = target.barred
    draft.follow(Cause.NOBODY_LEFT, reason=reason)


def _caller(session: Session, target: Target) -> str:
    """A colleague sees whose line it is; nobody outside ever does."""
    if target.is_internal:
        return session.operator.caller if session.operator else ""
    return session.virtual_number


def refuse_operator(draft: Draft, _: Happening) -> None:
    """His telephone is told what the contact's line has told us."""
    reason = draft.session.finish_reason or "internal_error"
    draft.drop(draft.session.leg(Role.OPERATOR), reason, told(reason))
