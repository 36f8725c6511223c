"""The quick way for a line classifies it as the careful way does, or leaves it to that."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import MsgspecError

from connref.errors import ProtocolError
from connref.monitoring.events import classify
from connref.protocol import InputName, ObservationKind
from connref_adapters.recorded.format import End, event_from_json
from connref_adapters.recorded.quick import classified, decode

FIELDS = (
    "socket",
    "by",
    "call",
    "api",
    "result",
    "detail",
    "message",
    "value",
    "input",
    "kind",
    "user",
    "code",
    "end",
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 2_000),
    st.just(1.5),
    st.sampled_from(
        ["", "a", "connect", "ping", "success", "client", "connected", *ObservationKind, *InputName]
    ),
)
EVENTS: list[dict[str, str]] = [
    *({"kind": kind.value} for kind in ObservationKind),
    *({"input": name.value} for name in InputName),
    {},
]


@given(st.sampled_from(EVENTS), st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5))
def test_what_it_classifies_is_what_the_careful_way_reads(
    first: dict[str, Any], more: dict[str, Any]
) -> None:
    body = {"at": 5, **more, **first}
    try:
        found = classified(decode(json.dumps(body)))
    except MsgspecError:
        return
    if found is None:
        return
    try:
        event = event_from_json(body)
    except ProtocolError:
        # Such a class is never met, since only events that can be used are learned.
        return
    assert not isinstance(event, End)
    assert found == classify(event)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"at": 5, "input": "background"}', ("background", None)),
        ('{"at": 5, "input": "ping", "call": "p", "more": [1, {}]}', ("ping", "p")),
        (
            '{"at": 5, "kind": "outcome", "call": "p", "api": "ping", "result": "error"}',
            (("outcome", "ping", "error"), "p"),
        ),
        ('{"at": 5, "kind": "user", "value": null}', ("user", None)),
        ('{"at": 5, "kind": "user"}', None),
        ('{"at": 5, "kind": "outcome", "api": "ping", "result": "error"}', None),
        ('{"at": 5, "input": "server_close", "code": 1006}', None),
        ('{"at": 5, "end": true}', None),
        ('{"at": 5, "kind": "threw", "call": "c"}', None),
    ],
)  # fmt: skip
def test_what_is_classified(text: str, found: object) -> None:
    assert classified(decode(text)) == found


@pytest.mark.parametrize(
    "text", ['{"at": 1.5}', '{"at": "5"}', "{", '{"input": "init"}', '{"at": 5, "socket": "1"}', "[5]"]
)
def test_what_does_not_fit_is_left_to_the_careful_way(text: str) -> None:
    with pytest.raises(MsgspecError):
        decode(text)
