"""Scenarios: written with names, stored with ids.

In the settings of an operation `{type = "media", media = "greeting"}` names a file,
`{type = "employee", employee = "Smith Ann"}` an employee, `tags = ["Sale"]` tags and
`scenario = "Night"` another scenario. So do `group`, `schedule` and `contact_groups`.
"""

from typing import Any

from pydantic import ValidationError

from callapi.directory.scenario_document import ScenarioDocument
from callapi.directory.scenario_operations import OPERATIONS
from callapi.provision import file
from callapi.provision.read import ProvisionError, mistakes
from callapi.provision.table import Row, Table, make_equal, remember_ids
from callapi.provision.work import Work
from callapi.store.queries import load

TAGS_OF_UNIONS = frozenset(OPERATIONS) | {
    "employee",
    "group",
    "phone",
}  # not keys of the file

# How things are named in the file -> their kind, and the setting that has their id.
NAMED = {
    "media": ("media file", "value"),
    "employee": ("employee", "id"),
    "group": ("employee group", "id"),
    "scenario": ("scenario", "scenario_id"),
    "schedule": ("schedule", "schedule_id"),
}
LISTED = {
    "tags": ("tag", "tag_ids"),
    "contact_groups": ("contact group", "contact_group_ids"),
}
IDS = {field for _, field in (*NAMED.values(), *LISTED.values())} - {"value"}

Q = load(__file__)

SCENARIOS = Table(
    "scenario",
    Q["list_scenarios"],
    Q["insert_scenario"],
    None,
    Q["delete_scenario"],
)
DOCUMENTS = Table(
    "scenario",
    Q["list_documents"],
    Q["insert_scenario"],
    Q["update_document"],
    None,
)


async def apply_scenarios(work: Work, account: file.Account) -> None:
    """The names first: scenarios refer to each other."""
    if account.scenarios is not None:
        places = list(enumerate(account.scenarios))
        rows = [Row(f"scenarios[{n}]", it.name, (it.name,)) for n, it in places]
        await make_equal(work, SCENARIOS, rows)
    await remember_ids(work, SCENARIOS)
    if account.scenarios is not None:
        rows = [
            Row(f"scenarios[{n}]", it.name, (it.name, _document(work, it, n)))
            for n, it in places
        ]
        await make_equal(work, DOCUMENTS, rows)


def _document(work: Work, scenario: file.Scenario, place: int) -> dict[str, Any]:
    key = f"scenarios[{place}]"
    operations = [
        _with_ids(work, it, f"{key}.operations[{n}]")
        for n, it in enumerate(scenario.operations)
    ]
    document = {
        "start_operation_key": scenario.start_operation_key,
        "operations": operations,
    }
    try:
        return ScenarioDocument.model_validate(document).model_dump(mode="json")
    except ValidationError as error:
        where = f"{work.path}: {work.key}.{key}"
        lines = mistakes(error, where, TAGS_OF_UNIONS)
        raise ProvisionError("\n".join(lines)) from None


def _with_ids(work: Work, value: Any, key: str) -> Any:
    if isinstance(value, list):
        return [_with_ids(work, it, f"{key}[{n}]") for n, it in enumerate(value)]
    if not isinstance(value, dict):
        return value
    resolved: dict[str, Any] = {}
    for name, it in value.items():
        below = f"{key}.{name}"
        if name in NAMED and isinstance(it, str):
            kind, field = NAMED[name]
            resolved[field] = work.id_of(kind, it, below)
        elif name in LISTED and isinstance(it, list):
            kind, field = LISTED[name]
            resolved[field] = _ids(work, kind, it, below)
        elif name == "value" and value.get("type") == "media":
            raise work.mistake(below, "name the file by `media`")
        elif name in IDS:
            raise work.mistake(below, "use a name, not an id")
        else:
            resolved[name] = _with_ids(work, it, below)
    if "media" in value and "value" in resolved:
        resolved["value"] = str(resolved["value"])  # ids of files are written as text
    return resolved


def _ids(work: Work, kind: str, names: list[Any], key: str) -> list[int]:
    return [work.id_of(kind, str(name), f"{key}[{n}]") for n, name in enumerate(names)]
