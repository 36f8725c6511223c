"""What is committed under diagrams/ is what the declaration gives now; `make diagrams` mends a stale file.

The renderer is pinned in the lock. Where it is missing these tests fail: a picture that nobody can check is stale.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.diagrams import FOLDER, fakes

from connref_adapters.site.gallery import images, texts


def committed() -> dict[str, bytes]:
    return {
        path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def now() -> dict[str, bytes]:
    return {**texts(fakes()), **images()}


def test_every_file_is_committed_and_none_is_left_over(now: dict[str, bytes]) -> None:
    assert set(committed()) == set(now)


def test_no_file_is_stale(now: dict[str, bytes]) -> None:
    kept = committed()
    stale = [path for path, content in now.items() if kept.get(path) != content]
    assert stale == [], "run `make diagrams`"


def test_index_page_links_to_files_that_exist() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    targets = [part.split(")", 1)[0] for part in page.split("](")[1:]]
    assert len(targets) > 50
    assert [target for target in targets if not (FOLDER / target).is_file()] == []


def test_every_picture_is_on_the_index_page() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    pictures = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.svg")]
    assert [picture for picture in pictures if f"({picture})" not in page] == []


def test_tables_link_to_files_that_exist() -> None:
    folder = FOLDER / "tables"
    page = (folder / "traceability.md").read_text(encoding="utf-8")
    targets = [part.split(")", 1)[0] for part in page.split("](")[1:]]
    assert [target for target in targets if not Path(folder / target).is_file()] == []
