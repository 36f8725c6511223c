"""The badge: the verdict in few words, the headline for those who do not see it."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from tests.adapters.reports.page import HOSTILE
from tests.adapters.reports.sample import conforming_report, sample_report
from tests.adapters.reports.test_page_style import contrast

from connref_adapters.reports import Implementation, RunReport, RunVerdict, badge_svg
from connref_adapters.reports.page_style import LIGHT
from connref_adapters.reports.words import RUN_WORDS, headline

SVG = "{http://www.w3.org/2000/svg}"


def parsed(report: RunReport) -> ET.Element:
    return ET.fromstring(badge_svg(report))  # noqa: S314 - our own output


def test_a_failing_sdk_has_its_number_of_failures() -> None:
    root = parsed(sample_report())
    assert [each.text for each in root.iter(f"{SVG}text")] == ["connref", "4 of 33 requirements fail"]
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == headline(sample_report())


@pytest.mark.parametrize("verdict", [each for each in RunVerdict if each is not RunVerdict.DOES_NOT_CONFORM])
def test_every_other_verdict_has_its_word(verdict: RunVerdict) -> None:
    root = parsed(replace(conforming_report(), verdict=verdict))
    assert [each.text for each in root.iter(f"{SVG}text")][1] == RUN_WORDS[verdict]


@pytest.mark.parametrize("verdict", RunVerdict)
def test_words_can_be_read_on_their_ground(verdict: RunVerdict) -> None:
    root = parsed(replace(conforming_report(), verdict=verdict))
    grounds = [str(rect.get("fill")) for rect in root.iter(f"{SVG}rect") if rect.get("fill")]
    assert len(grounds) == 2
    assert all(
        contrast({**LIGHT, "white": "#ffffff", "ground": each}, "white", "ground") >= 4.5 for each in grounds
    )


def test_words_keep_within_the_badge_in_any_font() -> None:
    root = parsed(sample_report())
    last = list(root.iter(f"{SVG}text"))[-1]
    assert float(last.get("x", "")) + float(last.get("textLength", "")) <= float(root.get("width", ""))


def test_a_hostile_name_stays_text() -> None:
    hostile = replace(sample_report(), implementation=Implementation(HOSTILE, HOSTILE, ""))
    assert [each.tag for each in parsed(hostile)] == [f"{SVG}title", f"{SVG}clipPath", f"{SVG}g", f"{SVG}g"]
