"""Several runs side by side, in text, Markdown and HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.adapters.reports.page import HOSTILE, page_of
from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report, stays_up, two_at_once

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
    lines = [line.split() for line in compare_text(BOTH).splitlines()]
    assert all(any(id_ in words for words in lines) for id_ in CATALOGUE.requirements)
    assert ["*", "MAN-GRACE-ENDS", "fails", "holds"] in lines
    assert ["MAN-GRACE", "holds", "holds"] in lines
    assert lines[lines.index(["*", "ping-at-deadline"]) + 1 :][:2] == [["A", "inclusive"], ["B", "exclusive"]]


@pytest.mark.parametrize("runs", [1, 2, 4, 5, 12])
def test_text_fits_eighty_columns(runs: int) -> None:
    long = replace(
        sample_report(),
        implementation=Implementation("@a-long-name/of-an-sdk-of-a-vendor", "10.12.0-rc.1", ""),
    )
    text = compare_text(make_comparison([long, *[conforming_report()] * (runs - 1)], CATALOGUE))
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("A  @a-long-name/of-an-sdk-of-a-vendor")
    assert all(id_ in text for id_ in CATALOGUE.requirements)


def test_from_five_runs_on_a_verdict_is_a_sign() -> None:
    text = compare_text(make_comparison([sample_report(), *[conforming_report()] * 4], CATALOGUE))
    assert ["*", "MAN-GRACE-ENDS", "✘", "✔", "✔", "✔", "✔"] in [line.split() for line in text.splitlines()]


def test_markdown_has_both_matrices() -> None:
    text = compare_markdown(BOTH)
    assert "| requirement | acme&#45;chat 4.2.0 | right&#45;chat 1.0 |" in text
    assert "| MAN&#45;GRACE&#45;ENDS | ✘ fails | ✔ holds |" in text
    assert "| ping&#45;at&#45;deadline | inclusive | exclusive |" in text
    assert "| ping&#45;in&#45;auto | not told apart |" in text
    assert (
        "| Manual mode: In grace, when the deadline comes, the connection stays up | 861 cases |  |" in text
    )


def test_findings_stand_side_by_side_by_their_sentence() -> None:
    again = replace(sample_report(), findings=(replace(stays_up(), id="F9", cases=3), two_at_once()))
    found = make_comparison([sample_report(), again, conforming_report()], CATALOGUE).findings()
    same = found["Manual mode: In grace, when the deadline comes, the connection stays up"]
    assert [None if each is None else each.id for each in same] == ["F1", "F9", None]
    assert len(found) == 2


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
