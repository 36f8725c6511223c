"""The matrix of several runs: every failing cell leads to its story on the same page."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.page import HOSTILE, Page, page_of
from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report

from connref_adapters.reports import Implementation, compare_html, complete, make_comparison

BOTH = make_comparison(
    [complete(sample_report(), CATALOGUE), complete(conforming_report(), CATALOGUE)], CATALOGUE
)


def stories(page: Page) -> list[str | None]:
    return [each["id"] for each in page.all("details") if each.get("class") == "card case"]


def test_a_table_each_for_findings_requirements_and_readings() -> None:
    page = page_of(compare_html(BOTH))
    assert len(page.all("table")) == len(page.all("caption")) == 3
    # Six requirements and three interpretations tell the two runs apart.
    assert page.said().count("≠ differs") == 9
    assert all(cell.get("data-label") in BOTH.labels for cell in page.all("td"))


def test_every_failing_cell_leads_to_its_story() -> None:
    page = page_of(compare_html(BOTH))
    links = {str(each["href"]).removeprefix("#") for each in page.all("a")} - {"main"}
    assert links == set(stories(page))
    assert len(links) == 4 + 2
    assert "down by 30.250 s" in page.said()


def test_without_findings_there_is_no_table_of_them() -> None:
    both = make_comparison([conforming_report(), conforming_report()], CATALOGUE)
    page = page_of(compare_html(both))
    assert len(page.all("table")) == 2
    assert stories(page) == []


def test_ids_are_unique_though_the_runs_fail_alike() -> None:
    twice = page_of(compare_html(make_comparison([sample_report(), sample_report()], CATALOGUE)))
    ids = [attributes["id"] for _, attributes in twice.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert len(stories(twice)) == 12


def test_stories_open_in_the_explorer_where_there_is_one() -> None:
    assert 'href="run/explorer.html#mode=' in compare_html(BOTH, "run/explorer.html")
    assert "explorer.html" not in compare_html(BOTH)


def test_many_runs_stay_small() -> None:
    many = make_comparison([sample_report()] * 60, CATALOGUE)
    assert len(compare_html(many).encode()) < 1_500_000


def test_hostile_names_stay_text() -> None:
    hostile = replace(sample_report(), implementation=Implementation(HOSTILE, "1", ""))
    page = page_of(compare_html(make_comparison([hostile, conforming_report()], CATALOGUE)))
    assert len(page.all("script")) == 1
    assert page.all("img") == []
