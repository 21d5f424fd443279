"""Effects that end legs, and the session with the last of them."""

from callapi.domain import recording, telling
from callapi.domain.actions import Clear
from callapi.domain.draft import Draft
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Role
from callapi.domain.states import Cause

GONE: dict[Role, Cause] = {
    Role.CONTACT: Cause.CONTACT_GONE,
    Role.OPERATOR: Cause.OPERATOR_GONE,
    Role.THIRD: Cause.THIRD_GONE,
}


def drop_operator(draft: Draft, _: Happening) -> None:
    draft.drop(draft.session.leg(Role.OPERATOR))


def drop_third(draft: Draft, _: Happening) -> None:
    """`restore.talk`: the operator has had enough of him."""
    draft.drop(draft.session.leg(Role.THIRD), "operator_disconnects")


def drop_coach(draft: Draft, _: Happening) -> None:
    draft.drop(draft.session.leg(Role.COACH))


def drop_named(draft: Draft, happening: Happening) -> None:
    """`disconnect.leg`: the same cause as that person hanging up (spec 4.4)."""
    leg = draft.session.by_id(happening.leg_id or 0)
    if leg is None or not leg.live or leg.dropped:
        if happening.quiet:
            return
        raise ApiError(Mnemonic.LEG_NOT_FOUND, field="leg_id")
    draft.drop(leg)
    if leg.role in GONE:
        draft.follow(GONE[leg.role])


def process(draft: Draft, _: Happening) -> None:
    """Post-call processing on the leg that remains, if the account wants any."""
    lasting = draft.session.limits.post_call_s
    draft.change(post_since=draft.now)
    if lasting > 0:
        draft.wait(lasting, Cause.PROCESSED)
    else:
        draft.follow(Cause.PROCESSED)


def after_talk(draft: Draft, _: Happening) -> None:
    """A talk ends the session unless its scenario says how to go on."""
    goes_on = draft.operation.transitions.get("talk_finished") is not None
    draft.follow(Cause.GO_ON if goes_on else Cause.TALK_OVER)


def hang_up_all(draft: Draft, _: Happening) -> None:
    recording.stop(draft)
    draft.change(setup_by=None)
    if draft.session.post_since is not None:
        draft.change(post_until=draft.now)
    for leg in draft.session.live:
        draft.drop(leg, draft.session.finish_reason, draft.session.plan.refusal)
    if not draft.session.live:
        draft.follow(Cause.LAST_LEG_DOWN)


def close(draft: Draft, _: Happening) -> None:
    """The one terminal event, and nothing left behind in the switch."""
    is_lost = draft.session.talk_since is None
    draft.change(finished_at=draft.now, deadline=None)
    draft.end_with("internal_error")
    if is_lost:
        draft.tell("lost_call_session", **telling.of_lost(draft.session, draft.now))
    draft.tell("call_session_finished", **telling.of_end(draft.session, draft.now))
    draft.act(Clear())
