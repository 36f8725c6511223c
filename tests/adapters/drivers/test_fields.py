"""Fields of a line: what can be read, and that what cannot be is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from connref.errors import ProtocolError
from connref.protocol import InputName
from connref_adapters.drivers.fields import known_names, milliseconds_of, names_of, object_of, text_of

Read = Callable[[Mapping[str, Any], str], object]


@pytest.mark.parametrize(
    ("read", "value"),
    [(object_of, {"a": 1}), (text_of, ""), (milliseconds_of, 0), (names_of, []), (names_of, ["ping"])],
)
def test_what_fits_is_read(read: Read, value: object) -> None:
    assert read({"field": value}, "field") == value


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (object_of, []),
        (text_of, 7),
        (milliseconds_of, -1),
        (milliseconds_of, True),
        (milliseconds_of, 1.0),
        (names_of, "ping"),
        (names_of, {"ping": 1}),
    ],
)
def test_what_does_not_fit_or_is_missing_is_named(read: Read, value: object) -> None:
    for body in ({"field": value}, {}):
        with pytest.raises(ProtocolError) as caught:
            read(body, "field")
        assert caught.value.field == "field"


def test_a_field_of_a_field_is_named_with_both() -> None:
    with pytest.raises(ProtocolError) as caught:
        text_of({}, "name", "implementation.")
    assert caught.value.field == "implementation.name"
    with pytest.raises(ProtocolError) as caught:
        milliseconds_of({}, "grace_ms", "profile.")
    assert caught.value.field == "profile.grace_ms"


def test_names_of_another_protocol_are_kept_apart() -> None:
    assert known_names(["pong", "ping", "ping"], InputName) == (frozenset({InputName.PING}), ["pong"])
