"""The wheel and the source archive, installed into a bare environment of their own, judge an SDK there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("python3.11", "python3.12", "python3.13", "python3.14")


def _runs(name: str) -> bool:
    """Whether there is such an interpreter: a name on the PATH may stand for one that is not installed."""
    return (
        shutil.which(name) is not None
        and not subprocess.run([name, "--version"], capture_output=True, check=False).returncode
    )


PYTHONS = [name for name in NAMES if _runs(name)]
"""Those interpreters that are here; where there is only one, the others are not tried."""


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, timeout=1_200, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with one wheel and one source archive."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--directory", folder, cwd=ROOT)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
@pytest.mark.parametrize("python", PYTHONS or [sys.executable])
def test_it_installs_and_runs_elsewhere(built: Path, tmp_path: Path, python: str, kind: str) -> None:
    """Needs the package index for the dependencies."""
    (archive,) = built.glob(kind)
    run(python, "-m", "venv", tmp_path / "bare", cwd=tmp_path)
    programs = tmp_path / "bare" / "bin"
    run(programs / "python", "-m", "pip", "install", "--quiet", archive, cwd=tmp_path)
    run(
        programs / "connref",
        "run",
        "--driver",
        "reference",
        "--only",
        "EVT-LOST",
        "--out",
        "out",
        cwd=tmp_path,
    )
    results = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    assert results["requirements"]["EVT-LOST"]["verdict"] == "pass"
    run(programs / "connref", "driver", "init", "--language", "python", "mine", cwd=tmp_path)
    told = run(programs / "connref", "driver", "check", "--driver", "python3 mine/driver.py", cwd=tmp_path)
    assert told.endswith("no mistake found\n")
