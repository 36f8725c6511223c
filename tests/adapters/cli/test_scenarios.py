"""A tester's own cases in a file: they are played, and every mistake is named with its place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref, fake

from connref_adapters.cli.scenarios import load_scenarios

GOOD = {
    "id": "night/ping", "mode": "manual", "requirement": "MAN-PING-SENDS", "proves": "A ping is sent.",
    "story": "init login connect up background keep_alive(2bound)",
}  # fmt: skip


def table(**changes: str | None) -> str:
    fields = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return "[[scenario]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def test_scenarios_are_read_in_order(file: Path) -> None:
    file.write_text(table() + table(id="b", mode="default", story="init login up hear"), "utf-8")
    first, second = load_scenarios(file)
    assert (first.id, first.requirement, second.id, second.mode) == (
        "night/ping",
        "MAN-PING-SENDS",
        "b",
        None,
    )


@pytest.mark.parametrize(("driver", "status"), [("reference", 0), (fake("ping-stays-local"), 1)])
def test_scenarios_are_played_and_judged(
    connref: Connref, out: Path, file: Path, driver: str, status: int
) -> None:
    file.write_text(table(), "utf-8")
    ended = connref("run", "--driver", driver, "--scenarios", file, "--only", "own", "--out", out)
    assert ended.status == status, ended.err
    assert "case own/night/ping" in ended.err
    found = json.loads((out / "results.json").read_text("utf-8"))
    assert found["cases"] == 1
    assert found["requirements"]["MAN-PING-SENDS"]["verdict"] == ("fail" if status else "pass")


def test_a_case_that_the_driver_lacks_an_input_for_is_named_in_the_report(
    connref: Connref, out: Path, file: Path
) -> None:
    file.write_text(table() + table(id="b", story="init login connect up"), "utf-8")
    connref("run", "--driver", fake("no-pings"), "--scenarios", file, "--only", "own", "--out", out)
    summary = (out / "summary.md").read_text("utf-8")
    assert "The driver lacks an input or the mode that these cases of yours need: own/night/ping." in summary


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it has no case; write each under [[scenario]]"),
        ("scenario = []", "it has no case"),
        ("scenario = 3", "it has no case"),
        ("scenario = [1]", "scenario 1: is no table; write each case under [[scenario]]"),
        ("[[scenarios]]", "'scenarios' is not known; write each case under [[scenario]]"),
        ("[[scenario]", "is no TOML: "),
        (table(story=None), "scenario 1: story is missing; a case has id, mode, story, requirement, proves"),
        (table() + "more = 1\n", "scenario 1: 'more' is not known; a case has id, mode"),
        ("[[scenario]]\nid = 3\n", "scenario 1: id: 3 is no text; put it between quotes"),
        (table() + table(), "two cases are called 'night/ping'; give each its own id"),
        (
            table(mode="hand"),
            "scenario 1 (night/ping): mode: there is no 'hand'; choose auto, manual, default",
        ),
        (table(requirement="MAN"), "scenario 1 (night/ping): requirement: there is no 'MAN'; take an ID"),
        (
            table(story="init logim"),
            "scenario 1 (night/ping): story: column 6: no such word as 'logim'; did you mean",
        ),
        (
            table(story="login"),
            "own/night/ping: story: login at 0 ms, after step 0: the app has not called init yet",
        ),
    ],
)
def test_a_mistake_ends_with_2_and_says_where_it_is(
    connref: Connref, file: Path, text: str, said: str
) -> None:
    file.write_text(text, "utf-8")
    refused = connref.refuses("run", "--driver", "reference", "--scenarios", file)
    assert f"--scenarios {file}: " in refused
    assert said in re.sub(r"\s+", " ", refused)


def test_a_file_that_cannot_be_read_is_refused(connref: Connref, tmp_path: Path) -> None:
    assert "name a TOML file that can be read" in connref.refuses(
        "run", "--driver", "reference", "--scenarios", tmp_path / "none.toml"
    )
    assert "name a TOML file" in connref.refuses("run", "--driver", "reference", "--scenarios", tmp_path)
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    assert "is no TOML" in connref.refuses(
        "run", "--driver", "reference", "--scenarios", tmp_path / "bytes.toml"
    )


def test_a_story_that_only_another_profile_allows_is_refused_before_it_is_played(
    connref: Connref, file: Path, out: Path
) -> None:
    file.write_text(table(story="init login connect +bound @60001"), "utf-8")
    refused = connref.refuses(
        *(
            "run",
            "--driver",
            "reference",
            "--bound",
            61_000,
            "--scenarios",
            file,
            "--only",
            "own",
            "--out",
            out,
        ),
    )
    assert "own/night/ping: story: wait of -1000 ms at 61001 ms" in re.sub(r"\s+", " ", refused)
