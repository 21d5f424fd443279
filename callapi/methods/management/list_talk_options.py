"""list.talk_options: the talk options of the account (spec 3.3.13)."""

from dataclasses import dataclass

from callapi.domain.account import TalkOption
from callapi.methods.method import Context
from callapi.methods.params import WithToken


class ListTalkOptions(WithToken):
    pass


@dataclass(frozen=True, slots=True)
class ButtonValue:
    id: int
    value: str


@dataclass(frozen=True, slots=True)
class Option:
    button: str
    mnemonic: str
    name: str
    button_value: ButtonValue | None


async def list_talk_options(ctx: Context, params: ListTalkOptions) -> list[Option]:
    return [_option(option) for option in ctx.account.talk_options]


def _option(option: TalkOption) -> Option:
    value: ButtonValue | None = None
    if option.value_id is not None and option.value_name is not None:
        value = ButtonValue(option.value_id, option.value_name)
    return Option(option.button, option.mnemonic, option.name, value)
