"""`connref driver init`: a driver to begin with, which runs as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref


@pytest.mark.parametrize(("language", "program"), [("python", "python3"), ("javascript", "node")])
def test_the_next_command_is_told_and_works(
    connref: Connref, tmp_path: Path, out: Path, language: str, program: str
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"there is no `{program}` on the PATH")
    ended = connref("driver", "init", "--language", language, tmp_path / "mine")
    assert ended.status == 0
    driver = ended.out.split("connref run --driver ")[1].strip().strip("'")
    judged = connref("run", "--driver", driver, "--only", "MAN-CONNECT", "--out", out)
    assert judged.status in {0, 1}, judged.err
    assert "MAN-CONNECT" in judged.out


def test_wrong_use_is_explained(connref: Connref, tmp_path: Path) -> None:
    assert "required: init" in connref.refuses("driver")
    assert "required: --language" in connref.refuses("driver", "init")
    assert "invalid choice: 'cobol'" in connref.refuses("driver", "init", "--language", "cobol")
    connref("driver", "init", "--language", "python", tmp_path)
    said = connref.refuses("driver", "init", "--language", "python", tmp_path)
    assert "driver.py" in said
    assert "nothing is overwritten" in said
    assert "/dev/null" in connref.refuses("driver", "init", "--language", "python", "/dev/null/x")
