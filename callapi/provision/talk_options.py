"""Talk options: what the keys of an operator do."""

from callapi.directory.talk_options import NAMES
from callapi.provision import file
from callapi.provision.table import Row, Table, make_equal
from callapi.provision.work import Work
from callapi.store.queries import load

Q = load(__file__)

TALK_OPTIONS = Table(
    "talk option",
    Q["list_talk_options"],
    Q["insert_talk_option"],
    Q["update_talk_option"],
    Q["delete_talk_option"],
)


async def apply_talk_options(work: Work, account: file.Account) -> None:
    if account.talk_options is not None:
        rows = [
            Row(
                f"talk_options[{place}]",
                it.button,
                (
                    it.button,
                    it.mnemonic,
                    it.name or NAMES[it.mnemonic],
                    _object(work, it, f"talk_options[{place}]"),
                ),
            )
            for place, it in enumerate(account.talk_options)
        ]
        await make_equal(work, TALK_OPTIONS, rows)


def _object(work: Work, option: file.TalkOption, key: str) -> int | None:
    """What the option acts with."""
    if option.tag is not None:
        return work.id_of("tag", option.tag, f"{key}.tag")
    if option.scenario is not None:
        return work.id_of("scenario", option.scenario, f"{key}.scenario")
    if option.contact_group is not None:
        group = option.contact_group
        return work.id_of("contact group", group, f"{key}.contact_group")
    return None
