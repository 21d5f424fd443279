"""Values made from a JSON schema of a document: most fit, some almost do."""

from typing import Any

from hypothesis import strategies as st

Schema = dict[str, Any]
Strategy = st.SearchStrategy[Any]

ODD: Strategy = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
)


def values(document: Schema, schema: Schema) -> Strategy:
    """One in several is something else altogether."""
    return st.one_of(*[_fitting(document, schema)] * 5, ODD)


def _fitting(document: Schema, schema: Schema) -> Strategy:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _fitting(document, document["components"]["schemas"][name])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of(*(_fitting(document, it) for it in schema["anyOf"]))
    kinds = schema.get("type", "null")
    return st.one_of(
        *(
            _of_kind(document, schema, it)
            for it in (kinds if isinstance(kinds, list) else [kinds])
        )
    )


def _of_kind(document: Schema, schema: Schema, kind: str) -> Strategy:
    if kind == "object":
        return _object(document, schema)
    if kind == "array":
        items = schema.get("items", {})
        return st.lists(values(document, items), max_size=min(3, _most(schema)))
    if kind == "string":
        return _text(schema)
    if kind in ("integer", "number"):
        least = schema.get("minimum", -10)
        return st.integers(least, schema.get("maximum", 2**53) + 1)
    return st.booleans() if kind == "boolean" else st.none()


def _object(document: Schema, schema: Schema) -> Strategy:
    members = schema.get("properties", {})
    required = schema.get("required", ())
    made = {name: values(document, it) for name, it in members.items()}
    return st.fixed_dictionaries(
        {name: it for name, it in made.items() if name in required},
        optional={name: it for name, it in made.items() if name not in required},
    )


def _text(schema: Schema) -> Strategy:
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    least = schema.get("minLength", 0)
    return st.text(min_size=least, max_size=max(least, 12))


def _most(schema: Schema) -> int:
    return int(schema.get("maxItems", 3))
