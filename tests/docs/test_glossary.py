"""The glossary: every module that it names is there and speaks of the term, and no term stands twice."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.docs.fenced import ROOT

ROW = re.compile(r"^\| (?P<term>[^|`]+) \| (?P<meaning>[^|]+) \| `(?P<module>[\w.]+)` \|$", re.MULTILINE)
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ENTRIES = [(found["term"], found["module"]) for found in ROW.finditer(PAGE)]


def words(text: str) -> str:
    """Names and sentences alike as words: `ProductState` and `product_state` are "product state"."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return f" {re.sub(r'[^a-z0-9]+', ' ', apart.lower())} "


def test_every_row_of_the_tables_is_an_entry() -> None:
    rows = [
        line
        for line in PAGE.splitlines()
        if line.startswith("| ") and not line.startswith(("| term ", "| ---"))
    ]
    assert len(rows) == len(ENTRIES) > 0


def test_no_term_stands_twice() -> None:
    assert len({term for term, _ in ENTRIES}) == len(ENTRIES)


def test_each_is_explained_in_a_sentence_or_two() -> None:
    for found in ROW.finditer(PAGE):
        assert 1 <= len(re.findall(r"\.(?: |$)", found["meaning"])) <= 2, found["term"]


@pytest.mark.parametrize(("term", "module"), ENTRIES)
def test_the_module_of_a_term_is_there_and_speaks_of_it(term: str, module: str) -> None:
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    said = words(f"{module} {Path(spec.origin).read_text(encoding='utf-8')}")
    assert re.search(rf"{words(term).rstrip()}(s|es)? ", said), f"{module} does not speak of {term!r}"
