"""Instants and names as symbols: the oracle computes with them, and what it asks of them is written down.

An instant is a clock and an offset, with the value that it has in the session at hand. Adding to one gives one; to
compare two gives the truth of the values, and leaves a guard on the path: `clock i − clock j ≤ k`, and whether it held.
Whoever satisfies the same guards is judged along the same path. What cannot be written down so is not answered: it
raises `UnplainError`.

A name is a slot. It stands for whatever text or number is in that slot, and is like no other name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from connref.errors import ConnrefError

ZERO = 0
"""The clock that is always 0: what a number is compared with."""
NOW = 1
"""The clock of the present instant."""

OPENS, CLOSES = "\ue000", "\ue001"
"""What stands around a symbol within a text; a session's own texts are never within a symbol."""


class UnplainError(ConnrefError):
    """The oracle asked something of a symbol that no guard on clocks answers."""


class Guard(NamedTuple):
    """Whether `clock left − clock right ≤ most` (ms), and that it `held`."""

    left: int
    right: int
    most: int
    held: bool


@dataclass(slots=True)
class Path:
    """What was asked on the way. `past` are the clocks that are never ahead of the present instant."""

    past: frozenset[int] = frozenset({ZERO})
    guards: list[Guard] = field(default_factory=list[Guard])

    def at_most(self, left: Instant, right: Instant, most: int) -> bool:
        """Whether `left − right ≤ most` (ms)."""
        clocks = left.clock, right.clock
        limit = most - left.offset + right.offset
        held = left.value - right.value <= most
        if not self._is_known(*clocks, limit):
            self.guards.append(Guard(*clocks, limit, held))
        return held

    def _is_known(self, left: int, right: int, limit: int) -> bool:
        """Whether it follows from what was asked before, or holds of every session."""
        if left == right or (right == NOW and left in self.past and limit >= 0):
            return True
        if left == NOW and right in self.past and limit < 0:
            return True
        return any(
            guard.left == left
            and guard.right == right
            and (guard.most <= limit if guard.held else guard.most >= limit)
            for guard in self.guards
        )


class Instant:
    """A clock and an offset (ms); `value` is what they amount to in the session at hand."""

    __slots__ = ("clock", "offset", "path", "value")

    def __init__(self, path: Path, clock: int, offset: int, value: int) -> None:
        self.path = path
        self.clock = clock
        self.offset = offset
        self.value = value

    def __add__(self, ms: int) -> Instant:
        if type(ms) is not int:
            raise UnplainError(f"an instant and {ms!r}")
        return Instant(self.path, self.clock, self.offset + ms, self.value + ms)

    __radd__ = __add__

    def __sub__(self, other: Instant | int) -> Instant | Difference:
        return Difference(self, other) if isinstance(other, Instant) else self + -other

    def __rsub__(self, other: int) -> Difference:
        return Difference(self._of(other), self)

    def __le__(self, other: Instant | int) -> bool:
        return self.path.at_most(self, self._of(other), 0)

    def __lt__(self, other: Instant | int) -> bool:
        return self.path.at_most(self, self._of(other), -1)

    def __ge__(self, other: Instant | int) -> bool:
        return self.path.at_most(self._of(other), self, 0)

    def __gt__(self, other: Instant | int) -> bool:
        return self.path.at_most(self._of(other), self, -1)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Instant) and type(other) is not int:
            return False
        return self <= other and self >= other

    def __hash__(self) -> int:
        # All alike, and like 0, where every session begins: a look-up then asks whether two instants are equal.
        return 0

    def __bool__(self) -> bool:
        return self != 0

    def __str__(self) -> str:
        return f"{OPENS}{self.clock}{self.offset:+d}{CLOSES}"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        if spec:
            raise UnplainError(f"an instant written as {spec!r}")
        return str(self)

    def _of(self, other: Instant | int) -> Instant:
        return other if isinstance(other, Instant) else Instant(self.path, ZERO, other, other)


class Difference:
    """How much later one instant is than another (ms)."""

    __slots__ = ("left", "plus", "right")

    def __init__(self, left: Instant, right: Instant, plus: int = 0) -> None:
        self.left = left
        self.right = right
        self.plus = plus

    def __add__(self, ms: int) -> Difference:
        if type(ms) is not int:
            raise UnplainError(f"a difference and {ms!r}")
        return Difference(self.left, self.right, self.plus + ms)

    __radd__ = __add__

    def __sub__(self, ms: int) -> Difference:
        return self + -ms

    def __neg__(self) -> Difference:
        return Difference(self.right, self.left, -self.plus)

    def __abs__(self) -> Difference:
        return self if self >= 0 else -self

    def __le__(self, ms: int) -> bool:
        return self.left.path.at_most(self.left, self.right, ms - self.plus)

    def __lt__(self, ms: int) -> bool:
        return self <= ms - 1

    def __ge__(self, ms: int) -> bool:
        return not self < ms

    def __gt__(self, ms: int) -> bool:
        return not self <= ms

    def __eq__(self, ms: object) -> bool:
        return type(ms) is int and self <= ms and self >= ms

    def __hash__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return self != 0


class Name(str):
    """The text in a slot; what it says is known to the session alone."""

    __slots__ = ("slot",)
    slot: int

    def __new__(cls, slot: int) -> Self:
        """The name of a slot."""
        name = super().__new__(cls, f"{OPENS}n{slot}{CLOSES}")
        name.slot = slot
        return name

    def __str__(self) -> str:
        return self

    def __repr__(self) -> str:
        return f"{OPENS}r{self.slot}{CLOSES}"


class Number(int):
    """The number in a slot."""

    __slots__ = ()

    def __new__(cls, slot: int) -> Self:
        """The number of a slot."""
        return super().__new__(cls, _FIRST_NUMBER + slot)

    @property
    def slot(self) -> int:
        """Where it stands."""
        return int(self) - _FIRST_NUMBER


_FIRST_NUMBER = 1 << 62


def spelled(text: str, clocks: Sequence[int], names: Sequence[object]) -> str:
    """A text with its symbols replaced by what they are in a session."""
    head, *parts = text.split(OPENS)
    out = [head]
    for part in parts:
        symbol, _, rest = part.partition(CLOSES)
        out.append(_spelled(symbol, clocks, names) + rest)
    return "".join(out)


def _spelled(symbol: str, clocks: Sequence[int], names: Sequence[object]) -> str:
    if symbol[0] == "n":
        return str(names[int(symbol[1:])])
    if symbol[0] == "r":
        return repr(names[int(symbol[1:])])
    split = max(symbol.rfind("+"), symbol.rfind("-"))
    return str(clocks[int(symbol[:split])] + int(symbol[split:]))
