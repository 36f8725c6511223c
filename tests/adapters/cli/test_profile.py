"""`connref profile` says what a profile chooses, and names the field of one that cannot be judged by."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.adapters.profiles.test_load import OWN

from connref_adapters.cli.main import main


def test_a_right_profile_is_told_with_its_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.toml"
    session = '\n[session]\nconcept = "none"\nsays = "No users."\npage = "https://example.org"\n'
    path.write_text(OWN + session, "utf-8")
    assert main(["profile", "check", str(path)]) == 0
    told = capsys.readouterr().out
    assert "session: none" in told
    assert "SES-NO-USER: not promised" in told
    assert "[session] No users. (https://example.org)" in told


def test_a_wrong_profile_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN + "\n[states]\nconnected = 'up'\n", "utf-8")
    assert main(["profile", "check", str(path)]) == 2
    assert "states is" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "schema"]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))
