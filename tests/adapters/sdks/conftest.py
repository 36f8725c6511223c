"""The driver programs under test, as command lines."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.sdks.programs import Programs
from tests.adapters.sdks.talk import unavailable

from connref_adapters import sdks
from connref_adapters.drivers.skeletons import LANGUAGES, write_skeleton


@pytest.fixture(scope="session")
def skeletons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the skeleton of each language that needs no build, just as `connref driver init` writes it."""
    folder = tmp_path_factory.mktemp("skeletons")
    for language in ("python", "javascript"):
        write_skeleton(language, folder / language)
    return folder


@pytest.fixture(scope="session")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        unavailable("there is no `node` on the PATH")
    return found


@pytest.fixture(scope="session", params=["python", "javascript"])
def template(request: pytest.FixtureRequest, skeletons: Path) -> list[str]:
    """The command of each skeleton that needs no build."""
    if request.param == "python":
        return [sys.executable, str(skeletons / "python" / "driver.py")]
    return [request.getfixturevalue("node"), str(skeletons / "javascript" / "driver.mjs")]


@pytest.fixture(scope="session", params=list(LANGUAGES))
def any_template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of each language's skeleton, written and built as its next command says."""
    folder = tmp_path_factory.mktemp(request.param)
    write_skeleton(request.param, folder)
    return built(request.param, folder)


def built(language: str, folder: Path) -> list[str]:
    """The command of the skeleton in that folder, built; skips, with the reason, where its compiler is not there."""
    missing = [program for program in LANGUAGES[language].needs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"no {language} here: {', '.join(missing)} not on the PATH")
    for command in LANGUAGES[language].builds:
        done = subprocess.run(
            ["sh", "-c", command], cwd=folder, capture_output=True, text=True, timeout=240, check=False
        )
        if done.returncode and "npm install" in command:
            pytest.skip(f"npm cannot fetch the compiler of {language}: {done.stderr[-200:]}")
        assert done.returncode == 0, done.stdout + done.stderr
    return [word.format(folder=folder) for word in LANGUAGES[language].runs]


def _installed(name: str) -> list[str]:
    try:
        return sdks.command(name)
    except sdks.InstallError as error:
        unavailable(str(error))


@pytest.fixture(scope="session")
def react_native() -> list[str]:
    return _installed("react-native")


@pytest.fixture(scope="session")
def javascript() -> list[str]:
    return _installed("javascript")


@pytest.fixture(scope="session", params=sdks.WITH_PAGES)
def any_sdk(request: pytest.FixtureRequest) -> list[str]:
    return _installed(request.param)


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
