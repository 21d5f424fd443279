"""tag.call: put a tag on a running call (spec 3.3.6)."""

from callapi.directory import tags
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Tag
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import Id, OfSession
from callapi.methods.result import DONE, Done


class TagCall(OfSession):
    tag_id: Id


async def tag_call(ctx: Context, params: TagCall) -> Done:
    control = ctx.services.control
    session_id = params.call_session_id
    await control.allow(ctx.account.id, session_id, Cause.TAG)
    tag = await tags.find_tag(ctx.services.db, ctx.account.id, params.tag_id)
    if tag is None:
        raise ApiError(
            Mnemonic.TAG_NOT_FOUND,
            field="tag_id",
            tag_id=params.tag_id,
        )
    happening = Happening(Cause.TAG, tag=Tag(tag.id, tag.name), user=ctx.user.login)
    await control.apply(ctx.account.id, session_id, happening)
    return DONE
