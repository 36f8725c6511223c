"""`connref learn`: diagrams, the guarantee, stories that can be played again, and an exit status for every ending."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref, fake, faulty
from tests.adapters.cli.test_interrupts import HEEDING

CORE = ("--mode", "manual", "--alphabet", "core", "--k", "0", "--budget", "600s")


def test_the_reference_is_learned_and_no_edge_is_red(connref: Connref, out: Path) -> None:
    ended = connref("learn", "--driver", "reference", *CORE, "--out", out)
    assert ended.status == 0
    assert "it equals this diagram of 9 states" in ended.out
    assert "0 are red" in ended.out
    assert f"wrote {out / 'learned-manual-core.svg'}" in ended.out
    assert "manual: the document's suite, k = 0: 9 states" in ended.err
    assert json.loads((out / "learned.json").read_text("utf-8"))["schema"] == "connref-learned/1"


def test_a_red_edge_is_told_and_its_story_is_played_again(connref: Connref, out: Path) -> None:
    wrong = fake("grace-never-ends")
    ended = connref("learn", "--driver", wrong, *CORE, "--out", out)
    assert ended.status == 1
    assert "MAN-GRACE-ENDS, expected down" in ended.out
    again = connref("replay", f"{out / 'witness.jsonl'}#MAN-GRACE-ENDS", "--driver", wrong)
    assert again.status == 1
    assert "MAN-GRACE-ENDS: reproduced" in again.out
    assert connref("replay", f"{out / 'witness.jsonl'}#1", "--driver", "reference").status == 0
    missing = connref("replay", f"{out / 'witness.jsonl'}#99", "--driver", wrong)
    assert missing.status == 2
    assert "no story 99; it has 1 (" in missing.err


def test_two_answers_to_one_word_are_told(connref: Connref, out: Path) -> None:
    ended = connref("learn", "--driver", fake("ping-when-down-changes-with-reset"), *CORE, "--out", out)
    assert ended.status == 1
    assert "answers one word in two ways" in ended.out
    assert "nothing is promised" in ended.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--repeat", "3,x"), "is not a list of whole numbers"),
        (("--repeat", "0"), "is not a list of whole numbers"),
        (("--budget", "soon"), "is not a whole number of seconds"),
        (("--k", "7"), "is not a whole number, 0 to 2"),
        (("--alphabet", "greek"), "invalid choice"),
    ],
)
def test_wrong_use_is_told(connref: Connref, out: Path, options: tuple[str, ...], said: str) -> None:
    ended = connref("learn", "--driver", "reference", "--out", out, *options)
    assert ended.status == 2
    assert said in ended.err
    assert not out.exists()


def test_a_driver_that_dies_is_told_and_what_was_learned_is_written(connref: Connref, out: Path) -> None:
    ended = connref("learn", "--driver", faulty("exit", 4_500), *CORE, "--out", out)
    assert ended.status == 2
    assert "out of memory" in ended.err
    assert "It ended early: " in ended.out
    assert "nothing is promised of the diagram" in ended.out
    machine = json.loads((out / "learned.json").read_text("utf-8"))["machines"][0]
    assert machine["diagram"]["states"]
    assert (out / "learned-manual-core.svg").is_file()


def test_an_interrupted_learning_writes_what_it_has(tmp_path: Path) -> None:
    out = tmp_path / "out"
    core = ["--mode", "manual", "--alphabet", "core", "--k", "2", "--budget", "600"]
    command = [sys.executable, "-c", HEEDING, "-m", "connref_adapters", "learn", "--driver", "reference"]
    with subprocess.Popen(
        [*command, *core, "--out", str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        while "suite, k = 1" not in running.stderr.readline():
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        said, complaints = running.communicate(timeout=60)
    assert running.returncode == 130, complaints
    assert "interrupted; what was learned so far is told" in complaints
    assert "then at most 1 more symbol" in said
    assert "it was interrupted" in said
    assert json.loads((out / "learned.json").read_text("utf-8"))["machines"][0]["diagram"]["states"]


def test_what_a_driver_lacks_is_named(connref: Connref, out: Path) -> None:
    ended = connref("learn", "--driver", fake("no-pings"), *CORE, "--out", out)
    assert ended.status == 0
    assert "The driver lacks ping: nothing is said of that." in ended.out


def test_a_driver_that_is_none_is_a_fault(connref: Connref, out: Path) -> None:
    ended = connref("learn", "--driver", "true", *CORE, "--out", out)
    assert ended.status == 2
