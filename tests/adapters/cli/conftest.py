"""Fixtures of the commands' tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref


@pytest.fixture
def connref(capsys: pytest.CaptureFixture[str]) -> Connref:
    """The command line in this process."""
    return Connref(capsys)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for reports that is not there yet."""
    return tmp_path / "reports"
