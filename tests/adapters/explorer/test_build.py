"""The page as a file: complete, small, free of anything from elsewhere, and the committed one is not stale."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from connref.spec.variant import DOCUMENT_EVENTS
from connref_adapters.explorer import page
from connref_adapters.vectors import policy_json

COMMITTED = Path(__file__).resolve().parents[3] / "docs" / "explorer" / "index.html"
MOST_BYTES = 500_000


@pytest.fixture(scope="module")
def made() -> str:
    return page()


def data(made: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', made, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_committed_page_is_what_the_declaration_gives_now(made: str) -> None:
    assert COMMITTED.read_text(encoding="utf-8") == made, "run `make diagrams`"


def test_it_is_small(made: str) -> None:
    assert len(made.encode()) <= MOST_BYTES


def test_it_holds_the_tables_of_the_vectors(made: str) -> None:
    body = data(made)
    assert {name: body[name] for name in policy_json()} == policy_json()
    assert set(body["words"]) == {event.value for event in DOCUMENT_EVENTS}


def test_nothing_is_left_to_fill_in(made: str) -> None:
    assert re.findall(r"@@[A-Z]+@@", made) == []


class Loads(HTMLParser):
    """Collects what a page would load, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "xlink:href"}]


def test_it_loads_nothing(made: str) -> None:
    loads = Loads()
    loads.feed(made)
    assert loads.addresses == ["#now"]
    assert re.findall(r"url\(|@import|\bfetch\(|XMLHttpRequest|\bimport[ (]", made) == []
    assert "default-src 'none'" in made
