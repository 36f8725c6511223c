"""The driver programs under test, as command lines."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from tests.adapters.sdks.talk import unavailable

import connref_adapters
from connref_adapters import sdks

ADAPTERS = Path(connref_adapters.__file__).parent
TEMPLATES = ADAPTERS / "drivers" / "templates"


@pytest.fixture(scope="session")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        unavailable("there is no `node` on the PATH")
    return found


@pytest.fixture(scope="session", params=["python", "javascript"])
def template(request: pytest.FixtureRequest) -> list[str]:
    """The skeleton of each language, just as it is shipped."""
    if request.param == "python":
        return [sys.executable, str(TEMPLATES / "python" / "driver.py")]
    return [request.getfixturevalue("node"), str(TEMPLATES / "javascript" / "driver.mjs")]


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


@pytest.fixture(scope="session", params=sdks.NAMES)
def any_sdk(request: pytest.FixtureRequest) -> list[str]:
    return _installed(request.param)
