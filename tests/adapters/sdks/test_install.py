"""Installing an SDK on demand: once, at the pinned version, with errors that a stranger can act on."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from connref.errors import ConnrefError
from connref_adapters import sdks
from connref_adapters.sdks.install import cache_folder, pinned

Programs = Callable[..., Path]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Puts shell scripts on an otherwise empty PATH, and an empty cache in place; returns where npm logs its calls."""
    monkeypatch.setenv("CONNREF_CACHE", str(tmp_path / "cache"))

    def put(**scripts: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        for name, body in scripts.items():
            program = folder / name
            program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{body}\n", "utf-8")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(folder))
        return tmp_path / "npm-calls"

    return put


NODE_20 = "echo v20.1.0"


def npm_that_installs(log: Path) -> str:
    return f'echo "$@" >> "{log}"; sleep 0.2; mkdir node_modules; touch node_modules/there'


def test_names_are_those_of_the_command_line() -> None:
    assert set(sdks.NAMES) == {"react-native", "javascript"}


@pytest.mark.parametrize("name", sdks.NAMES)
def test_pins_are_exact_hashed_and_name_no_host(name: str) -> None:
    folder = pinned(name).folder
    manifest = json.loads((folder / "package.json").read_text("utf-8"))
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    assert all(version[0].isdigit() for version in manifest["dependencies"].values())
    entries = {path: entry for path, entry in lock["packages"].items() if path}
    assert set(manifest["dependencies"]) <= {path.removeprefix("node_modules/") for path in entries}
    assert all(entry["integrity"].startswith("sha512-") for entry in entries.values())
    assert not any("resolved" in entry for entry in entries.values())


@pytest.mark.parametrize("name", sdks.NAMES)
def test_requirements_are_one_sentence_that_names_the_package(name: str) -> None:
    sentence = sdks.requirements(name)
    assert pinned(name).package in sentence
    assert pinned(name).version in sentence


def test_unknown_name_lists_those_that_exist() -> None:
    with pytest.raises(sdks.UnknownSdkError, match="react-native, javascript"):
        sdks.command("flutter")


def test_installs_once_and_then_takes_what_is_there(programs: Programs, tmp_path: Path) -> None:
    calls = programs(node=NODE_20, npm=npm_that_installs(tmp_path / "npm-calls"))
    first = sdks.command("react-native")
    assert sdks.command("react-native") == first
    assert calls.read_text("utf-8").count("ci --ignore-scripts") == 1
    assert first[:2] == [str(tmp_path / "bin" / "node"), str(pinned("react-native").program)]
    assert (Path(first[3]) / "node_modules" / "there").exists()
    assert first[3].startswith(str(tmp_path / "cache" / "sdks" / "react-native-4.0.21-"))


def test_two_at_once_install_once(programs: Programs, tmp_path: Path) -> None:
    calls = programs(node=NODE_20, npm=npm_that_installs(tmp_path / "npm-calls"))
    with ThreadPoolExecutor(4) as pool:
        commands = list(pool.map(sdks.command, ["javascript"] * 4))
    assert commands == [commands[0]] * 4
    assert len(calls.read_text("utf-8").splitlines()) == 1


def test_no_node(programs: Programs) -> None:
    programs()
    with pytest.raises(sdks.NodeMissingError, match="Node 18 or newer"):
        sdks.command("react-native")


@pytest.mark.parametrize("says", ["v16.20.0", "nonsense", ""])
def test_node_too_old_or_not_node(programs: Programs, says: str) -> None:
    programs(node=f"echo {says}")
    with pytest.raises(sdks.NodeTooOldError) as raised:
        sdks.command("react-native")
    assert raised.value.found == says


def test_no_npm(programs: Programs) -> None:
    programs(node=NODE_20)
    with pytest.raises(sdks.NpmMissingError, match="npm"):
        sdks.command("react-native")


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
