"""The shipped schema says what `connref.protocol` says: one vocabulary, in two notations that must agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from connref.errors import ProtocolError
from connref.protocol import (
    CALLS,
    CLOSE_CODES,
    INPUT_FIELDS,
    MODES,
    Advance,
    InputName,
    Mode,
    ObservationKind,
    do_from_fields,
    observation_from_json,
)
from connref_adapters.drivers.faults import Trouble
from connref_adapters.drivers.hello import (
    LARGEST_PROFILE_MS,
    LARGEST_TOLERANCE_MS,
    LEAST_OBSERVED,
    PROTOCOL_VERSION,
    Clock,
    hello_from_reply,
)
from connref_adapters.drivers.messages import ErrorKind
from connref_adapters.drivers.reading import Strict, definition, protocol_schema
from miniatures.driver import INPUTS, KINDS, Miniature

DEFS: Any = protocol_schema()["$defs"]
VALUES: dict[str, list[object]] = {
    "user": ["ann", "", 7, None],
    "call": ["c", 7, None],
    "code": [999, 1000, 1001, 1003, 1004, 1005, 1014, 1015, 1016, 2999, 3000, 4999, 5000, "1000", None, True],
    "message": ["m", 7, None],
    "notice": [True, False, 1, 0, "true", None],
}
GOOD_OBSERVATIONS: list[dict[str, Any]] = [
    {"kind": "socket_opening"},
    {"kind": "socket_opening", "socket": 1},
    {"kind": "socket_open", "socket": 2},
    *({"kind": "socket_closed", "by": by} for by in ("client", "server", "network")),
    {"kind": "socket_failed"},
    {"kind": "ping_sent"},
    *({"kind": "status", "value": value} for value in ("connected", "connecting", "disconnected")),
    *({"kind": "outcome", "call": "c", "api": api, "result": "success"} for api in sorted(CALLS)),
    {"kind": "outcome", "call": "c", "api": "ping", "result": "error", "detail": "why"},
    {"kind": "threw", "call": "c", "detail": "why"},
    {"kind": "threw", "input": "init", "detail": "why"},
    {"kind": "delivered", "message": "m"},
    {"kind": "user", "value": "ann"},
    {"kind": "user", "value": None},
]


def fits(name: str, value: Any) -> bool:  # noqa: ANN401 - any JSON
    validator: Any = Draft202012Validator(definition(name))
    return validator.is_valid(value)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(protocol_schema())


def test_vocabularies_agree() -> None:
    assert DEFS["input"]["enum"] == list(InputName) == INPUTS
    assert DEFS["kind"]["enum"] == list(ObservationKind) == KINDS
    assert set(DEFS["api"]["enum"]) == CALLS
    assert DEFS["introduction"]["properties"]["clock"]["enum"] == list(Clock)
    assert DEFS["introduction"]["properties"]["protocol"]["const"] == PROTOCOL_VERSION
    assert DEFS["error"]["properties"]["kind"]["enum"] == list(ErrorKind)
    least = DEFS["introduction"]["properties"]["observes"]["allOf"]
    assert {item["contains"]["const"] for item in least} == LEAST_OBSERVED
    assert DEFS["introduction"]["properties"]["modes"]["items"]["enum"] == list(MODES)
    assert DEFS["introduction"]["properties"]["outcomes"]["items"] == {"$ref": "#/$defs/api"}
    profile = DEFS["introduction"]["properties"]["profile"]["properties"]
    assert (profile["grace_ms"]["minimum"], profile["grace_ms"]["maximum"]) == (0, LARGEST_PROFILE_MS)
    assert (profile["reconnect_bound_ms"]["minimum"], profile["reconnect_bound_ms"]["maximum"]) == (
        1,
        LARGEST_PROFILE_MS,
    )
    assert DEFS["introduction"]["properties"]["tolerance_ms"]["maximum"] == LARGEST_TOLERANCE_MS


@pytest.mark.parametrize(
    "said",
    [
        {"modes": ["manual"]},
        {"modes": []},
        {"modes": "manual"},
        {"outcomes": ["connect"]},
        {"outcomes": []},
        {"outcomes": [], "observes": ["socket_open", "socket_closed"]},
        {"outcomes": ["ping"], "observes": ["socket_open", "socket_closed"]},
        {"observes": ["socket_open", "socket_closed"]},
        {"profile_name": "document"},
        {"profile_name": 7},
        {"profile": {"grace_ms": 0, "reconnect_bound_ms": 1}},
        {"profile": {"reconnect_bound_ms": 0}},
        {"profile": {"grace_ms": 86_400_001}},
        {"tolerance_ms": 3_600_001},
    ],
    ids=str,
)
def test_introductions_agree(said: dict[str, Any]) -> None:
    body = {**Miniature().request({"id": 1, "op": "hello"}), **said}
    assert fits("reply_hello", body) == readable(hello_from_reply, body)


def test_modes_agree() -> None:
    for mode in [*Mode, None]:
        assert fits("request", {"id": 1, "op": "reset", "mode": mode})
    assert not fits("request", {"id": 1, "op": "reset", "mode": "both"})
    assert not fits("request", {"id": 1, "op": "reset"})


@pytest.mark.parametrize("name", InputName)
def test_inputs_and_their_fields_agree(name: InputName) -> None:
    field = INPUT_FIELDS[name][0] if name in INPUT_FIELDS else "user"
    for value in VALUES[field]:
        body: dict[str, Any] = {"input": name.value, field: value}
        assert fits("request", {"id": 1, "op": "do", **body}) == readable(do_from_fields, body), body
    assert fits("request", {"id": 1, "op": "do", "input": name.value}) == (name not in INPUT_FIELDS)


def test_close_codes_agree() -> None:
    accepted = {code for code in range(990, 5010) if fits("close_code", code)}
    assert accepted == CLOSE_CODES


def test_steps_go_out_as_the_schema_wants_them() -> None:
    assert fits("request", {"id": 1, **Advance(0).request()})
    assert not fits("request", {"id": 1, "op": "advance", "ms": -1})


def test_every_kind_has_a_good_observation_here() -> None:
    assert {body["kind"] for body in GOOD_OBSERVATIONS} == set(ObservationKind)


@pytest.mark.parametrize("good", GOOD_OBSERVATIONS, ids=str)
def test_observations_agree_and_so_does_every_spoilt_one(good: dict[str, Any]) -> None:
    body = {"at": 5, **good}
    assert fits("observation", body)
    assert observation_from_json(body).to_json() == body
    for name in body:
        wrong: dict[str, Any] = {**body, name: []}
        lacking = {key: body[key] for key in body if key != name}
        for spoilt in (wrong, lacking):
            assert fits("observation", spoilt) <= readable(observation_from_json, spoilt), spoilt


@pytest.mark.parametrize("good", GOOD_OBSERVATIONS, ids=str)
def test_what_the_kit_cannot_read_the_schema_forbids(good: dict[str, Any]) -> None:
    for value in (-1, 1.5, "5", None, True):
        body = {**good, "at": value}
        assert not readable(observation_from_json, body)
        assert not fits("observation", body)


def readable(read: Callable[[dict[str, Any]], object], body: dict[str, Any]) -> bool:
    try:
        read(body)
    except ProtocolError:
        return False
    return True


class TestStrict:
    @pytest.mark.parametrize(
        ("op", "change", "field"),
        [
            ("hello", {"tolerance_ms": -1}, "tolerance_ms"),
            ("hello", {"inputs": ["netwrok_up"]}, "inputs.0"),
            ("hello", {"observes": ["socket_open"]}, "observes"),
            ("hello", {"profile": {"grace_ms": "long"}}, "profile.grace_ms"),
            (
                "hello",
                {"implementation": {"name": "x", "version": 1, "language": ""}},
                "implementation.version",
            ),
            ("advance", {"now": "0"}, "now"),
            ("advance", {"next": -1}, "next"),
            (
                "advance",
                {"observations": [{"at": 0, "kind": "socket_closed", "by": "me"}]},
                "observations.0.by",
            ),
            ("advance", {"ok": False}, "(the line)"),
            ("do", {"ok": False, "error": {"kind": "sulk", "message": ""}}, "error.kind"),
            ("bye", {"id": 0}, "id"),
        ],
    )
    def test_a_reply_is_faulted_by_field(self, op: str, change: dict[str, Any], field: str) -> None:
        request = {"id": 1, "op": op, "ms": 0, "input": "init"}
        reply = Miniature().request(request)
        strict = Strict()
        strict.check_reply(op, reply)
        with pytest.raises(Trouble) as caught:
            strict.check_reply(op, reply | change)
        assert f"field {field!r}: " in str(caught.value)

    def test_unknown_fields_are_ignored(self) -> None:
        Strict().check_reply("bye", {"id": 1, "ok": True, "mood": "fine"})

    def test_a_request_is_refused_by_field(self) -> None:
        with pytest.raises(ProtocolError) as caught:
            Strict().check_request({"id": 1, "op": "do", "input": "login", "user": 7})
        assert caught.value.field == "user"
