"""Amounts of time in a story, as text: whole milliseconds that follow the profile, such as `grace/2` or `R+edge`.

An amount names what it means, so that one row of plain text serves every profile. It is made of whole numbers, names
(`NAMES`, and the units `UNITS`), `+`, `-`, and, by a whole number, `*` and `/` (which rounds down); `3grace` is three
graces. An instant (`@` in the notation) may also name `deadline` and `entry` (`INSTANTS`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from connref.errors import DefinitionError
from connref.protocol import Profile

UNITS: Mapping[str, int] = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000}
"""Units that no profile changes, in milliseconds."""

NAMES = ("grace", "R", "T", "edge", "bound")
"""What a profile fixes: the grace, R and T; `edge` is T + 1, and `bound` is R + T + 1."""

INSTANTS = ("deadline", "entry")
"""What only a story fixes: the end of the running grace, and the last entry into the background."""

_TOKEN = re.compile(r"(?P<number>[0-9]+)|(?P<name>[A-Za-z]+)|(?P<sign>[-+*/()])")


class NotationError(DefinitionError):
    """Text that is no story, with the text, the column (from 1), what is wrong there, and what to do about it."""

    def __init__(self, text: str, column: int, problem: str, remedy: str) -> None:
        super().__init__(f"column {column}: {problem}; {remedy}")
        self.text = text
        self.column = column
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Part:
    """So many of a name; of nothing but milliseconds where the name is empty."""

    count: int
    name: str = ""

    def __str__(self) -> str:
        alone = self.count == 1 and self.name and self.name not in UNITS
        return self.name if alone else f"{self.count}{self.name}"


@dataclass(frozen=True, slots=True)
class Sum:
    """Two amounts, added or taken one from the other."""

    left: Amount
    sign: Literal["+", "-"]
    right: Amount

    def __str__(self) -> str:
        right = f"({self.right})" if isinstance(self.right, Sum) else f"{self.right}"
        return f"{self.left}{self.sign}{right}"


@dataclass(frozen=True, slots=True)
class Share:
    """An amount times a whole number, or divided by one and rounded down."""

    of: Amount
    sign: Literal["*", "/"]
    by: int

    def __str__(self) -> str:
        of = f"({self.of})" if isinstance(self.of, Sum) else f"{self.of}"
        return f"{of}{self.sign}{self.by}"


Amount = Part | Sum | Share


def values(profile: Profile) -> dict[str, int]:
    """What each of `NAMES` and `UNITS` is for a profile, in milliseconds."""
    edge = profile.tolerance_ms + 1
    fixed = (
        profile.grace_ms,
        profile.reconnect_bound_ms,
        profile.tolerance_ms,
        edge,
        profile.reconnect_bound_ms + edge,
    )
    return {"": 1, **UNITS, **dict(zip(NAMES, fixed, strict=True))}


def milliseconds(amount: Amount, known: Mapping[str, int]) -> int:
    """What the amount is where the names are `known`. Raises `KeyError` for a name that is not."""
    match amount:
        case Part(count, name):
            return count * known[name]
        case Sum(left, "+", right):
            return milliseconds(left, known) + milliseconds(right, known)
        case Sum(left, _, right):
            return milliseconds(left, known) - milliseconds(right, known)
        case Share(of, "*", by):
            return milliseconds(of, known) * by
        case Share(of, _, by):
            return milliseconds(of, known) // by


def names_in(amount: Amount) -> frozenset[str]:
    """The names that the amount is made of."""
    match amount:
        case Part(_, name):
            return frozenset({name})
        case Sum(left, _, right):
            return names_in(left) | names_in(right)
        case Share(of, _, _):
            return names_in(of)


def read_amount(text: str, names: tuple[str, ...] = NAMES) -> Amount:
    """The amount that the text is, and nothing else. Raises `NotationError`."""
    reader = AmountReader(text, 0, names)
    amount = reader.read()
    if reader.at != len(text):
        raise NotationError(text, reader.at + 1, f"{text[reader.at :]!r} follows the time", "take it out")
    return amount


class AmountReader:
    """Reads one amount out of a text, from a place on; `at` is where it ends. Raises `NotationError`."""

    def __init__(self, text: str, at: int, names: tuple[str, ...]) -> None:
        self.text = text
        self.at = at
        self._names = names

    def read(self) -> Amount:
        """The amount that begins here: as far as it goes."""
        amount = self._scaled()
        while (sign := self._peek()) in ("+", "-"):
            self.at += 1
            amount = Sum(amount, "+" if sign == "+" else "-", self._scaled())
        return amount

    def _scaled(self) -> Amount:
        amount = self._part()
        while (sign := self._peek()) in ("*", "/"):
            self.at += 1
            column = self.at
            by = self._token()
            if not by.isdecimal() or int(by) == 0:
                raise self._wrong(column, by, f"write a whole number above 0 after {sign!r}")
            amount = Share(amount, "*" if sign == "*" else "/", int(by))
        return amount

    def _part(self) -> Amount:
        column = self.at
        found = self._token()
        if found == "(":
            amount = self.read()
            column = self.at
            if (closing := self._token()) != ")":
                raise self._wrong(column, closing, "close the parenthesis with )")
            return amount
        if found.isdecimal():
            name = self._name_here()
            return Part(int(found), name)
        if not found.isalpha():
            raise self._wrong(column, found, "write an amount of time, such as grace/2, R+edge or 500ms")
        return Part(1, self._known(column, found, self._names))

    def _name_here(self) -> str:
        column = self.at
        return self._known(column, self._token(), (*self._names, *UNITS)) if self._peek().isalpha() else ""

    def _known(self, column: int, name: str, names: tuple[str, ...]) -> str:
        if name not in names:
            raise self._wrong(column, name, f"here a number may stand, or {', '.join(names)}")
        return name

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _token(self) -> str:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found.group()

    def _wrong(self, column: int, found: str, remedy: str) -> NotationError:
        shown = repr(found) if found else repr(self._peek()) if self._peek() else "the end"
        return NotationError(self.text, column + 1, f"{shown} does not belong to a time here", remedy)
