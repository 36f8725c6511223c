"""The gate of the quick way: byte for byte what the oracle alone says, whatever a recording holds."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from functools import cache
from typing import Any, TextIO

import pytest
from benchmarks import check_speed
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.recorded.recording import record

from connref.cases.catalogue import all_cases
from connref.protocol import Case, InputName, ObservationKind, Profile
from connref_adapters.drivers import PlaybackStatus, in_process
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.report import JsonReport
from fakes.driver import FakeDriver
from fakes.right import RIGHT
from fakes.wrong import WRONG

PARTS = 8
"""In so many parts all SDKs of the fakes are recorded."""


def told(content: bytes, *, exact: bool) -> str:
    """All that is written of a recording."""
    stream = io.StringIO()
    report = JsonReport(stream)
    checker = Checker(report.session, report.malformed, exact=exact)
    checker.read("f", read_lines(io.BytesIO(content)))
    report.summary(checker.finish(), 0)
    return stream.getvalue()


def assert_same(content: bytes) -> str:
    alone = told(content, exact=True)
    assert told(content, exact=False).splitlines() == alone.splitlines()
    return alone


@cache
def catalogue(profile: Profile, inputs: frozenset[InputName]) -> list[Case]:
    return list(all_cases(profile, inputs=inputs))


def played(driver: FakeDriver, name: str, aim: str = "") -> str:
    """A recording of some cases of the catalogue, those that aim at the defect among them."""
    connection = in_process(lambda: driver)
    hello = connection.hello()
    every = catalogue(hello.profile, hello.inputs)
    aimed = [case for case in every if case.requirement == aim][:3]
    cases = [*aimed, *random.Random(name).sample(every, 3)]
    stream = io.StringIO()
    for case, playback in zip(cases, connection.play_many(cases), strict=True):
        if playback.status is PlaybackStatus.OK:
            record(stream, case, playback, hello)
    return stream.getvalue()


@pytest.mark.parametrize("part", range(PARTS))
def test_on_what_every_sdk_of_the_fakes_did(part: int) -> None:
    wrong = {name: (defect.driver(), defect.primary) for name, defect in sorted(WRONG.items())[part::PARTS]}
    right = {name: (FakeDriver(sdk, strict=False), "") for name, sdk in sorted(RIGHT.items())[part::PARTS]}
    for name, (driver, aim) in {**wrong, **right}.items():
        alone = assert_same(played(driver, name, aim).encode())
        assert alone.count('"type": "session"') > 0


@pytest.mark.parametrize("write", check_speed.RECORDINGS.values(), ids=[*check_speed.RECORDINGS])
def test_on_recordings_of_apps(write: Callable[[TextIO, int, int], None]) -> None:
    text = io.StringIO()
    write(text, 4_000, 11)
    assert_same(text.getvalue().encode())


NAMES = ["u", "v", "call-1", "call-2", "message-1", "message-2"]


def mutated(lines: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """A session with some of its lines left out, said twice, swapped, moved in time or changed."""
    kept = list(lines)
    for _ in range(rng.randint(0, 6)):
        place = rng.randrange(len(kept))
        match rng.randrange(7):
            case 0 if len(kept) > 1:
                del kept[place]
            case 1:
                kept.insert(place, dict(kept[place]))
            case 2:
                other = rng.randrange(len(kept))
                kept[place], kept[other] = kept[other], kept[place]
            case 3:
                late = rng.choice([1, 99, 101, 1_000, 29_999, 60_200])
                kept[place:] = [{**body, "at": body["at"] + late} for body in kept[place:]]
            case 4:
                kept.insert(
                    place, {"at": kept[place]["at"], "input": rng.choice([*InputName]).value, **_fields(rng)}
                )
            case 5:
                kind = rng.choice([*ObservationKind]).value
                kept.insert(place, {"at": kept[place]["at"], "kind": kind, **_fields(rng)})
            case _:
                field = rng.choice([name for name in kept[place] if name != "at"] or ["kind"])
                kept[place] = {**kept[place], field: rng.choice([None, 1, "x", *NAMES])}
    return kept


def _fields(rng: random.Random) -> dict[str, Any]:
    fields = {
        "call": rng.choice(NAMES), "message": rng.choice(NAMES), "user": rng.choice(NAMES),
        "code": rng.choice([1000, 1006]),
        "socket": rng.choice([None, 1, 2, 3]), "by": rng.choice(["client", "server", "network"]),
        "api": rng.choice(["connect", "ping"]), "result": rng.choice(["success", "error"]),
        "value": rng.choice([None, "connected", "u"]),
    }  # fmt: skip
    return {name: value for name, value in fields.items() if rng.random() < 0.9}


def recorded_sessions(tolerance_ms: int) -> list[list[dict[str, Any]]]:
    """A few sessions to mutate, each without its header."""
    sessions: list[list[dict[str, Any]]] = []
    for seed, write in enumerate(check_speed.RECORDINGS.values()):
        text = io.StringIO()
        write(text, 250, seed)
        for line in text.getvalue().splitlines():
            body = json.loads(line)
            if "mode" in body:
                sessions.append([{**body, "tolerance_ms": tolerance_ms}])
            else:
                sessions[-1].append(body)
    return sessions


@settings(max_examples=12)
@given(
    st.randoms(use_true_random=False),
    st.sampled_from([0, 100, 1_000]),
    st.sampled_from([{}, {"observes": None}, {"user": "u"}, {"mode": None}]),
)
def test_on_mutated_sessions(rng: random.Random, tolerance_ms: int, change: dict[str, Any]) -> None:
    """Many in one recording, so that one learns from another."""
    bodies: list[dict[str, Any]] = []
    for number, (head, *rest) in enumerate(recorded_sessions(tolerance_ms) * 4):
        shown = rest[: rng.randint(5, 120)]
        bodies += [{**head, **change, "session": f"s{number}"}, *mutated(shown, rng)]
    assert_same("\n".join(map(json.dumps, bodies)).encode())


def test_most_lines_go_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the comparison above would compare the oracle with itself."""
    from connref_adapters.recorded.judge import SessionJudge

    careful: list[int] = []
    feed = SessionJudge.feed

    def counted(judge: SessionJudge, line: int, at: int, body: dict[str, Any]) -> None:
        careful.append(line)
        feed(judge, line, at, body)

    monkeypatch.setattr(SessionJudge, "feed", counted)
    text = io.StringIO()
    check_speed.write_fleet(text, 20_000, 3)
    checker = Checker(lambda _: None, lambda _: None)
    checker.read("f", read_lines(io.BytesIO(text.getvalue().encode())))
    assert checker.finish().events > 20_000
    assert len(careful) < 500
