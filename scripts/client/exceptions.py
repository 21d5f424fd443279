"""Errors of both APIs as exceptions, one for each mnemonic."""

from callapi.documents.openrpc import Json

SPELLINGS = {"batch_opreations_not_supported": "BatchOperationsNotSupported"}


def class_of(mnemonic: str) -> str:
    known = SPELLINGS.get(mnemonic)
    return known or "".join(word.capitalize() for word in mnemonic.split("_"))


def source(documents: list[Json]) -> str:
    mnemonics: dict[str, list[str]] = {}
    messages: dict[str, str] = {}
    for document in documents:
        for error in document["components"]["errors"].values():
            mnemonic = error["data"]["mnemonic"]
            name = class_of(mnemonic)
            messages.setdefault(name, error["message"])
            if mnemonic not in mnemonics.setdefault(name, []):
                mnemonics[name].append(mnemonic)
    return "\n\n\n".join(
        _class(name, told, messages[name]) for name, told in mnemonics.items()
    )


def _class(name: str, mnemonics: list[str], message: str) -> str:
    told = ", ".join(f'"{it}"' for it in mnemonics)
    text = message if message.endswith(".") else f"{message}."
    comma = "," if len(mnemonics) == 1 else ""
    return (
        f'class {name}(ApiError, mnemonics=({told}{comma})):\n    """{_short(text)}"""'
    )


def _short(text: str) -> str:
    """Its first sentence, as far as it goes into a line."""
    first = text.split(". ")[0].rstrip(".") + "."
    return first if len(first) <= 78 else f"{first[:74].rsplit(' ', 1)[0]} ..."
