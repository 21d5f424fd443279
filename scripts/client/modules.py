"""The generated modules, whole and formatted: path -> text."""

import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

from callapi.config import Settings
from callapi.documents.openrpc import Json, openrpc
from callapi.rpc.api import CALL_API, DATA_API, Api
from scripts.client import exceptions, methods
from scripts.client.annotations import inside, typed_dict
from scripts.generated import ROOT

PLACE: Final = ROOT / "callapi" / "client"
WRITTEN: Final = "Written by `python -m scripts.client`."
ERRORS: Final = f'''"""An exception for each mnemonic. {WRITTEN}"""

from callapi.client.error import ApiError


'''
IMPORTS: Final = """
from typing import Any, ClassVar, Literal, NotRequired, TypedDict

from callapi.client.api import Api, Page
from callapi.client.unset import UNSET, Unset


"""


def modules() -> dict[Path, str]:
    call, data = _document(CALL_API, "versions"), _document(DATA_API, "data_versions")
    texts = {
        "errors.py": ERRORS + exceptions.source([call, data]),
        "call_api.py": _module("CallApi", "Call API", call),
        "data_api.py": _module("DataApi", "Data API", data),
    }
    return {PLACE / name: _formatted(text) for name, text in texts.items()}


def _document(api: Api, setting: str) -> Json:
    version = Settings.model_fields[setting].default[-1].name
    return openrpc(api, version, api.methods)


def _module(name: str, title: str, document: Json) -> str:
    schemas = document["components"]["schemas"]
    shown = {it: schemas[it] for it in schemas if it not in ("Limits", "Metadata")}
    common = frozenset.intersection(
        *(
            frozenset(it["$ref"].rpartition("/")[2] for it in method["errors"])
            for method in document["methods"]
            if method["name"] != "login.user"
        )
    )
    inner = {
        name: sorted(inside(schema) & shown.keys()) for name, schema in shown.items()
    }
    order = TopologicalSorter(inner).static_order()
    dicts = "\n\n\n".join(typed_dict(it, shown[it]) for it in order)
    known = "\n\n".join(methods.source(it, common) for it in document["methods"])
    path = document["servers"][0]["url"]
    return (
        f'"""The methods of the {title}. {WRITTEN}"""\n{IMPORTS}{dicts}\n\n\n'
        f'class {name}(Api):\n    path: ClassVar[str] = "{path}"\n\n{known}\n'
    )


def _formatted(text: str) -> str:
    """Lint first: it drops imports that are not needed."""
    for step in (["check", "--fix-only", "--select=F401,I"], ["format"]):
        command = [sys.executable, "-m", "ruff", *step, "--quiet", "-"]
        command += ["--stdin-filename", str(PLACE / "generated.py")]
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, check=True, cwd=ROOT
        )
        text = done.stdout
    return text
