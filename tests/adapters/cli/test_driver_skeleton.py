"""`connref driver init` for every language, and `connref driver schema`: what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref

from connref_adapters.drivers.reading import protocol_schema
from connref_adapters.drivers.skeletons import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_written_and_what_comes_next_is_told(
    connref: Connref, tmp_path: Path, language: str
) -> None:
    ended = connref("driver", "init", "--language", language, tmp_path)
    assert ended.status == 0
    assert ended.out.count("wrote ") == len([path for path in tmp_path.rglob("*") if path.is_file()])
    assert "connref run --driver" in ended.out
    assert all(command in ended.out for command in LANGUAGES[language].builds)


def test_the_schema_is_printed_as_it_is_held_to(connref: Connref) -> None:
    assert json.loads(connref("driver", "schema").out) == protocol_schema()
