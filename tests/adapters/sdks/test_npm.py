"""What is asked of npm, and the errors where Node, npm or the version is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.adapters.sdks.programs import NODE_20, Programs, npm_that_installs

from connref_adapters import sdks


def test_another_published_version_is_asked_of_npm_by_its_number(programs: Programs, tmp_path: Path) -> None:
    calls = programs(node=NODE_20, npm=npm_that_installs(tmp_path / "npm-calls"))
    folder = Path(sdks.command("react-native@4.0.12")[3])
    assert folder.name.startswith("react-native-4.0.12-")
    assert (
        json.loads((folder / "package.json").read_text("utf-8"))["dependencies"][
            "@cometchat/chat-sdk-react-native"
        ]
        == "4.0.12"
    )
    assert not (folder / "package-lock.json").exists()
    assert calls.read_text("utf-8").startswith("install --ignore-scripts")


def test_a_version_that_was_never_published_is_one_line_and_leaves_nothing(
    programs: Programs, tmp_path: Path
) -> None:
    programs(node=NODE_20, npm="mkdir node_modules; echo npm error code ETARGET >&2; exit 1")
    with pytest.raises(sdks.NoSuchVersionError, match=r"no version 99\.0\.0 of @comet") as raised:
        sdks.command("react-native@99.0.0")
    assert "\n" not in str(raised.value)
    left = [file.name for file in (tmp_path / "cache" / "sdks").iterdir() if not file.name.endswith(".lock")]
    assert left == []


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
