"""What is asked of pip, and the errors where it, its index or the version is not there."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from connref_adapters import sdks
from connref_adapters.sdks import pip
from connref_adapters.sdks.catalogue import find
from connref_adapters.sdks.install import install

SDK = "centrifuge-python"


class Pip:
    """Stands in for pip: what it was asked, and how it ends."""

    def __init__(self) -> None:
        self.asked: list[Sequence[str]] = []
        self.status, self.said = 0, ""

    def __call__(self, arguments: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.asked.append(arguments)
        return subprocess.CompletedProcess(arguments, self.status, "", self.said)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Pip:
    stand_in = Pip()
    monkeypatch.setenv("CONNREF_CACHE", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", stand_in)
    return stand_in


def left(folder: Path) -> list[str]:
    return [file.name for file in (folder / "sdks").iterdir() if not file.name.endswith(".lock")]


def test_pinned_packages_are_asked_for_with_their_hashes_once(said: Pip) -> None:
    assert install(find(SDK)) == install(find(SDK))
    (asked,) = said.asked
    assert {"--require-hashes", "--only-binary", "--target"} <= set(asked)
    assert str(find(SDK).folder / "requirements.txt") in asked


def test_another_version_is_asked_for_by_its_number(said: Pip) -> None:
    command = sdks.command("python-socketio@5.11.0")
    assert command[1:4] == ["-m", "connref_adapters.drivers.asyncio_client", "python_socketio"]
    asked = said.asked[0]
    assert "python-socketio[asyncio_client]==5.11.0" in asked
    assert "--require-hashes" not in asked


def test_a_version_that_was_never_published_is_one_line_and_leaves_nothing(said: Pip, tmp_path: Path) -> None:
    said.status = 1
    said.said = "ERROR: (from versions: 0.6.0, 0.7.0)\nERROR: No matching distribution found for x"
    with pytest.raises(pip.NoSuchReleaseError, match=r"no version 9\.9\.9 of centrifuge-python") as raised:
        sdks.command(f"{SDK}@9.9.9")
    assert "\n" not in str(raised.value)
    assert left(tmp_path) == []


def test_an_index_that_is_not_reached_is_one_line_and_leaves_nothing(said: Pip, tmp_path: Path) -> None:
    said.status = 1
    said.said = "ERROR: (from versions: none)\nERROR: No matching distribution found for centrifuge-python"
    with pytest.raises(pip.PipFailedError, match="is the network there") as raised:
        sdks.command(SDK)
    assert "\n" not in str(raised.value)
    assert left(tmp_path) == []


def test_without_pip_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pip, "find_spec", _nothing)
    with pytest.raises(pip.PipMissingError, match="ensurepip"):
        sdks.command(SDK)
    assert sdks.availability(SDK).startswith("not available: ")


def test_real_time_is_refused() -> None:
    with pytest.raises(sdks.InstallError, match="virtual time alone"):
        sdks.real_command(SDK)


def _nothing(_: str) -> None:
    return None
