"""A state of the tree that can be run: this checkout, or a commit in a temporary work tree beside it.

Both run under this checkout's interpreter, with their own sources first on the path, so that the older state needs no
set-up of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class WrongBaseError(Exception):
    """The state to compare with is not there."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A checkout."""

    root: Path

    def environment(self) -> dict[str, str]:
        """The environment of its commands: its own sources first, and nothing that differs between two runs."""
        sources = [self.root / "model", self.root / "adapters", self.root / "tests"]
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, sources)),
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def collector(self, name: str) -> Path:
        """Its own collector of that name, else ours: a state from before the harness has none."""
        own = self.root / "tests" / "same" / name
        return own if own.is_file() else Path(__file__).with_name(name)

    def start(self, arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
        """Run one command of this tree to its end; relative paths begin in `folder`."""
        program, *rest = arguments
        if program.endswith(".py"):
            program = str(self.collector(program))
        return subprocess.run(
            [sys.executable, "-P", program, *rest],
            cwd=folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


def commit_of(base: str, root: Path) -> str:
    """The full id of the commit that `base` names. Raises `WrongBaseError`."""
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if done.returncode:
        why = done.stderr.strip() or "no commit, branch or tag is called so here"
        raise WrongBaseError(f"cannot compare with {base!r}: {why}; see `git log --oneline`")
    return done.stdout.strip()


@contextmanager
def checkout(commit: str, root: Path) -> Generator[Tree]:
    """That commit in a temporary work tree, which is gone afterwards. Raises `WrongBaseError`."""
    with tempfile.TemporaryDirectory(prefix="same-") as folder:
        place = Path(folder, "tree")
        done = _git(root, "worktree", "add", "--detach", "--quiet", str(place), commit)
        if done.returncode:
            raise WrongBaseError(f"cannot check out {commit}: {done.stderr.strip()}")
        try:
            yield Tree(place)
        finally:
            _git(root, "worktree", "remove", "--force", str(place))


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
