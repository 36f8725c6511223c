"""Installing an SDK on demand: once, at the pinned version, with errors that a stranger can act on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.adapters.sdks.programs import NODE_20, Programs, npm_that_installs

from connref.errors import ConnrefError
from connref_adapters import sdks
from connref_adapters.sdks.catalogue import find
from connref_adapters.sdks.install import cache_folder


def test_installs_once_and_then_takes_what_is_there(programs: Programs, tmp_path: Path) -> None:
    calls = programs(node=NODE_20, npm=npm_that_installs(tmp_path / "npm-calls"))
    first = sdks.command("react-native")
    assert sdks.command("react-native") == first
    assert calls.read_text("utf-8").count("ci --ignore-scripts") == 1
    assert first[:2] == [str(tmp_path / "bin" / "node"), str(find("react-native").program)]
    assert (Path(first[3]) / "node_modules" / "there").exists()
    assert first[3].startswith(str(tmp_path / "cache" / "sdks" / "react-native-4.0.21-"))


def test_two_at_once_install_once(programs: Programs, tmp_path: Path) -> None:
    calls = programs(node=NODE_20, npm=npm_that_installs(tmp_path / "npm-calls"))
    with ThreadPoolExecutor(4) as pool:
        commands = list(pool.map(sdks.command, ["javascript"] * 4))
    assert commands == [commands[0]] * 4
    assert len(calls.read_text("utf-8").splitlines()) == 1


def test_failing_npm_leaves_nothing_and_shows_what_it_said(programs: Programs, tmp_path: Path) -> None:
    programs(node=NODE_20, npm="mkdir node_modules; echo no route to the registry >&2; exit 7")
    with pytest.raises(sdks.NpmFailedError, match="exit status 7") as raised:
        sdks.command("react-native")
    assert "no route to the registry" in str(raised.value)
    assert "4.0.21" in str(raised.value)
    left = [file.name for file in (tmp_path / "cache" / "sdks").iterdir() if not file.name.endswith(".lock")]
    assert left == []


def test_cache_that_is_a_file(programs: Programs, tmp_path: Path) -> None:
    programs(node=NODE_20, npm="exit 0")
    tmp_path.joinpath("cache").write_text("in the way", "utf-8")
    with pytest.raises(sdks.InstallError, match="CONNREF_CACHE"):
        sdks.command("react-native")


def test_every_error_is_one_of_ours() -> None:
    for error in (sdks.NodeMissingError, sdks.NodeTooOldError, sdks.NpmMissingError, sdks.NpmFailedError):
        assert issubclass(error, sdks.InstallError)
    assert issubclass(sdks.InstallError, ConnrefError)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"CONNREF_CACHE": "/a", "XDG_CACHE_HOME": "/b"}, Path("/a")),
        ({"XDG_CACHE_HOME": "/b"}, Path("/b/connref")),
        ({}, Path.home() / ".cache" / "connref"),
    ],
)
def test_cache_folder(environment: dict[str, str], expected: Path) -> None:
    assert cache_folder(environment) == expected
