"""The page of sentences: each with what decides it, and every line that it names holds what it is named for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from connref import INTERPRETATIONS, REQUIREMENTS, spec
from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.sentences import SENTENCES
from connref_adapters.site.sentences import Site, location_site, sentence_entries, sites_of

FOLDER = Path(spec.__path__[0])
LONGEST_ROW = 6


def source(site: Site) -> list[str]:
    """The row at a site: its line and those after it."""
    lines = (FOLDER / f"{site.module}.py").read_text(encoding="utf-8").splitlines()
    return lines[site.line - 1 : site.line - 1 + LONGEST_ROW]


@pytest.fixture(scope="module")
def page() -> str:
    return sentence_entries()


def test_every_sentence_is_on_the_page_under_its_number(page: str) -> None:
    for number, each in enumerate(SENTENCES, 1):
        (row,) = re.findall(rf"^\| {number} \| .*$", page, re.MULTILINE)
        assert each.words in row
        assert each.aside in row
        assert [name for name in (*each.requirements, *each.leaves_open) if f"[{name}](" not in row] == []


def test_every_sentence_that_asks_for_something_names_a_file_and_a_line(page: str) -> None:
    for number, each in enumerate(SENTENCES, 1):
        (row,) = re.findall(rf"^\| {number} \| .*$", page, re.MULTILINE)
        assert bool(re.search(r"`spec/\w+\.py` \d+", row)) is not bool(each.aside), each.words


def test_headings_stand_in_the_order_of_the_document(page: str) -> None:
    headings = dict.fromkeys(each.heading for each in SENTENCES)
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == list(headings)


@pytest.mark.parametrize("name", [*REQUIREMENTS, *INTERPRETATIONS])
def test_every_line_named_for_an_id_begins_a_row_with_it(name: str) -> None:
    for site in sites_of(name):
        assert any(f'"{name}"' in line for line in source(site)), site


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_the_first_words_of_a_requirement_are_its_own_row(name: str) -> None:
    (own,) = [site for site in sites_of(name) if site.module == "requirements"]
    assert f'Requirement("{name}"' in source(own)[0]


@pytest.mark.parametrize("mode", Mode)
def test_every_line_named_for_a_location_declares_it(mode: Mode) -> None:
    for name, location in compile_table(mode).locations.items():
        row = source(location_site(mode.value, name))
        assert row[0].strip().lower().startswith(f"{name} = ")
        assert any(f'"{location.label}"' in line for line in row)


def test_an_id_that_nothing_declares_has_no_line() -> None:
    assert sites_of("MAN-NO-SUCH-THING") == ()
