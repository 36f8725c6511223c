"""The state of the oracle as a value: what it holds, with clocks and slots instead of instants and names.

Whatever the oracle is made of is taken apart: objects by their fields, containers by their elements. What every oracle
shares (its tables) stays as it is. What a case only writes down and never reads (a deque), and what it remembers by
name (a `Past`), are no part of the state: they have a place in it, and the session keeps them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, cast

from connref.monitoring.symbols import OPENS, Instant, Name, Number, UnplainError, spelled
from connref.oracle.past import Past


class Clock(NamedTuple):
    """The place of an instant: the number of its clock."""

    number: int
    offset: int = 0


class Slot(NamedTuple):
    """The place of a name."""

    number: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that every oracle shares: it is itself and nothing else."""

    key: int


class Kept(NamedTuple):
    """The place of something that the session keeps: the how-manyth `Past`, or log."""

    kind: type
    number: int


class Made(NamedTuple):
    """A container or an object: its type, the names of its fields where it has some, and its parts."""

    type: type
    fields: tuple[str, ...]
    parts: tuple[Hashable, ...]


Template = Hashable
_PLAIN = (bool, str, int, type(None))


class Frozen(NamedTuple):
    """A state: its template, the instants at its clocks, the names in its slots, and what the session keeps."""

    template: Template
    clocks: tuple[Instant, ...]
    names: tuple[Name | Number, ...]
    kept: tuple[Any, ...]


class Freezer:
    """Takes states apart. `shared` are the objects that every oracle shares, by their id."""

    def __init__(self, shared: Mapping[int, object]) -> None:
        self._shared = shared
        self._clocks: list[Instant] = []
        self._names: dict[int, Name | Number] = {}
        self._kept: list[Any] = []

    def freeze(self, thing: object) -> Frozen:
        """A state as a value."""
        template = self._part(thing)
        return Frozen(template, tuple(self._clocks), tuple(self._names.values()), tuple(self._kept))

    def _part(self, thing: Any) -> Template:  # noqa: ANN401 - whatever the oracle is made of
        kind = cast("type[Any]", type(thing))
        if kind in _PLAIN or isinstance(thing, Enum):
            return cast("Template", thing)
        if kind is Instant:
            self._clocks.append(thing)
            return Clock(len(self._clocks) - 1)
        if kind is Name or kind is Number:
            self._names.setdefault(thing.slot, thing)
            return Slot(list(self._names).index(thing.slot))
        if id(thing) in self._shared:
            return Shared(id(thing))
        if kind is Past or kind is deque:
            self._kept.append(thing)
            return Kept(kind, len(self._kept) - 1)
        return self._made(thing, kind)

    def _made(self, thing: Any, kind: type) -> Made:  # noqa: ANN401 - as above
        if issubclass(kind, dict):
            items = cast("dict[object, object]", thing).items()
            return Made(kind, (), tuple(self._part(each) for pair in items for each in pair))
        if issubclass(kind, list | tuple):
            return Made(kind, (), tuple(map(self._part, cast("Sequence[object]", thing))))
        if issubclass(kind, set | frozenset):
            return Made(kind, (), (frozenset(map(self._part, cast("set[object]", thing))),))
        fields = fields_of(thing)
        return Made(kind, fields, tuple(self._part(getattr(thing, field)) for field in fields))


class Thawer:
    """Makes states again, with these instants, names, and kept things in their places."""

    def __init__(
        self,
        shared: Mapping[int, object],
        clock: Callable[[int, int], object],
        names: Sequence[object],
        kept: Sequence[object] = (),
    ) -> None:
        self._shared = shared
        self._clock = clock
        self._names = names
        self._kept = kept

    def thaw(self, template: Template) -> Any:  # noqa: ANN401 - whatever was frozen
        """The thing again, and everything in it."""
        match template:
            case Clock(number, offset):
                return self._clock(number, offset)
            case Slot(number):
                return self._names[number]
            case Kept(_, number):
                return self._kept[number]
            case Shared(key):
                return self._shared[key]
            case Made():
                return self._make(template)
            case _:
                return template

    def _make(self, made: Made) -> Any:  # noqa: ANN401 - as above
        kind: Any = made.type
        if _is_a(kind, set, frozenset):
            return kind(map(self.thaw, cast("frozenset[Template]", made.parts[0])))
        parts = [self.thaw(part) for part in made.parts]
        if _is_a(kind, dict):
            return kind(zip(parts[::2], parts[1::2], strict=True))
        if _is_a(kind, tuple) and hasattr(kind, "_make"):
            return kind(*parts)
        if _is_a(kind, list, tuple):
            return kind(parts)
        thing = object.__new__(kind)
        for field, part in zip(made.fields, parts, strict=True):
            object.__setattr__(thing, field, part)
        return thing


def _is_a(kind: type, *kinds: type) -> bool:
    return issubclass(kind, kinds)


def fields_of(thing: object) -> tuple[str, ...]:
    """The names of the fields of an object, with or without slots. Raises `UnplainError` where it has none."""
    slots = [name for kind in type(thing).__mro__ for name in kind.__dict__.get("__slots__", ())]
    found = (*(name for name in slots if hasattr(thing, name)), *getattr(thing, "__dict__", ()))
    if not found:
        raise UnplainError(f"a {type(thing).__name__} in the state of the oracle")
    return found


def written(thing: Any) -> Template:  # noqa: ANN401 - what a case wrote down
    """Something that a case wrote down, as a template over the clocks and slots from before that event."""
    kind = cast("type[Any]", type(thing))
    if kind is Instant:
        return Clock(thing.clock, thing.offset)
    if kind is Name or kind is Number:
        return Slot(thing.slot)
    if kind in _PLAIN or isinstance(thing, Enum):
        return cast("Template", thing)
    if issubclass(kind, tuple):
        return Made(kind, (), tuple(map(written, cast("tuple[object, ...]", thing))))
    fields = fields_of(thing)
    return Made(kind, fields, tuple(written(getattr(thing, field)) for field in fields))


class Reader(Thawer):
    """Makes what was written down again, as it is in one session: numbers for clocks, and texts spelled out."""

    def __init__(self, clocks: Sequence[int], names: Sequence[object]) -> None:
        super().__init__({}, lambda number, offset: clocks[number] + offset, names)
        self._clocks = clocks
        self._names = names

    def thaw(self, template: Template) -> Any:  # noqa: ANN401 - as above
        """The thing again, texts too."""
        if type(template) is str and OPENS in template:
            return spelled(template, self._clocks, self._names)
        return super().thaw(template)


def shared_by(one: object, other: object) -> dict[int, object]:
    """What two oracles share that were made alike: tables and settings, by their id. Nothing of it ever changes."""
    found: dict[int, object] = {}
    pairs = [(one, other)]
    while pairs:
        left, right = pairs.pop()
        if type(left) in _PLAIN or isinstance(left, Enum) or type(left) in (Past, deque):
            continue
        if left is right:
            found[id(left)] = left
        elif isinstance(left, list | tuple):
            pairs.extend(zip(cast("Sequence[object]", left), cast("Sequence[object]", right), strict=False))
        elif isinstance(left, dict):
            pairs.extend(
                zip(
                    cast("dict[object, object]", left).values(),
                    cast("dict[object, object]", right).values(),
                    strict=False,
                )
            )
        elif not isinstance(left, set | frozenset):
            pairs.extend((getattr(left, name), getattr(right, name)) for name in fields_of(left))
    return found
