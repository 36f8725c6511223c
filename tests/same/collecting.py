"""Collecting what users see of a tree: the commands of all kinds side by side, each kind into a folder of its own.

A kind that fails keeps one file, FAILED, which tells why: a state that cannot show something differs from one that can.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.same.kinds import CASES, CASES_FILE, FOLDER, PARTS, Command, Kind
from tests.same.trees import Tree

FAILED = "FAILED"


def collect(tree: Tree, kinds: Iterable[Kind], folder: Path, say: Callable[[str], None]) -> None:
    """Collect each kind that `folder` does not hold yet. The list of cases comes first, because others read it."""
    missing = [kind for kind in kinds if not collected(folder, kind)]
    readers = [kind for kind in missing if kind.reads_cases()]
    others = [kind for kind in missing if kind not in readers]
    for group in (others, readers):
        _collect_side_by_side(tree, group, folder, say)


def collected(folder: Path, kind: Kind) -> bool:
    """Whether the kind is there, whole. A failure is tried again: what the machine lacked may be there now."""
    return (folder / kind.name).is_dir() and failure(folder, kind) is None


def failure(folder: Path, kind: Kind) -> str | None:
    """Why the kind could not be collected."""
    told = folder / kind.name / FAILED
    return told.read_text(encoding="utf-8") if told.is_file() else None


def _collect_side_by_side(
    tree: Tree, kinds: Sequence[Kind], folder: Path, say: Callable[[str], None]
) -> None:
    with ThreadPoolExecutor(PARTS) as pool:
        running = {
            kind: [pool.submit(_run, tree, command, folder, part) for command in kind.commands]
            for kind, part in [(kind, _begun(folder, kind)) for kind in kinds]
        }
        for kind, commands in running.items():
            _finish(folder, kind, [why for command in commands if (why := command.result())])
            say(kind.name)


def _begun(folder: Path, kind: Kind) -> Path:
    """An empty folder for what comes in; it takes the kind's name only when it is whole."""
    part = folder / f"{kind.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    return part


def _run(tree: Tree, command: Command, folder: Path, part: Path) -> str | None:
    """Run one command; return why it failed."""
    places = {FOLDER: str(part), CASES: str(folder / CASES_FILE)}
    arguments = list(command.arguments)
    for sign, place in places.items():
        arguments = [argument.replace(sign, place) for argument in arguments]
    done = tree.start(arguments, part)
    if done.returncode not in command.may_end_with:
        last = (done.stderr.strip().splitlines() or ["no word of why"])[-1]
        return f"{' '.join(command.arguments)} ended with status {done.returncode}: {last}"
    if command.prints is not None:
        (part / command.prints).write_text(done.stdout, encoding="utf-8")
    return None


def _finish(folder: Path, kind: Kind, failures: Sequence[str]) -> None:
    part, whole = folder / f"{kind.name}.part", folder / kind.name
    if failures:
        _begun(folder, kind).joinpath(FAILED).write_text(failures[0], encoding="utf-8")
    else:
        for extra in set(part.rglob("*")) - set(part.rglob(kind.keeps)):
            extra.unlink()
    shutil.rmtree(whole, ignore_errors=True)
    part.rename(whole)
