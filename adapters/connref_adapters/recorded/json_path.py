"""Paths into JSON, as mappings name fields: `a.b`, `list[]` for all elements, `list[name]` for one of OpenTelemetry's.

`attributes[user.id]` is the value of the attribute `user.id`, whatever its type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from connref.errors import UsageError

_STEP = re.compile(r"\.?(?P<field>[^.\[\]]+)|\[(?P<key>[^\]]*)\]")


class JsonPath:
    """A path, read once. Raises `UsageError` for a text that is none."""

    def __init__(self, text: str) -> None:
        self._steps: list[tuple[str | None, str | None]] = []
        place = 0
        while place < len(text):
            found = _STEP.match(text, place)
            if found is None:
                raise UsageError(f"{text!r} is no path into JSON: write a.b, list[] or attributes[name]")
            self._steps.append((found["field"], found["key"]))
            place = found.end()

    def all(self, thing: object) -> Iterator[Any]:
        """Everything that the path leads to."""
        found: list[object] = [thing]
        for field, key in self._steps:
            found = [part for each in found for part in _parts(each, field, key)]
        yield from found

    def first(self, thing: object) -> Any:  # noqa: ANN401 - whatever stands there
        """What the path leads to first, None where it leads nowhere."""
        return next(self.all(thing), None)


def _parts(thing: object, field: str | None, key: str | None) -> Iterator[object]:
    if field is not None:
        if isinstance(thing, dict) and field in thing:
            yield cast("Mapping[str, object]", thing)[field]
    elif isinstance(thing, list):
        for each in cast("list[object]", thing):
            if not key:
                yield each
            elif isinstance(each, dict) and cast("Mapping[str, object]", each).get("key") == key:
                yield _plain(cast("Mapping[str, object]", each).get("value"))


def _plain(value: object) -> object:
    """The value of an attribute: OpenTelemetry wraps each in an object that names its type."""
    if not isinstance(value, dict) or len(cast("dict[str, object]", value)) != 1:
        return cast("object", value)
    kind, inner = next(iter(cast("dict[str, object]", value).items()))
    return int(inner) if kind == "intValue" and isinstance(inner, str) else inner
