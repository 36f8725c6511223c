"""`connref driver init`: a driver to begin with, which runs as it is."""

from __future__ import annotations

import shutil
import sys
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
    assert "required: init|check|schema" in connref.refuses("driver")
    assert "required: --language" in connref.refuses("driver", "init")
    assert "invalid choice: 'cobol'" in connref.refuses("driver", "init", "--language", "cobol")
    connref("driver", "init", "--language", "python", tmp_path)
    said = connref.refuses("driver", "init", "--language", "python", tmp_path)
    assert "driver.py" in said
    assert "nothing is overwritten" in said
    assert "/dev/null" in connref.refuses("driver", "init", "--language", "python", "/dev/null/x")


SPOILT = {
    "a line of chatter": ("import toy_sdk", "print('ready')\nimport toy_sdk", "unreadable line"),
    "no clean end": (
        "    serve(Driver())\n",
        "    serve(Driver())\n    raise SystemExit(3)\n",
        "WRONG bye: ",
    ),
    "a misspelt method": ("self.sdk.login(", "self.sdk.log_in(", "log_in"),
}


@pytest.mark.parametrize("mistake", SPOILT)
def test_check_finds_what_only_a_process_can_do_wrong(connref: Connref, tmp_path: Path, mistake: str) -> None:
    connref("driver", "init", "--language", "python", tmp_path)
    right, wrong, told = SPOILT[mistake]
    program = tmp_path / "driver.py"
    text = program.read_text("utf-8")
    assert right in text
    program.write_text(text.replace(right, wrong), "utf-8")
    ended = connref("driver", "check", "--driver", f"{sys.executable} {program}")
    assert ended.status == 2
    assert ended.out.count("WRONG") == 1 or mistake != "no clean end"
    assert told in ended.out
    assert "to do:" in ended.out


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_check_is_silent_on_each_skeleton(connref: Connref, tmp_path: Path, language: str) -> None:
    driver = (
        connref("driver", "init", "--language", language, tmp_path)
        .out.split("--driver ")[1]
        .strip()
        .strip("'")
    )
    if shutil.which(driver.split()[0]) is None:
        pytest.skip(f"there is no `{driver.split()[0]}` on the PATH")
    ended = connref("driver", "check", "--driver", driver)
    assert ended.status == 0, ended.out
    assert ended.out.endswith("no mistake found\n")
