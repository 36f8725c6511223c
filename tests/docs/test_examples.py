"""Every command and every example of README and docs is run, in order, as a reader would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.fenced import (
    NOT_RUN,
    ROOT,
    RUN,
    SHOWN,
    Block,
    blocks,
    commands,
    matches,
    pages,
    reason_not_to_run,
)

PAGES = [page for page in pages() if any(block.language in RUN for block in blocks(page))]


class Reader:
    """Someone who types what a page says, in a folder of its own with the checkout's `.venv`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / ".venv").symlink_to(sys.prefix)
        programs = Path(sys.prefix) / "bin"
        self._environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}

    def run(self, block: Block) -> str:
        """Run a block; returns what it printed. A wrong status is an assertion error that shows all output."""
        match block.language:
            case "python":
                return self._started(block, [sys.executable, "-W", "error", "-"], 0, block.text)
            case "javascript":
                return self._started(block, ["node", "--input-type=module", "-"], 0, block.text)
            case _:
                return "".join(self._typed(block))

    def _typed(self, block: Block) -> list[str]:
        return [
            self._started(block, ["sh", "-c", command.line], command.status, "")
            for command in commands(block)
            if reason_not_to_run(command.line) is None
        ]

    def _started(self, block: Block, program: list[str], status: int, text: str) -> str:
        done = subprocess.run(
            program,
            cwd=self.folder,
            env=self._environment,
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == status, f"{block.place}: {program[-1]}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_example_of_a_page_runs_and_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    if shutil.which("node") is None and "node" in page.read_text(encoding="utf-8"):
        pytest.skip("the page runs JavaScript, and node is not there")
    reader = Reader(tmp_path)
    printed = ""
    for block in blocks(page):
        if block.language in RUN:
            printed = reader.run(block)
        elif block.is_output:
            assert matches(block.text, printed), f"{block.place}: printed instead:\n{printed}"
        elif block.file:
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")


def test_every_block_says_in_what_language_it_is() -> None:
    strange = [f"{each.place}: {each.language}" for page in pages() for each in blocks(page)]
    known = RUN | SHOWN
    assert [place for place in strange if place.rsplit(": ", 1)[1] not in known] == []


def test_a_command_that_is_not_run_has_its_reason() -> None:
    assert all(NOT_RUN.values())
    assert reason_not_to_run("make test") is not None
    assert reason_not_to_run(".venv/bin/connref run --driver react-native --out results") is not None
    assert reason_not_to_run(".venv/bin/connref run --driver reference --out results") is None
    assert reason_not_to_run(".venv/bin/connref verify") is None


def test_output_that_differs_is_noticed() -> None:
    assert matches("down at …\nend", "down at 20058\nend\n")
    assert not matches("down at …", "up at 20058")
    assert not matches("a\n…\n", "a\nb\nc")


def test_a_wrong_status_is_noticed(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    with pytest.raises(AssertionError, match="here:1"):
        reader.run(Block("sh", is_output=False, place="here:1", text="false\n"))
    with pytest.raises(AssertionError, match="here:1"):
        reader.run(Block("python", is_output=False, place="here:1", text="raise SystemExit(3)\n"))
    assert (
        reader.run(Block("sh", is_output=False, place="here:1", text="exit 3  # exit status 3\necho on\n"))
        == "on\n"
    )
