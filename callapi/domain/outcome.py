"""How the present operation of a scenario is getting on."""

from dataclasses import replace

from callapi.domain.draft import Draft


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
