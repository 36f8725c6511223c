"""Tables and traceability: both forms hold the same, and no requirement has a gap."""

from __future__ import annotations

import csv
import io

import pytest
from tests.diagrams import fakes

from connref.protocol import Mode
from connref.semantics.decision import decision_table
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES
from connref_adapters.site.gallery import rows_csv, rows_markdown, tables
from connref_adapters.site.traceability import HEADINGS


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return tables(fakes())


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_csv_of_traceability_has_every_heading(written: dict[str, str]) -> None:
    head, *rows = read(written["traceability.csv"])
    assert tuple(head) == HEADINGS
    assert {len(row) for row in rows} == {len(HEADINGS)}


def test_without_fakes_their_column_is_left_out() -> None:
    head, *rows = read(tables({})["traceability.csv"])
    assert "wrong fakes" not in head
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.parametrize("mode", Mode)
def test_decision_tables_hold_every_line(written: dict[str, str], mode: Mode) -> None:
    rows = read(written[f"decisions-{mode.value}.csv"])
    page = written[f"decisions-{mode.value}.md"]
    count = len(decision_table(mode))
    assert len(rows) == count + 1
    assert sum(line.startswith("| ") for line in page.splitlines()) == count + 2


def test_app_state_table_says_what_the_document_says(written: dict[str, str]) -> None:
    rows = read(written["app-states.csv"])
    told = {(row[0], row[1]): row[2] for row in rows[1:]}
    assert told["auto", "foreground"] == "connected by itself"
    assert told["auto", "background"] == "disconnected at once"
    assert told["manual", "foreground"] == "connected after connect()"
    assert "one grace after" in told["manual", "background"]


def test_catalogue_holds_every_interpretation_and_latitude(written: dict[str, str]) -> None:
    page = written["interpretations.md"]
    for each in INTERPRETATIONS.values():
        assert f"| {each.id} | {each.question}" in page
        assert each.why in page
    assert all(f"| {name} |" in page for name in LATITUDES)


def test_cells_are_quoted_where_they_must_be() -> None:
    assert rows_csv(["a"], [['say "x", y']]) == 'a\n"say ""x"", y"\n'
    assert rows_markdown(["a"], [["x | y"]]) == "| a |\n| --- |\n| x \\| y |\n"
