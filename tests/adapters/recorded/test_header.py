"""The header of a session: what it needs, what it may have, and the field that is named where it cannot be used."""

from __future__ import annotations

from typing import Any

import pytest

from connref.errors import ProtocolError
from connref.protocol import Profile
from connref_adapters.recorded.header import Header, header_from_json


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("session", {"session": None}),
        ("session", {"session": True}),
        ("session", {"session": ["s"]}),
        ("mode", {"mode": "semi"}),
        ("mode", {"mode": ["auto"]}),
        ("tolerance_ms", {"tolerance_ms": -1}),
        ("tolerance_ms", {"tolerance_ms": None}),
        ("profile", {"profile": 3}),
        ("profile.grace_ms", {"profile": {"grace_ms": 0}}),
        ("profile.reconnect_bound_ms", {"profile": {"reconnect_bound_ms": "1"}}),
        ("observes", {"observes": "all"}),
        ("observes", {"observes": ["socket_open"]}),
        ("implementation", {"implementation": "acme"}),
        ("implementation", {"implementation": {"name": "acme"}}),
        ("user", {"user": 7}),
    ],
)
def test_a_header_that_cannot_be_used_names_the_field(field: str, change: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError) as found:
        header_from_json({"session": "s", "mode": "auto", "tolerance_ms": 0, **change})
    assert found.value.field == field


def test_a_header_needs_a_mode_even_if_none_was_chosen() -> None:
    with pytest.raises(ProtocolError, match="mode"):
        header_from_json({"session": "s", "tolerance_ms": 0})
    assert header_from_json({"session": 7, "mode": None, "tolerance_ms": 0}) == Header("7", None, Profile())
