"""Runs of pytest with the plugin, each in a process of its own, on fakes as drivers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PASSED, FAILED, USAGE, NO_TESTS = (
    pytest.ExitCode.OK,
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.USAGE_ERROR,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)


def fake(name: str) -> str:
    """The command line of a fake's driver."""
    return f"{sys.executable} -m fakes {name}"


def run_pytest(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *arguments: str, plugins: tuple[str, ...] = ()
) -> pytest.RunResult:
    """Run pytest in the folder of the pytester, with this plugin and no other but `plugins`."""
    places = [str(ROOT / name) for name in ("model", "adapters", "tests")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(places))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    # In continuous integration pytest tells each failure a second time, whole, in its summary.
    for name in ("CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)
    loaded = [word for name in ("connref_adapters.pytest_plugin", *plugins) for word in ("-p", name)]
    return pytester.runpytest_subprocess(*loaded, "-p", "no:cacheprovider", *arguments)
