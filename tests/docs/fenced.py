"""Finds the fenced blocks of Markdown pages, and says how each is run.

A page's blocks are run in their order, in one folder, as a reader would. A line of a `sh` block that ends in
`# exit status N` has to end with that status, every other with 0. A block `text output` is what the block before it
has to print; in it `…` stands for anything up to the end of the line. A block `toml NAME` is the file NAME.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from connref_adapters.sdks import NAMES

ROOT = Path(__file__).resolve().parents[2]

RUN = {"sh", "python", "javascript"}
SHOWN = {"", "text", "json", "toml", "yaml"}
"""Languages of blocks that are looked at, not run."""

_PUBLISHED = "|".join(map(re.escape, NAMES))

NOT_RUN = {
    r"make run": "takes a minute and fetches a published SDK; it is a target of its own",
    r"make test": "runs the tests that this is one of",
    r"make docs": "tests/docs/test_site.py builds the same site",
    r"make (diagrams|bench|mutants|lock|wheel|coverage|setup)": "changes the checkout, or takes minutes",
    rf".*--driver ({_PUBLISHED})\b.*": "fetches a published SDK; tests/adapters/sdks runs what is there",
    r".*connref (serve|chat)( --(user|host|port) \S+)*$": "runs until it is interrupted; tests/adapters/server",
    r"pytest --connref-driver .*": "needs a driver of the reader's own; tests/adapters/test_pytest_plugin.py runs it",
}
"""Commands in the pages that are not run, with the reason."""

_FENCE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL
)
_STATUS = re.compile(r"\s+# exit status (\d+)$")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, whether it is the output of the one before, where it is, and its text.

    `file` is the name of the file that the reader saves it as, or empty.
    """

    language: str
    is_output: bool
    place: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a `sh` block, and the status that it has to end with."""

    line: str
    status: int


def pages() -> tuple[Path, ...]:
    """README and every page of docs/."""
    return (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, directives left out."""
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        info = found["info"].strip()
        if info.startswith("{"):
            continue
        language, _, rest = info.partition(" ")
        line = text.count("\n", 0, found.start()) + 1
        place = f"{page.relative_to(ROOT)}:{line}"
        yield Block(language, rest == "output", place, found["body"], "" if rest == "output" else rest)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a `sh` block, comments taken off; a line that ends in a backslash goes on in the next."""
    for line in re.sub(r"\\\n\s*", "", block.text).splitlines():
        status = _STATUS.search(line)
        command = re.sub(r"\s+# .*$", "", line).strip()
        if command and not command.startswith("#"):
            yield Command(command, int(status[1]) if status else 0)


def reason_not_to_run(command: str) -> str | None:
    """Why a command is not run, or None."""
    return next((reason for pattern, reason in NOT_RUN.items() if re.fullmatch(pattern, command)), None)


def matches(expected: str, printed: str) -> bool:
    """Whether what was printed is what the page shows."""
    pattern = re.escape(expected.strip()).replace("…", ".*")
    return re.fullmatch(pattern, printed.strip()) is not None
