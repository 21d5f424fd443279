"""The subset of jsquery that filters know, translated to a jsonpath (spec 1.8).

`#(phone_number = "1202" AND status = "active")` becomes a jsonpath whose literals are
variables; both travel to PostgreSQL as arguments.
"""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import orjson

LONGEST: Final = 2000
DEEPEST: Final = 20
LONGEST_PATH: Final = 20
_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")
      | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.]))
      | (?P<mark><=|>=|[=<>(),.#*$])
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    )""",
    re.VERBOSE,
)
_COMPARISONS: Final = {"=": "==", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_STEPS: Final = {"#": "[*]", "*": ".**", "$": ""}
_NAMED: Final = {"true": True, "false": False, "null": None}


class NotJsquery(ValueError):
    """The text is no expression of the subset."""


class _Token(NamedTuple):
    kind: str  # string | number | mark | word | end
    text: str

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.lower() in words

    def is_mark(self, *marks: str) -> bool:
        return self.kind == "mark" and self.text in marks


@dataclass(frozen=True, slots=True)
class Jsonpath:
    """For `jsonb_path_exists(value, path, variables, true)`."""

    path: str
    variables: dict[str, object]


def translate(text: str) -> Jsonpath:
    """Raises NotJsquery."""
    if len(text) > LONGEST:
        raise NotJsquery("too long")
    reader = _Reader(_tokens(text))
    condition = reader.any_of(0)
    reader.expect("end")
    return Jsonpath(f"strict $ ? ({condition})", reader.variables)


def _tokens(text: str) -> list[_Token]:
    tokens, place, end = [], 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise NotJsquery(f"at {place}")
        tokens.append(_Token(match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return [*tokens, _Token("end", "")]


@dataclass(slots=True)
class _Reader:
    """Reads an expression from left to right: or of ands of what may be negated."""

    tokens: list[_Token]
    place: int = 0
    variables: dict[str, object] = field(default_factory=dict)

    def any_of(self, depth: int) -> str:
        if depth > DEEPEST:
            raise NotJsquery("too deep")
        parts = [self._all_of(depth)]
        while self._takes_word("or"):
            parts.append(self._all_of(depth))
        return " || ".join(parts)

    def expect(self, kind: str, *marks: str) -> None:
        token = self._take()
        if token.kind != kind or (marks and token.text not in marks):
            raise NotJsquery(f"not expected: {token.text}")

    def _all_of(self, depth: int) -> str:
        parts = [self._one(depth)]
        while self._takes_word("and"):
            parts.append(self._one(depth))
        return " && ".join(parts)

    def _one(self, depth: int) -> str:
        if depth > DEEPEST:
            raise NotJsquery("too deep")
        if self._takes_word("not"):
            return f"!({self._one(depth + 1)})"
        if self._takes_mark("("):
            return self._closed(depth)
        return self._about(self._path(), depth)

    def _closed(self, depth: int) -> str:
        inner = self.any_of(depth + 1)
        self.expect("mark", ")")
        return f"({inner})"

    def _about(self, path: list[str], depth: int) -> str:
        """What is asked of the values at a path: whether one of them is so.

        Each step is a filter of its own: where it leads nowhere the answer is no, and
        not unknown, which would be so of `NOT` as well.
        """
        asked = self._asked(depth)
        for step in reversed(path):
            asked = f"exists(@{step} ? ({asked}))" if asked else f"exists(@{step})"
        return f"exists(@ ? ({asked}))"

    def _asked(self, depth: int) -> str:
        """Of the value itself; empty: nothing but to be there."""
        if self._takes_mark("("):
            return self._closed(depth)
        if self._takes_word("in"):
            return " || ".join(self._equal_to_one())
        token = self._take()
        if not token.is_mark(*_COMPARISONS):
            raise NotJsquery(f"not expected: {token.text}")
        if token.text == "=" and self._takes_mark("*"):
            return ""
        return f"@ {_COMPARISONS[token.text]} {self._literal()}"

    def _equal_to_one(self) -> list[str]:
        self.expect("mark", "(")
        choices = [f"@ == {self._literal()}"]
        while self._takes_mark(","):
            choices.append(f"@ == {self._literal()}")
        self.expect("mark", ")")
        return choices

    def _path(self) -> list[str]:
        steps = [self._step()]
        while self._takes_mark("."):
            steps.append(self._step())
        if len(steps) > LONGEST_PATH:
            raise NotJsquery("too long a path")
        return steps

    def _step(self) -> str:
        token = self._take()
        if token.is_mark(*_STEPS):
            return _STEPS[token.text]
        if token.kind == "word":
            return f'."{token.text}"'
        if token.kind == "string":
            return "." + orjson.dumps(_loaded(token.text)).decode()
        raise NotJsquery(f"no path: {token.text}")

    def _literal(self) -> str:
        token = self._take()
        if token.is_word(*_NAMED):
            value: object = _NAMED[token.text.lower()]
        elif token.kind in ("string", "number"):
            value = _loaded(token.text)
        else:
            raise NotJsquery(f"no value: {token.text}")
        name = f"v{len(self.variables)}"
        self.variables[name] = value
        return f"${name}"

    def _take(self) -> _Token:
        token = self.tokens[self.place]
        self.place = min(self.place + 1, len(self.tokens) - 1)
        return token

    def _takes_word(self, word: str) -> bool:
        return self._takes(self.tokens[self.place].is_word(word))

    def _takes_mark(self, mark: str) -> bool:
        return self._takes(self.tokens[self.place].is_mark(mark))

    def _takes(self, fits: bool) -> bool:
        self.place += fits
        return fits


def _loaded(text: str) -> object:
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise NotJsquery(str(error)) from None
    if isinstance(value, str) and "\x00" in value:
        raise NotJsquery("U+0000")
    return value
