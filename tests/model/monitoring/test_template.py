"""A state is taken apart and made again, whatever the oracle holds; what is shared or kept stays outside."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

import pytest

from connref.monitoring.symbols import Instant, Name, Number, Path, UnplainError
from connref.monitoring.template import Freezer, Reader, Thawer, shared_by, written
from connref.oracle.past import Past


class Colour(Enum):
    RED = "red"


class Pair(NamedTuple):
    left: Any
    right: Any


@dataclass(slots=True)
class Box:
    things: dict[Any, Any]
    log: deque[Any] = field(default_factory=deque[Any])
    past: Past[str] = field(default_factory=Past[str])


class Plain:
    def __init__(self, box: Box, table: dict[str, int]) -> None:
        self.box = box
        self.table = table
        self.flags = {Colour.RED}


TABLE = {"a": 1}


def made(at: object, name: object, number: object) -> Plain:
    return Plain(Box({name: Pair(at, (1, None)), number: [at, True]}), TABLE)


def test_what_is_frozen_is_thawed() -> None:
    path = Path()
    thing = made(Instant(path, 1, 5, 25), Name(3), Number(7))
    frozen = Freezer({id(TABLE): TABLE}).freeze(thing)
    assert [(each.clock, each.offset) for each in frozen.clocks] == [(1, 5), (1, 5)]
    assert [each.slot for each in frozen.names] == [3, 7]
    assert [type(each) for each in frozen.kept] == [deque, Past]
    again = Thawer({id(TABLE): TABLE}, lambda number, _: 100 + number, ["n", 9], frozen.kept).thaw(
        frozen.template
    )
    assert again.table is TABLE
    assert again.flags == {Colour.RED}
    assert again.box.things == {"n": Pair(100, (1, None)), 9: [101, True]}
    assert again.box.log is thing.box.log
    assert again.box.past is thing.box.past


def test_states_that_differ_in_values_alone_are_one() -> None:
    one = made(Instant(Path(), 1, 0, 20), Name(0), Number(1))
    other = made(Instant(Path(), 4, 9, 3), Name(5), Number(2))
    frozen = [Freezer({id(TABLE): TABLE}).freeze(each).template for each in (one, other)]
    assert frozen[0] == frozen[1]
    assert hash(frozen[0]) == hash(frozen[1])


def test_what_two_share_is_found() -> None:
    one, other = made(0, "n", 1), made(0, "n", 1)
    assert TABLE in shared_by(one, other).values()
    assert one.box not in shared_by(one, other).values()


def test_what_was_written_down_is_spelled_out_as_it_was_in_a_session() -> None:
    entry = Pair(Instant(Path(), 2, 5, 0), f"up at {Instant(Path(), 2, 0, 0)} for {Name(0)!r}")
    assert Reader([0, 0, 70], ["u"]).thaw(written(entry)) == Pair(75, "up at 70 for 'u'")


def test_what_cannot_be_taken_apart_is_refused() -> None:
    with pytest.raises(UnplainError, match="object"):
        Freezer({}).freeze([object()])
