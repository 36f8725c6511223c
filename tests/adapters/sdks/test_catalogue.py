"""Which SDKs have a driver: their names, their pins, and the versions that can be asked for."""

from __future__ import annotations

import json
import re

import pytest
from tests.adapters.sdks.programs import Programs

from connref_adapters import sdks
from connref_adapters.sdks.catalogue import Sdk, find, sockets


def test_names_are_those_of_the_programs_that_stand_here() -> None:
    here = find("javascript").folder.parent
    locks = (*here.glob("*/package-lock.json"), *here.glob("*/requirements.txt"))
    folders = {file.parent for file in locks}
    assert folders == {find(name).folder for name in sdks.NAMES}
    assert set(sdks.WITH_PAGES) < set(sdks.NAMES)


ALL = (*map(find, sdks.NAMES), sockets())


@pytest.mark.parametrize("sdk", [sdk for sdk in ALL if sdk.in_python], ids=lambda sdk: sdk.name)
def test_pins_of_python_are_exact_and_hashed(sdk: Sdk) -> None:
    pins = (sdk.folder / "requirements.txt").read_text("utf-8")
    wanted = re.findall(r"^([A-Za-z0-9_.\[\]-]+)==(\S+)", pins, re.MULTILINE)
    assert (sdk.package.partition("[")[0], sdk.version) in [
        (name.partition("[")[0], pin) for name, pin in wanted
    ]
    for entry in re.split(r"\n(?=\S)", pins.strip()):
        assert "--hash=sha256:" in entry
    assert "://" not in pins


@pytest.mark.parametrize("sdk", [sdk for sdk in ALL if not sdk.in_python], ids=lambda sdk: sdk.name)
def test_pins_are_exact_hashed_and_name_no_host(sdk: Sdk) -> None:
    folder = sdk.folder
    manifest = json.loads((folder / "package.json").read_text("utf-8"))
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    assert all(version[0].isdigit() for version in manifest["dependencies"].values())
    entries = {path: entry for path, entry in lock["packages"].items() if path}
    assert set(manifest["dependencies"]) <= {path.removeprefix("node_modules/") for path in entries}
    assert all(entry["integrity"].startswith("sha512-") for entry in entries.values())
    assert not any("resolved" in entry for entry in entries.values())
    assert manifest["name"] == lock["name"] == f"connref-driver-{sdk.name}"


@pytest.mark.parametrize("name", sdks.NAMES)
def test_requirements_are_one_sentence_that_names_the_package(name: str) -> None:
    sentence = sdks.requirements(name)
    assert find(name).package in sentence
    assert find(name).version in sentence


def test_unknown_name_lists_those_that_exist() -> None:
    with pytest.raises(sdks.UnknownSdkError, match="react-native, javascript"):
        sdks.command("flutter")


def test_the_pinned_version_by_its_number_is_the_pinned_one() -> None:
    assert find("react-native@4.0.21") == find("react-native")


@pytest.mark.parametrize("version", ["", "4", "latest", "^4.0.0", "../4.0.0", "4.0.0 evil"])
def test_what_is_no_version_is_told_at_once(programs: Programs, version: str) -> None:
    programs()
    with pytest.raises(sdks.VersionFormError, match=r"react-native@4\.0\.21"):
        sdks.command(f"react-native@{version}")
