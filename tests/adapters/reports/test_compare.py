"""Several runs side by side, in text, Markdown and HTML."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.page import HOSTILE, page_of
from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report

from connref_adapters.reports import (
    Implementation,
    RequirementResult,
    Verdict,
    compare_html,
    compare_markdown,
    compare_text,
    complete,
    make_comparison,
)

BOTH = make_comparison(
    [complete(sample_report(), CATALOGUE), complete(conforming_report(), CATALOGUE)], CATALOGUE
)


def test_columns_are_named_after_the_implementations_and_numbered_where_names_repeat() -> None:
    assert BOTH.labels == ("acme-chat 4.2.0", "right-chat 1.0")
    thrice = make_comparison([sample_report(), conforming_report(), sample_report()], CATALOGUE)
    assert thrice.labels == ("acme-chat 4.2.0 (1)", "right-chat 1.0", "acme-chat 4.2.0 (2)")


def test_text_has_a_row_per_requirement_and_marks_differences() -> None:
    rows = {line.lstrip("* ").split()[0]: line for line in compare_text(BOTH).splitlines() if line.strip()}
    assert all(id_ in rows for id_ in CATALOGUE.requirements)
    assert rows["MAN-GRACE-ENDS"].split() == ["*", "MAN-GRACE-ENDS", "fails", "holds"]
    assert rows["MAN-GRACE"].split() == ["MAN-GRACE", "holds", "holds"]
    assert rows["ping-at-deadline"].split() == ["*", "ping-at-deadline", "inclusive", "exclusive"]


def test_text_columns_are_aligned() -> None:
    lines = compare_text(BOTH).splitlines()
    column = lines[0].index("acme-chat")
    assert all(line[column - 2 : column] == "  " for line in lines if len(line) > column)


def test_markdown_has_both_matrices() -> None:
    text = compare_markdown(BOTH)
    assert "| requirement | acme&#45;chat 4.2.0 | right&#45;chat 1.0 |" in text
    assert "| MAN&#45;GRACE&#45;ENDS | ✘ fails | ✔ holds |" in text
    assert "| ping&#45;at&#45;deadline | inclusive | exclusive |" in text
    assert "| ping&#45;in&#45;auto | not told apart |" in text


def test_html_has_both_matrices_and_opens_failures() -> None:
    page = page_of(compare_html(BOTH))
    assert len(page.all("table")) == len(page.all("caption")) == 2
    assert len(page.all("details")) == 4
    assert "expected down by 30.250 s; observed up at 30.251 s" in page.said()
    # Six requirements and three interpretations tell the two runs apart.
    assert page.said().count("≠ differs") == 9
    assert all(cell.get("data-label") in BOTH.labels for cell in page.all("td"))


def test_files_of_other_versions_are_compared_over_all_ids() -> None:
    older = replace(
        sample_report(),
        requirements={
            "MAN-GRACE": RequirementResult(Verdict.PASS, 1),
            "OLD-ONE": RequirementResult(Verdict.PASS, 1),
        },
        interpretations={"old-question": ("a",)},
    )
    both = make_comparison([older, conforming_report()], CATALOGUE)
    assert both.requirements[-1] == "OLD-ONE"
    assert both.requirements[:2] == tuple(CATALOGUE.requirements)[:2]
    assert "not in file" in compare_text(both)
    assert "OLD-ONE" in page_of(compare_html(both)).said()
    assert "not in file" in compare_markdown(both)


def test_hostile_names_stay_text() -> None:
    hostile = replace(sample_report(), implementation=Implementation(HOSTILE, "1", ""))
    both = make_comparison([hostile, conforming_report()], CATALOGUE)
    page = page_of(compare_html(both))
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert "<img" not in compare_markdown(both)
    assert "\x00" not in compare_text(both)
