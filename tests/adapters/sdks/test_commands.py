"""The command line of a published SDK's driver, with real time or without, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.sdks.programs import NODE_20, Programs, npm_that_installs

from connref_adapters import sdks
from connref_adapters.sdks.catalogue import find, sockets


def test_command_is_the_program_and_its_packages(programs: Programs, tmp_path: Path) -> None:
    programs(node=NODE_20, npm=npm_that_installs(tmp_path / "npm-calls"))
    node, program, option, packages = sdks.command("partysocket")
    assert (node, program, option) == (
        str(tmp_path / "bin" / "node"),
        str(find("partysocket").program),
        "--packages",
    )
    assert Path(packages).name.startswith(f"partysocket-{find('partysocket').version}-")


def test_real_time_takes_the_sockets_as_well(programs: Programs, tmp_path: Path) -> None:
    programs(node=NODE_20, npm=npm_that_installs(tmp_path / "npm-calls"))
    *virtual, option, packages = sdks.real_command("partysocket")
    assert virtual == sdks.command("partysocket")
    assert option == "--real"
    assert Path(packages).name.startswith(f"real-time-{sockets().version}-")


def test_availability_before_and_after_the_first_use(programs: Programs, tmp_path: Path) -> None:
    programs(node=NODE_20, npm=npm_that_installs(tmp_path / "npm-calls"))
    assert sdks.availability("partysocket") == "available; its SDK is fetched on first use"
    sdks.command("partysocket")
    assert sdks.availability("partysocket") == "available"


@pytest.mark.parametrize("name", sdks.NAMES)
def test_requirements_name_the_package_in_one_sentence(name: str) -> None:
    assert f"{find(name).package} {find(name).version}" in sdks.requirements(name)
