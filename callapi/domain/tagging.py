"""Tags of a running call: who has put which on it, or taken it off (spec 2.11)."""

from callapi.domain.draft import Draft
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Role, Tag


def add_tag(draft: Draft, happening: Happening) -> None:
    """`tag.call`, or a talk option."""
    tag = happening.tag
    assert tag is not None
    if _holds(draft, tag):
        if happening.quiet:
            return
        raise ApiError(Mnemonic.DUPLICATE_TAG, field="tag_id")
    put(draft, tag, "manual", happening.user)


def retag(draft: Draft, happening: Happening) -> None:
    """What the Data API asks for; `on` says whether the tag is put on or taken off."""
    tag = happening.tag
    assert tag is not None
    if happening.on == _holds(draft, tag):
        if happening.quiet:
            return
        raise ApiError(
            Mnemonic.DUPLICATE_ENTITY if happening.on else Mnemonic.ENTITY_NOT_FOUND,
            "tag_id",
        )
    if happening.on:
        put(draft, tag, "manual", happening.user)
    else:
        held = tuple(it for it in draft.session.tags if it.id != tag.id)
        draft.change(tags=held)
        _tell(draft, tag, "unset", "manual", happening.user)


def put(draft: Draft, tag: Tag, type: str, user: str = "") -> None:
    """Unless the call has it; `type` says whether a person or a scenario does it."""
    if not _holds(draft, tag):
        draft.change(tags=(*draft.session.tags, tag))
        _tell(draft, tag, "set", type, user)


def _holds(draft: Draft, tag: Tag) -> bool:
    return any(held.id == tag.id for held in draft.session.tags)


def _tell(draft: Draft, tag: Tag, action: str, type: str, user: str) -> None:
    """Whoever presses a key is no user: it is the operator."""
    by_key = type == "manual" and not user
    operator = draft.session.leg(Role.OPERATOR) if by_key else None
    draft.tell(
        "set_mark",
        tag_id=tag.id,
        tag_name=tag.name,
        tag_action=action,
        tag_type=type,
        tag_user_login=user or None,
        employee_id=operator.employee_id if operator else None,
        employee_full_name=operator.employee_name if operator else None,
        tag_ids=[held.id for held in draft.session.tags],
        tag_names=[held.name for held in draft.session.tags],
    )
