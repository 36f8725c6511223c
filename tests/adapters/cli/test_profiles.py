"""`connref profiles` lists whose promises an SDK can be judged by."""

from __future__ import annotations

import pytest

from connref_adapters.cli.main import main
from connref_adapters.profiles import shipped_names


def test_every_shipped_profile_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profiles"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line for line in listed if line in shipped_names()] == list(shipped_names())
