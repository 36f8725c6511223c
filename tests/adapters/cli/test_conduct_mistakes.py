"""A driver that makes mistakes of its own: the SDK is not blamed, the trace is shown, the reports are written."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from pathlib import Path

from tests.adapters.cli.command import Connref

import connref_adapters

TEMPLATE = Path(connref_adapters.__file__).parent / "drivers" / "templates" / "python"


def test_a_misspelt_method_ends_with_2_and_its_trace_and_fails_nothing(
    connref: Connref, tmp_path: Path
) -> None:
    shutil.copytree(TEMPLATE, tmp_path / "driver", ignore=shutil.ignore_patterns("__pycache__"))
    program = tmp_path / "driver" / "driver.py"
    program.write_text(program.read_text("utf-8").replace("self.sdk.login(", "self.sdk.logIn("), "utf-8")
    driver = shlex.join([sys.executable, str(program)])
    only = ("--only", "MAN-CONNECT", "--only", "call-before-init")
    ended = connref("run", "--driver", driver, *only, "--out", tmp_path / "out")
    assert ended.status == 2
    assert "a mistake of the driver in case MAN-CONNECT/" in ended.err
    assert "in apply" in ended.err, "the trace"
    assert "nothing of that is held against the SDK" in ended.err
    results = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    assert {entry["verdict"] for entry in results["requirements"].values()} <= {
        "pass",
        "inconclusive",
        "unsupported",
    }
    assert "made a mistake of its own" in (tmp_path / "out" / "summary.md").read_text("utf-8")
