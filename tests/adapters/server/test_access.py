"""The file by which a person's programs find that person's server."""

from __future__ import annotations

from pathlib import Path

import pytest

from connref_adapters.server import Access, AccessError, find_access, publish_access
from connref_adapters.server.access import FOLDER_VARIABLE, access_folder

HERE = Access("ws://127.0.0.1:9/chat", "ws://127.0.0.1:9/control", "hush")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "run"))
    return tmp_path / "run"


def test_it_is_found_while_the_server_runs(folder: Path) -> None:
    with publish_access(HERE, 9) as path:
        assert find_access(9) == HERE
        assert path.stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(AccessError, match="connref serve --port 9"):
        find_access(9)


def test_what_an_earlier_server_left_is_replaced(folder: Path) -> None:
    with publish_access(HERE, 9) as path:
        left = path.read_text()
    path.write_text(left)
    newer = Access(HERE.url, HERE.control_url, "newer")
    with publish_access(newer, 9):
        assert find_access(9) == newer


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"url": 1}', "\x00"])
def test_a_damaged_file_is_as_none(folder: Path, content: str) -> None:
    with publish_access(HERE, 9) as path:
        path.write_text(content)
        with pytest.raises(AccessError):
            find_access(9)


def test_a_folder_that_others_may_read_is_refused(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    with pytest.raises(AccessError, match="chmod 700"), publish_access(HERE, 9):
        pass


def test_a_link_in_place_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AccessError), publish_access(HERE, 9):
        pass


def test_the_control_token_is_not_shown() -> None:
    assert "hush" not in repr(HERE)


def test_the_folder_is_the_persons_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert access_folder() == tmp_path / "connref"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert access_folder().name.startswith("connref-")
