"""The GitHub Action of this repository: its steps are those that GitHub knows, and its script judges as it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / ".github" / "actions" / "connref" / "action.yml"


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    yaml: Any = import_module("yaml")
    return yaml.safe_load(FILE.read_text("utf-8"))


def step(action: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in action["runs"]["steps"] if each.get("name") == name)


def test_it_is_a_composite_action_whose_inputs_are_told_and_used(action: dict[str, Any]) -> None:
    assert action["runs"]["using"] == "composite"
    for each in action["runs"]["steps"]:
        assert ("uses" in each) is not ("shell" in each and "run" in each)
    text = FILE.read_text("utf-8")
    for name, declared in action["inputs"].items():
        assert declared["description"]
        assert f"inputs.{name}" in text
    assert (FILE.parent / "../../.." / "pyproject.toml").resolve() == ROOT / "pyproject.toml"


@pytest.mark.parametrize(
    ("baseline", "arguments", "status"), [("", "--only EVT-LOST --json", 0), ("gone.json", "", 2)]
)
def test_its_script_judges_and_ends_with_the_status_of_the_run(
    action: dict[str, Any], tmp_path: Path, baseline: str, arguments: str, status: int
) -> None:
    told = {"DRIVER": "reference", "ARGUMENTS": arguments, "BASELINE": baseline, "OUT": "reports"}
    assert set(step(action, "Judge")["env"]) == set(told)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(action, "Judge")["run"]],
        cwd=tmp_path,
        env={**os.environ, **told, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == status, done.stderr
    if status == 0:
        assert json.loads((tmp_path / "reports" / "results.json").read_text("utf-8"))["verdict"]
        assert (tmp_path / "reports" / "badge.svg").read_text("utf-8").startswith("<svg")
