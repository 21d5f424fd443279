"""What employees can be doing: a list that nobody changes (Data API spec 2.7)."""

from typing import Final

from callapi.directory import statuses
from callapi.domain.account import Component, Unit
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.method import Method

MNEMONICS: Final = frozenset(
    {
        *("available", "break", "do_not_disturb", "not_at_workplace", "not_at_work"),
        *("auto_out_call", "unknown"),
    }
)


class GetStatuses(Get):
    listing = Listing(
        statuses.Q["list_statuses"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("name", filters=True, sorts=True),
            Column("mnemonic", Kind.ENUM, filters=True, values=MNEMONICS),
            Column("description", sorts=True),
            Column("color"),
            Column("is_deleted", Kind.BOOLEAN, sorts=True),
            Column("in_external_allowed_call_directions", Kind.JSON),
            Column("in_internal_allowed_call_directions", Kind.JSON),
            Column("out_external_allowed_call_directions", Kind.JSON),
            Column("out_internal_allowed_call_directions", Kind.JSON),
            Column("allowed_phone_protocols", Kind.JSON),
            Column("is_select_allowed", Kind.BOOLEAN, sorts=True),
            Column("is_worktime", Kind.BOOLEAN, sorts=True),
            Column("is_auto_out_calls_ready", Kind.BOOLEAN, sorts=True),
        ),
    )

    is_deleted: bool = False  # shows deleted ones too; there are none


METHODS: Final[tuple[Method, ...]] = (
    Method("get.statuses", rows, GetStatuses, Component.DATA_API, unit=Unit.EMPLOYEES),
)
