"""Stories of the explorer come and go: shared by address, loaded from results.json, exported as cases."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.explorer.browser import Tab
from tests.adapters.explorer.pressing import UP_IN_GRACE, click, entries, go, text

from connref.protocol import Mode, ObservationKind, step_from_request
from connref.simulation import Simulation
from connref_adapters.reports.results import SCHEMA


def test_the_address_holds_the_whole_story(opened: Tab) -> None:
    go(opened, UP_IN_GRACE + "&ping-at-deadline=inclusive")
    click(opened, "+1 s", "ping()", "to the deadline")
    before = [text(opened, id_) for id_ in ("clock", "state", "due", "differing")]
    told = entries(opened)
    opened.open(opened.evaluate("location.href"))
    assert [text(opened, id_) for id_ in ("clock", "state", "due", "differing")] == before
    assert entries(opened) == told


def test_an_address_with_nonsense_leaves_it_out(opened: Tab) -> None:
    nonsense = "#mode=other&now=x&do=0:init,5:nothing,-1:login,7:login,3:connect&ping-at-deadline=never&constructor=1"
    go(opened, nonsense)
    assert text(opened, "state") == "idle (foreground)"
    assert text(opened, "differing") == "the default"


def load(tab: Tab, path: Path) -> None:
    box = tab.call("Runtime.evaluate", expression="document.getElementById('results')")["result"]["objectId"]
    tab.call("DOM.setFileInputFiles", files=[str(path)], objectId=box)
    done = "new Promise((done) => { const look = () => document.getElementById('message').textContent"
    tab.evaluate(f"{done} ? done(true) : setTimeout(look, 20); look(); }})")


def counterexample(**other: object) -> dict[str, Any]:
    return {
        "mode": "manual",
        "steps": [
            {"op": "do", "input": "init"},
            {"op": "do", "input": "login", "user": "anna"},
            {"op": "do", "input": "connect", "call": "c1"},
            {"op": "advance", "ms": 1_000},
            {"op": "do", "input": "background"},
            {"op": "advance", "ms": 40_000},
        ],
        "observations": [
            {"at": 50, "kind": "socket_open", "socket": 1},
            {"at": 41_000, "kind": "socket_closed", "socket": 1, "by": "client"},
        ],
        "expected": "down by 31000",
        "observed": "up at 31001",
        **other,
    }


def results(path: Path, **found: dict[str, Any]) -> Path:
    body = {
        "schema": SCHEMA,
        "requirements": {
            "MAN-GRACE": {"verdict": "pass", "cases": 1, "counterexample": None},
            **{
                id_.replace("_", "-"): {"verdict": "fail", "cases": 1, "counterexample": each}
                for id_, each in found.items()
            },
        },
    }
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


def test_a_counterexample_is_told_with_what_the_document_asks(opened: Tab, tmp_path: Path) -> None:
    load(opened, results(tmp_path / "results.json", MAN_GRACE_ENDS=counterexample()))
    assert text(opened, "finding") == "MAN-GRACE-ENDS: expected down by 31 s; observed up at 31.001 s."
    assert (text(opened, "clock"), text(opened, "connection")) == ("41 s", "down")
    told = entries(opened)
    assert any(entry.startswith("31 s") and "MAN-GRACE-ENDS" in entry for entry in told)
    assert any(entry.startswith("50 ms") and "WebSocket connected" in entry for entry in told)
    assert told[0] == "41 sWebSocket closed by the client"
    lanes = opened.evaluate("[...document.querySelectorAll('#lanes text')].map((text) => text.textContent)")
    assert "SDK's socket" in lanes


def test_a_connection_that_nobody_asked_for_is_named(opened: Tab, tmp_path: Path) -> None:
    early = [{"op": "do", "input": "init"}, {"op": "advance", "ms": 100}]
    seen = [{"at": 50, "kind": "socket_open", "socket": 1}]
    shown = counterexample(steps=early, observations=seen)
    load(opened, results(tmp_path / "results.json", SES_NO_USER=shown))
    assert entries(opened)[0] == "50 msWebSocket connected, though the document asks for no connection"


def test_another_counterexample_can_be_picked(opened: Tab, tmp_path: Path) -> None:
    auto = counterexample(mode=None, steps=[{"op": "do", "input": "init"}], observations=[])
    load(opened, results(tmp_path / "results.json", MAN_GRACE_ENDS=counterexample(), AUTO_DEFAULT=auto))
    pick = "document.getElementById('counterexamples')"
    assert opened.evaluate(f"[...{pick}.options].map((option) => option.textContent)") == [
        "MAN-GRACE-ENDS",
        "AUTO-DEFAULT",
    ]
    opened.evaluate(f"(() => {{ {pick}.value = 1; {pick}.dispatchEvent(new Event('change')); }})()")
    assert opened.evaluate("explorer.story().mode") == "auto"


def test_foreign_words_stay_words(opened: Tab, tmp_path: Path) -> None:
    hostile = '<img src="x" onerror="document.title=1">'
    load(opened, results(tmp_path / "r.json", MAN_GRACE_ENDS=counterexample(expected=hostile)))
    assert hostile in text(opened, "finding")
    assert opened.evaluate("document.querySelectorAll('img').length") == 0


@pytest.mark.parametrize(
    "content",
    [
        "no JSON",
        '{"schema": "other"}',
        f'{{"schema": "{SCHEMA}"}}',
        f'{{"schema": "{SCHEMA}", "requirements": {{"X": {{"counterexample": {{}}}}}}}}',
    ],
)
def test_a_file_that_is_no_results_file_is_refused_in_words(
    opened: Tab, tmp_path: Path, content: str
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content, encoding="utf-8")
    load(opened, wrong)
    assert text(opened, "message").startswith("wrong.json cannot be read: ")


@pytest.mark.parametrize(
    ("mode", "story"),
    [
        (Mode.MANUAL, "now=36000&do=0:init,0:login,1000:connect,5000:background,20000:ping,30000:foreground"),
        (Mode.MANUAL, "now=90000&do=0:init,0:login,1000:connect,5000:background,20000:ping"),
        (Mode.AUTO, "now=40000&do=0:init,0:login,2000:network_down,9000:network_up"),
        (Mode.AUTO, "now=9000&do=0:init,0:login,2000:background"),
    ],
)
def test_an_exported_case_is_one_that_the_kit_can_play(opened: Tab, mode: Mode, story: str) -> None:
    """The bundled machine plays it, and ends where the explorer does."""
    go(opened, f"#mode={mode.value}&{story}")
    body = opened.evaluate("explorer.toCase(explorer.story(), 'MAN-GRACE', 'a story')")
    assert (body["requirement"], body["proves"], body["mode"]) == ("MAN-GRACE", "a story", mode.value)
    played = Simulation(mode, jitter=random.Random(1).random)
    seen = played.run([step_from_request(step) for step in body["steps"]])
    sockets = [
        each.kind
        for each in seen
        if each.kind in {ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED}
    ]
    assert played.clock.now == opened.evaluate("explorer.story().now")
    assert (text(opened, "connection") == "up") == (sockets[-1] is ObservationKind.SOCKET_OPEN)


def test_export_offers_a_file(opened: Tab) -> None:
    click(opened, "init()", "login()")
    click(opened, "export as a case")
    assert text(opened, "message").startswith("Saved as case.json")
