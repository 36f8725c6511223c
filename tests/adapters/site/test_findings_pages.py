"""The tables of the pages on published SDKs: what a run says, and in which part of the page it is told of."""

from __future__ import annotations

import pytest
from tests.adapters.reports.sample import conforming_report, sample_report

from connref.errors import UsageError
from connref_adapters.site.findings_pages import BEGIN, END, with_overview, with_results

PAGE = f"""# An SDK

{BEGIN}
stale
{END}

## 1. It stays up

MAN-GRACE-ENDS, and also MAN-CONNECT-NEEDS-USER.

## 2. Two sockets

RES-ONE-SOCKET; MAN-GRACE-ENDS again.
"""


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    page = with_results(PAGE, sample_report())
    assert page.startswith("# An SDK\n")
    assert page.endswith(PAGE[PAGE.index("\n## 1.") :])
    assert "stale" not in page
    assert with_results(page, sample_report()) == page


def test_each_failing_requirement_names_the_parts_that_tell_of_it() -> None:
    lines = with_results(PAGE, sample_report()).splitlines()
    (grace,) = [line for line in lines if line.startswith("| MAN-GRACE-ENDS ")]
    assert grace == "| MAN-GRACE-ENDS | 31 | down by 30.250 s | up at 30.251 s | 1, 2 |"
    (connect,) = [line for line in lines if line.startswith("| MAN-CONNECT ")]
    assert connect.endswith("|  |")


def test_findings_come_before_the_requirements() -> None:
    page = with_results(PAGE, sample_report())
    assert page.index("| F1: In grace") < page.index("| MAN-GRACE-ENDS |")
    assert "| what it does instead |" not in with_results(PAGE, conforming_report())


def test_what_holds_and_what_cannot_be_asked_is_listed() -> None:
    page = with_results(PAGE, sample_report())
    assert "SES-REOPEN-CONNECTS cannot be asked." in page
    assert "MAN-PING-SENDS are undecided." in page


def test_the_overview_has_a_row_for_each_sdk() -> None:
    page = with_overview(PAGE, {"acme": sample_report(), "right": conforming_report()})
    assert "| `acme-chat` | 4.2.0 | 27 of 33 requirements tested and hold, 4 fail" in page
    assert "[right](right.md) |" in page


@pytest.mark.parametrize("mark", [BEGIN, END])
def test_a_page_without_a_mark_is_refused(mark: str) -> None:
    with pytest.raises(UsageError, match="a page of findings lacks"):
        with_results(PAGE.replace(mark, ""), sample_report())
