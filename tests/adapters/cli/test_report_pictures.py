"""The pictures with which a report begins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.adapters.reports.page import HOSTILE, page_of
from tests.adapters.reports.sample import conforming_report, sample_report, stays_up

from connref_adapters.cli.report_pictures import finding_pictures
from connref_adapters.drawing.drawing import Drawing
from connref_adapters.drawing.render import RendererError


def test_each_mode_with_findings_has_its_picture() -> None:
    shown = finding_pictures(sample_report())
    images = [image for markup in shown for image in page_of(markup).all("img")]
    assert [str(image["alt"]).rpartition(", ")[2] for image in images] == ["auto mode", "manual mode"]
    assert all(str(image["src"]).startswith("data:image/svg+xml;base64,") for image in images)
    assert all(int(str(image["width"])) > 600 for image in images)


def test_without_findings_or_a_renderer_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert finding_pictures(conforming_report()) == ()

    def fails(*_: object) -> bytes:
        raise RendererError("graphviz-pure", "is not there", "install the extra draw")

    monkeypatch.setattr(Drawing, "written", fails)
    assert finding_pictures(sample_report()) == ()


def test_hostile_words_stay_words() -> None:
    hostile = replace(sample_report(), findings=(replace(stays_up(), sentence=HOSTILE),))
    assert len(page_of("".join(finding_pictures(hostile))).all("script")) == 0
