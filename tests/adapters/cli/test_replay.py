"""`connref replay`: one counterexample again, and whether it still fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref, fake

WRONG = fake("ping-stays-local")
ALTERNATES = fake("connect-when-up-changes-with-reset")


@pytest.fixture
def results(connref: Connref, out: Path) -> Path:
    assert connref("run", "--driver", WRONG, "--only", "MAN-PING-SENDS", "--out", out).status == 1
    return out / "results.json"


def test_what_still_fails_is_reproduced(connref: Connref, results: Path) -> None:
    ended = connref("replay", f"{results}#MAN-PING-SENDS", "--driver", WRONG)
    assert ended.status == 1
    assert ended.out.startswith("MAN-PING-SENDS: reproduced, it still fails, as recorded\n")
    assert "The app calls ping()" in ended.out
    assert "expected: " in ended.out


def test_what_passes_now_is_not_reproduced(connref: Connref, results: Path) -> None:
    ended = connref("replay", f"{results.parent}#MAN-PING-SENDS", "--driver", "reference")
    assert ended.status == 0
    assert ended.out.startswith("MAN-PING-SENDS: not reproduced, it passes now\n")
    assert "observed: nothing against it" in ended.out
    assert "recorded as observed: " in ended.out


def test_what_fails_otherwise_is_told_so(connref: Connref, results: Path) -> None:
    ended = connref("replay", f"{results}#MAN-PING-SENDS", "--driver", fake("connect-never-reports"))
    assert ended.status == 1
    assert "it still fails, and now under CALL-OUTCOME" in ended.out


def test_a_contradiction_is_played_with_the_case_that_it_contradicts(connref: Connref, out: Path) -> None:
    assert connref("run", "--driver", ALTERNATES, "--only", "connect-when-up", "--out", out).status == 1
    report = json.loads((out / "results.json").read_text("utf-8"))
    (failing,) = (id_ for id_, found in report["requirements"].items() if found["verdict"] == "fail")
    assert "contradicts" in report["requirements"][failing]["counterexample"]
    again = connref("replay", f"{out}#{failing}", "--driver", ALTERNATES)
    assert again.status == 1
    assert f"{failing}: reproduced, it still fails, as recorded" in again.out
    assert "It contradicts this earlier case:" in again.out
    assert connref("replay", f"{out}#{failing}", "--driver", "reference").status == 0


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("{}", "does not name a counterexample; write FILE#ID"),
        ("{}#", "does not name a counterexample; write FILE#ID"),
        ("#MAN-GRACE", "does not name a counterexample; write FILE#ID"),
        ("{}#MAN-GRACE", "no counterexample of MAN-GRACE; it has counterexamples of MAN-PING-SENDS"),
        ("{}#man-ping-send", "did you mean MAN-PING-SENDS?"),
        ("/no/such/file#MAN-GRACE", "/no/such/file: No such file or directory"),
    ],
)
def test_wrong_use_is_explained(connref: Connref, results: Path, named: str, said: str) -> None:
    assert said in connref.refuses("replay", named.format(results), "--driver", "reference")


def test_steps_that_no_run_sends_are_refused(connref: Connref, results: Path) -> None:
    body = json.loads(results.read_text("utf-8"))
    steps = [{"op": "do", "input": "logout"}, {"op": "do", "input": "kill"}, {"op": "do", "input": "logout"}]
    body["requirements"]["MAN-PING-SENDS"]["counterexample"]["steps"] = steps
    results.write_text(json.dumps(body), "utf-8")
    said = connref.refuses("replay", f"{results}#MAN-PING-SENDS", "--driver", "reference")
    assert "not in an order that the protocol allows" in said


def test_a_driver_that_lacks_an_input_is_told_so(connref: Connref, results: Path) -> None:
    said = connref.refuses("replay", f"{results}#MAN-PING-SENDS", "--driver", fake("no-pings"))
    assert "the driver does not list the input ping" in said


@pytest.mark.parametrize("driver", [["--driver", "reference"], [], ["--driver", "node my-driver.mjs"]])
def test_real_time_is_for_published_sdks(connref: Connref, results: Path, driver: list[str]) -> None:
    ended = connref("replay", f"{results}#MAN-PING-SENDS", *driver, "--real")
    assert ended.status == 2
    assert "--real wants --driver with the name of a published SDK" in ended.err


def test_slack_makes_each_wait_longer(connref: Connref, results: Path) -> None:
    ended = connref("replay", f"{results}#MAN-PING-SENDS", "--driver", WRONG, "--slack", "1000")
    assert ended.status == 1
    assert "reproduced" in ended.out
