"""`connref learn`: diagrams, the guarantee, stories that can be played again, and an exit status for every ending."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref, fake

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


def test_a_driver_that_is_none_is_a_fault(connref: Connref, out: Path) -> None:
    ended = connref("learn", "--driver", "true", *CORE, "--out", out)
    assert ended.status == 2
