"""What a field of a profile may hold: each kind reads a value, or raises what is allowed, and knows its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from connref.errors import ProfileError


class Kind(Protocol):
    """One kind of value."""

    def read(self, value: object, where: str) -> Any:  # noqa: ANN401 - each kind has a type of its own
        """The value, checked. Raises `ProfileError` with `where` as the field."""
        ...

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of such a value."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is not empty."""

    def read(self, value: object, where: str) -> str:
        """As `Kind.read`."""
        if not isinstance(value, str) or not value.strip():
            raise ProfileError(where, value, "a text, not empty")
        return value

    def schema(self) -> dict[str, Any]:
        """As `Kind.schema`."""
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer from `least` to `most`, often milliseconds."""

    least: int = 0
    most: int = 86_400_000

    def read(self, value: object, where: str) -> int:
        """As `Kind.read`."""
        if type(value) is not int or not self.least <= value <= self.most:
            raise ProfileError(where, value, f"a whole number, {self.least} to {self.most}")
        return value

    def schema(self) -> dict[str, Any]:
        """As `Kind.schema`."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Factor:
    """A number from `least` to 100 that a delay is multiplied with."""

    least: float = 0.0

    def read(self, value: object, where: str) -> float:
        """As `Kind.read`."""
        if type(value) not in (int, float) or not self.least <= cast("float", value) <= 100:  # noqa: PLR2004
            raise ProfileError(where, value, f"a number, {self.least:g} to 100")
        return float(cast("float", value))

    def schema(self) -> dict[str, Any]:
        """As `Kind.schema`."""
        return {"type": "number", "minimum": self.least, "maximum": 100}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some values: texts, or true and false."""

    options: tuple[str | bool, ...]

    def read(self, value: object, where: str) -> str | bool:
        """As `Kind.read`."""
        for option in self.options:
            if value == option and type(value) is type(option):
                return option
        shown = ", ".join(
            "true" if each is True else "false" if each is False else each for each in self.options
        )
        raise ProfileError(where, value, f"one of {shown}")

    def schema(self) -> dict[str, Any]:
        """As `Kind.schema`."""
        return {"enum": list(self.options)}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of `least` or more values of one kind, `most` at most; one value by itself where `alone` says so."""

    kind: Kind
    least: int = 1
    most: int = 1_000
    alone: bool = False

    def read(self, value: object, where: str) -> tuple[Any, ...]:
        """As `Kind.read`."""
        if not isinstance(value, list):
            if self.alone:
                return (self.kind.read(value, where),)
            raise ProfileError(where, value, self._span())
        found = cast("list[object]", value)
        if not self.least <= len(found) <= self.most:
            raise ProfileError(where, found, self._span())
        return tuple(self.kind.read(each, f"{where}[{place}]") for place, each in enumerate(found))

    def _span(self) -> str:
        return (
            f"a list of {self.least}" if self.least == self.most else f"a list of {self.least} to {self.most}"
        )

    def schema(self) -> dict[str, Any]:
        """As `Kind.schema`."""
        body: dict[str, Any] = {
            "type": "array",
            "items": self.kind.schema(),
            "minItems": self.least,
            "maxItems": self.most,
        }
        return {"anyOf": [self.kind.schema(), body]} if self.alone else body


@dataclass(frozen=True, slots=True)
class NotYet:
    """A field that vendors have and that cannot be judged yet: `why` says what is missing."""

    why: str

    def read(self, value: object, where: str) -> None:
        """As `Kind.read`: always an error, never ignored."""
        raise ProfileError(where, value, f"it cannot be judged yet ({self.why}); leave it out")

    def schema(self) -> dict[str, Any]:
        """As `Kind.schema`."""
        return {"not": {}, "description": f"cannot be judged yet: {self.why}"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with these fields; those in `needed` have to be there."""

    fields: Mapping[str, Kind]
    needed: frozenset[str] = field(default_factory=frozenset[str])

    def read(self, value: object, where: str) -> dict[str, Any]:
        """As `Kind.read`."""
        prefix = f"{where}." if where else ""
        if not isinstance(value, dict):
            raise ProfileError(where or "the profile", value, "a table")
        body = cast("dict[str, object]", value)
        for name in body:
            if name not in self.fields:
                raise ProfileError(
                    f"{prefix}{name}", body[name], f"no such field; known are {', '.join(self.fields)}"
                )
        for name in self.fields:
            if name in self.needed and name not in body:
                raise ProfileError(f"{prefix}{name}", None, "it is missing, and has to be there")
        return {name: self.fields[name].read(each, f"{prefix}{name}") for name, each in body.items()}

    def schema(self) -> dict[str, Any]:
        """As `Kind.schema`."""
        return {
            "type": "object",
            "properties": {name: kind.schema() for name, kind in self.fields.items()},
            "required": sorted(self.needed),
            "additionalProperties": False,
        }
