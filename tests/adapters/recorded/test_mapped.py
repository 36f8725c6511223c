"""Logs that people have become recordings, line by line; what fits no rule is counted by shape."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.recorded.recording import Checked, lines

from connref_adapters.recorded.lines import BadLine
from connref_adapters.recorded.mapped import Became, Mapper, shape
from connref_adapters.recorded.mapping import load_mapping
from connref_adapters.recorded.result import SessionResult, SessionVerdict

EVENTS: list[tuple[int, dict[str, Any]]] = [
    (0, {"input": "init"}), (40, {"kind": "user", "value": None}), (2_000, {"input": "login", "user": "anna"}),
    (2_250, {"kind": "socket_open", "socket": 1}), (5_101, {"input": "background"}),
    (9_000, {"input": "foreground"}),
]  # fmt: skip
"""In auto mode the connection has to go down in the background: it does not."""


def clock(ms: int) -> str:
    return f"13:05:{ms // 1_000:02d}.{ms % 1_000:03d}"


def logcat(ms: int, body: dict[str, Any]) -> str:
    return f"11-27 {clock(ms)}  4211  4230 I connref : {json.dumps(body)}"


def oslog(ms: int, body: dict[str, Any]) -> str:
    return json.dumps({
        "timestamp": f"2026-11-27 {clock(ms)}000+0100", "eventMessage": json.dumps(body), "processID": 311,
        "subsystem": "com.example.app", "category": "connref", "messageType": "Info",
    })  # fmt: skip


def browser(ms: int, body: dict[str, Any]) -> str:
    return f"{clock(ms)} app.js:17 connref {json.dumps(body)}"


def node(ms: int, body: dict[str, Any]) -> str:
    return f"2026-11-27T{clock(ms)}Z connref {json.dumps(body)}"


def otlp(ms: int, body: dict[str, Any]) -> str:
    def value(thing: object) -> dict[str, Any]:
        return {"intValue": str(thing)} if isinstance(thing, int) else {"stringValue": thing}

    shown = {
        "session.id": "s-1",
        **{f"connref.{name}": thing for name, thing in body.items() if thing is not None},
    }
    record = {
        "timeUnixNano": str((1_700_000_000_000 + ms) * 1_000_000), "body": {"stringValue": "chat"},
        "attributes": [{"key": key, "value": value(thing)} for key, thing in shown.items()],
    }  # fmt: skip
    return json.dumps({"resourceLogs": [{"scopeLogs": [{"logRecords": [record]}]}]})


LOGS = {"logcat": logcat, "oslog": oslog, "browser-console": browser, "node-console": node, "otlp": otlp}
NOISE = {
    "logcat": "11-27 13:05:03.999  4211  4230 D OkHttp  : <-- 200 https://example.org (17ms)",
    "oslog": '{"timestamp": "2026-11-27 13:05:03.999000+0100", "eventMessage": "task 17 done", "category": "net"}',
    "browser-console": "13:05:03.999 app.js:99 rendered 17 rows",
    "node-console": "listening on port 8080",
    "otlp": '{"resourceLogs": [{"scopeLogs": [{"logRecords": [{"timeUnixNano": "1", "body": {"stringValue": ""}}]}]}]}',
}  # fmt: skip


def mapped(name: str, *texts: str) -> tuple[list[dict[str, Any]], Counter[str]]:
    mapper = Mapper(load_mapping(name))
    found = [json.loads(str(line)) for _, line in mapper.lines(iter(enumerate(texts, 1)))]
    return found, mapper.unmatched


@pytest.mark.parametrize("name", LOGS)
def test_a_shipped_mapping_reads_the_log_that_it_is_for(name: str) -> None:
    head, *events = (line for line in mapped(name, *(LOGS[name](ms, body) for ms, body in EVENTS))[0])
    assert set(head) == {"session", "mode", "unit"}
    assert {event["session"] for event in events} == {head["session"]}
    shown = [{key: value for key, value in event.items() if key not in ("at", "session")} for event in events]
    assert shown == [body for _, body in EVENTS]


@pytest.mark.parametrize("name", LOGS)
def test_what_is_read_is_judged(name: str) -> None:
    texts = [LOGS[name](ms, body) for ms, body in EVENTS]
    (result,) = judged(name, *texts[:3], NOISE[name], *texts[3:])
    assert result.verdict is SessionVerdict.FAIL
    assert result.failure is not None
    assert result.failure.requirement in {"AUTO-BACKGROUND", "AUTO-DEFAULT"}
    assert result.failure.line == 6


def judged(name: str, *texts: str) -> list[SessionResult]:
    bodies, _ = mapped(name, *texts)
    return Checked(lines({**bodies[0], "tolerance_ms": 100}, *bodies[1:])).sessions


@pytest.mark.parametrize("name", LOGS)
def test_what_fits_no_rule_is_counted_by_shape(name: str) -> None:
    found, unmatched = mapped(name, NOISE[name], NOISE[name].replace("17", "23"))
    assert found == []
    assert unmatched.total() == 2
    assert len(unmatched) == 1


OWN = """
extends = "node-console"
[header]
mode = "manual"
[[event]]
input = "connect"
match = 'connect\\(\\) called, request (?P<call>\\w+)'
[[event]]
input = "connect"
match = '^reconnect requested by app (?P<call>\\w+)'
[[event]]
kind = "outcome"
match = 'request (?P<call>\\w+) (?P<result>success|error)'
set = { api = "connect" }
[[event]]
kind = "socket_open"
match = 'ws #(?P<socket>\\d+) authenticated'
"""


@pytest.fixture
def own(tmp_path: Path) -> Mapper:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return Mapper(load_mapping(str(path)))


@pytest.mark.parametrize(
    ("message", "event"),
    [
        ("[chat] connect() called, request c7", {"input": "connect", "call": "c7"}),
        ("reconnect requested by app c8", {"input": "connect", "call": "c8"}),
        ("request c7 error", {"kind": "outcome", "api": "connect", "call": "c7", "result": "error"}),
        ("ws #12 authenticated", {"kind": "socket_open", "socket": 12}),
    ],
)
def test_rules_of_ones_own(own: Mapper, message: str, event: dict[str, Any]) -> None:
    (became,) = own.became(f"2026-11-27T13:05:09.125Z {message}")
    assert became.event == {**event, "at": "2026-11-27T13:05:09.125Z", "session": "log"}


def test_a_line_that_fits_none_says_its_shape(own: Mapper) -> None:
    assert list(own.became("2026-11-27T13:05:09.125Z user 'anna' has 3 rooms")) == [
        Became(None, "user # has # rooms")
    ]
    assert list(own.became("at Object.<anonymous> (app.js:3:1)")) == [
        Became(None, "at Object.<anonymous> (app.js:#:#)")
    ]


def test_each_session_gets_its_header_once() -> None:
    texts = [
        logcat(0, {"input": "init"}),
        logcat(9, {"input": "init"}).replace("4211", "4300"),
        logcat(12, {"input": "init"}),
    ]
    found, _ = mapped("logcat", *texts)
    assert [body["session"] for body in found if "mode" in body] == ["4211", "4300"]
    assert len(found) == 5


def test_what_cannot_be_read_stays_what_it_is() -> None:
    bad = BadLine("not UTF-8")
    assert list(Mapper(load_mapping("logcat")).lines(iter([(3, bad)]))) == [(3, bad)]


def test_a_wrong_instant_is_for_the_recording_to_tell() -> None:
    text = '[{"at": "soon", "m": "start"}]'
    assert list(Mapper(load_mapping("oslog")).became(text)) == [Became(None, "[{#: #, #: #}]")]
    broken = oslog(0, {"input": "init"}).replace("2026-11-27", "2026-99-27")
    (became,) = Mapper(load_mapping("oslog")).became(broken)
    assert became.event is not None
    assert Checked(lines({"session": "311", "mode": None, "unit": "iso8601"}, dict(became.event))).malformed


def test_shapes_are_short_and_bounded() -> None:
    assert shape("id=0xdeadbeef sum=cafebabe99 n=7 'x' \"y\"") == "id=# sum=# n=# # #"
    assert len(shape("x" * 1_000)) == 61
    mapper = Mapper(load_mapping("node-console"))
    texts = ((number, "z" * (number % 50) + "-" * (number // 50)) for number in range(1, 5_000))
    assert list(mapper.lines(iter(texts))) == []
    assert len(mapper.unmatched) <= 1_001
    assert mapper.unmatched.total() == 4_999
