"""Each kind of field reads what it allows, and says what that is where it does not."""

from __future__ import annotations

import pytest

from connref.errors import ProfileError
from connref.profiles.kinds import Factor, Kind, ListOf, NotYet, OneOf, Table, Text, Whole


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (Text(), "a", "a"),
        (Whole(1, 5), 5, 5),
        (Factor(1.0), 2, 2.0),
        (OneOf(("a", True)), True, True),
        (ListOf(Whole()), [1, 2], (1, 2)),
        (ListOf(Whole(), alone=True), 3, (3,)),
        (Table({"a": Whole()}), {"a": 1}, {"a": 1}),
    ],
)
def test_what_is_allowed_is_read(kind: Kind, value: object, read: object) -> None:
    assert kind.read(value, "field") == read


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        (Text(), " ", "field"),
        (Whole(1, 5), 6, "field"),
        (Whole(), True, "field"),
        (Factor(), "1", "field"),
        (OneOf(("a", True)), 1, "field"),
        (ListOf(Whole(), least=2, most=2), [1], "field"),
        (ListOf(Whole()), [1, "x"], "field[1]"),
        (NotYet("why"), 1, "field"),
        (Table({"a": Whole()}), {"b": 1}, "field.b"),
        (Table({"a": Whole()}, frozenset({"a"})), {}, "field.a"),
        (Table({}), [], "field"),
    ],
)
def test_what_is_not_allowed_is_named(kind: Kind, value: object, field: str) -> None:
    with pytest.raises(ProfileError) as raised:
        kind.read(value, "field")
    assert raised.value.field == field
