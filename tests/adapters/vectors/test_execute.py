"""The executors, as programs: both agree with every trace, notice a wrong one, and stay short."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.sdks.talk import unavailable

from connref_adapters.vectors import write_vectors

PROGRAMS = {"execute.py": "python", "execute.mjs": "node"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("vectors")
    write_vectors(made)
    return made


@pytest.fixture(params=sorted(PROGRAMS))
def program(request: pytest.FixtureRequest, folder: Path) -> list[str]:
    """The command line of an executor."""
    found = sys.executable if PROGRAMS[request.param] == "python" else shutil.which("node")
    if found is None:
        unavailable("there is no `node` on the PATH")
    return [found, str(folder / request.param)]


def replayed(program: list[str], vectors: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*program, str(vectors)], capture_output=True, text=True, check=False, timeout=60)


def test_no_step_of_any_trace_differs(program: list[str], folder: Path) -> None:
    done = replayed(program, folder / "vectors.json")
    count = len(json.loads((folder / "vectors.json").read_text(encoding="utf-8"))["traces"])
    assert (done.stdout, done.returncode) == (f"{count} traces, 0 differences\n", 0), done.stderr


@pytest.mark.parametrize(
    "spoiled",
    [
        {"state": "nowhere"},
        {"wish": "allowed"},
        {"deadline": 1},
        {"answer": "throws"},
        {"requirements": []},
    ],
    ids=lambda spoiled: next(iter(spoiled)),
)
def test_a_wrong_step_is_counted(
    program: list[str], folder: Path, tmp_path: Path, spoiled: dict[str, Any]
) -> None:
    body = json.loads((folder / "vectors.json").read_text(encoding="utf-8"))
    body["traces"] = body["traces"][:3]
    body["traces"][1]["steps"][0] |= spoiled
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(body), encoding="utf-8")
    done = replayed(program, wrong)
    assert (done.stdout, done.returncode) == ("3 traces, 1 differences\n", 1), done.stderr


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_it_has_sixty_lines_at_most(folder: Path, name: str) -> None:
    assert len((folder / name).read_text(encoding="utf-8").splitlines()) <= 60
