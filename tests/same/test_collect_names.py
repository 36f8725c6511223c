"""The public names: a changed signature, member, value or parent shows; a moved module does not."""

from __future__ import annotations

import enum
import json
from pathlib import Path

import pytest
from tests.same.collect_names import described, main, plain

import connref


def one(a: int, b: str = "x") -> None: ...


def other(a: int, b: str = "y") -> None: ...


class One:
    def method(self, a: int) -> None: ...

    @property
    def size(self) -> int:
        return 1


class Other:
    def method(self, a: int, b: int) -> None: ...

    @property
    def size(self) -> int:
        return 1


class Bigger(One):
    more = 1


class Word(enum.Enum):
    A = "a"


class Words(enum.Enum):
    A = "a"
    B = "b"


@pytest.mark.parametrize(
    ("before", "after"),
    [(one, other), (One, Other), (One, Bigger), (Word, Words), (1, 2), ({"a": 1}, {"b": 1}), (one, One)],
)
def test_a_change_shows(before: object, after: object) -> None:
    assert described(before) != described(after)


def test_a_move_does_not_show() -> None:
    moved = plain(
        "(wish: connref.charts.manual.Wish | None = <function wish at 0x7f00aa>, share: 'float' = 0.5)"
    )
    assert moved == "(wish: Wish | None = <function wish>, share: 'float' = 0.5)"


def test_every_public_name_is_described(tmp_path: Path) -> None:
    main(str(tmp_path / "names.json"))
    found = json.loads((tmp_path / "names.json").read_text(encoding="utf-8"))
    assert list(found) == sorted(connref.__all__)
    assert found["Advance"]["class"].startswith("(ms: ")
    assert "handle" in found["ConnectionMachine"]["members"]
