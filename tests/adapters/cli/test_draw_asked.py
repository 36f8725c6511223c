"""What `connref draw` is asked for: readings by word, and no more is loaded than a picture needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from connref.errors import UsageError
from connref.spec.interpretations import DEFAULT, reading
from connref_adapters.cli.draw_asked import Asked, drawings, reading_of
from connref_adapters.drawing import PICTURES

NOT_FOR_PICTURES = (
    "connref.oracle",
    "connref.verify",
    "connref.cases",
    "connref_adapters.kit",
    "connref_adapters.drivers",
    "connref_adapters.recorded",
    "statemachine",
)
"""What judges, proves, plays or records; and the library, of which the table has no need."""


def test_reading_from_words() -> None:
    assert reading_of(()) == DEFAULT
    words = ("connect-in-background=held", "server-close=stays-down")
    assert reading_of(words) == reading({"connect-in-background": "held", "server-close": "stays-down"})


@pytest.mark.parametrize("word", ["held", "nobody=held", "server-close=maybe", "server-close="])
def test_words_that_choose_nothing_are_refused(word: str) -> None:
    with pytest.raises(UsageError):
        reading_of((word,))


def test_every_picture_can_be_asked_for_by_name() -> None:
    assert [drawing.name for drawing in drawings(Asked(PICTURES))] == list(PICTURES)


def test_wishes_add_up() -> None:
    names = [drawing.name for drawing in drawings(Asked(("modes",), requirement="MAN-GRACE"))]
    assert names == ["MAN-GRACE-manual", "modes"]


@pytest.mark.parametrize(
    "wishes",
    [
        ("manual",),
        ("modes", "auto-complete"),
        ("manual", "--reading", "connect-in-background=held"),
        ("--requirement", "MAN-PING-EXTENDS"),
    ],
    ids=" ".join,
)
def test_a_picture_of_the_declaration_loads_nothing_that_judges_or_plays(
    wishes: tuple[str, ...], tmp_path: Path
) -> None:
    loaded = modules_after("draw", *wishes, "--format", "dot", "--out", str(tmp_path))
    assert "connref.spec.manual" in loaded
    assert sorted(each for each in loaded if each.startswith(NOT_FOR_PICTURES)) == []


def modules_after(*arguments: str) -> set[str]:
    """The modules that a fresh interpreter holds once the command is done."""
    program = (
        "import sys; from connref_adapters.cli.main import main; status = main(sys.argv[1:]); "
        "print(*sys.modules); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.splitlines()[-1].split())
