"""`connref drivers`: what ships, and whether it can be used here."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from tests.adapters.cli.command import Connref

from connref_adapters import sdks
from connref_adapters.drivers import shipped_drivers
from connref_adapters.sdks.catalogue import find


def test_every_driver_says_what_it_needs(connref: Connref) -> None:
    ended = connref("drivers")
    assert ended.status == 0
    for driver in shipped_drivers():
        assert f"{driver.name}\n" in ended.out
        assert f"needs: {driver.needs}\n" in ended.out


def test_without_node_it_is_said_what_is_missing(
    connref: Connref, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    lines = connref("drivers").out.splitlines()
    here = {name: told for name, told in pairwise(lines) if "here:" in told}
    assert here["reference"].endswith("available")
    for name in (name for name in sdks.NAMES if not find(name).in_python):
        assert "not available: " in here[name]
        assert "no `node` on the PATH" in here[name]
