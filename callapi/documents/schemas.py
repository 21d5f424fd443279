"""JSON schemas of models, all of an API at once, so that each is described once."""

from collections.abc import Iterable
from typing import Any, Final, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

PLACE: Final = "#/components/schemas/"
Mode = Literal["validation", "serialization"]


class _Schema(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: object) -> bool:
        """`Virtual Phone Number` says nothing that virtual_phone_number does not."""
        return False

    def tagged_union_schema(
        self, schema: core_schema.TaggedUnionSchema
    ) -> JsonSchemaValue:
        """The tag is a constant of each form, which is enough to tell them apart."""
        return {"anyOf": super().tagged_union_schema(schema)["oneOf"]}

    def field_is_required(
        self,
        field: core_schema.ModelField
        | core_schema.DataclassField
        | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        """A reply has all its members, also those that have a default with us."""
        is_told = self.mode == "serialization" and field["type"] == "dataclass-field"
        return is_told or super().field_is_required(field, total)

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        made = super().dataclass_schema(schema)
        if self.mode == "serialization":
            made.setdefault("additionalProperties", False)
        return made


class Schemas:
    def __init__(self, params: Iterable[Any], results: Iterable[Any]) -> None:
        adapters: dict[tuple[str, Mode], TypeAdapter[Any]] = {
            **{(_key(it), "validation"): TypeAdapter(it) for it in params},
            **{(_key(it), "serialization"): TypeAdapter(it) for it in results},
        }
        found, described = TypeAdapter.json_schemas(
            [(key, mode, it) for (key, mode), it in adapters.items()],
            ref_template=PLACE + "{model}",
            schema_generator=_Schema,
        )
        self._found = {key: schema for (key, _), schema in found.items()}
        self._described: dict[str, JsonSchemaValue] = described.get("$defs", {})
        for schema in self._described.values():
            schema.pop("description", None)  # what the code says to its readers
        self._params = {_name(found[it]) for it in adapters if it[1] == "validation"}

    def of(self, kind: Any) -> JsonSchemaValue:
        """A schema, or the reference to one that stands in `components`."""
        return dict(self._found[_key(kind)])

    def members(self, model: Any) -> tuple[dict[str, JsonSchemaValue], frozenset[str]]:
        """The schemas of a model's fields, and which of them are required."""
        schema = self._described.get(_name(self.of(model)), self.of(model))
        required = frozenset(schema.get("required", ()))
        return dict(schema.get("properties", {})), required

    def components(self) -> dict[str, JsonSchemaValue]:
        """Without those whose members stand as the params of methods."""
        described = self._described.items()
        return {name: it for name, it in described if name not in self._params}


def _name(schema: JsonSchemaValue) -> str:
    return str(schema.get("$ref", "")).removeprefix(PLACE)


def _key(kind: Any) -> str:
    return f"{getattr(kind, '__module__', '')} {kind!r}"
