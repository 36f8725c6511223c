"""The findings of a run over the charts, as the pictures with which its report begins."""

from __future__ import annotations

from dataclasses import replace

from connref.spec.interpretations import DEFAULT
from connref_adapters.reports import RunReport
from connref_adapters.reports.explorer_link import established
from connref_adapters.reports.page import picture
from connref_adapters.safe_text import visible

_LONGEST, _LONGEST_NAME = 170, 60


def finding_pictures(report: RunReport) -> tuple[str, ...]:
    """One for each mode with findings, as markup; none where there is no renderer (the extra `draw`)."""
    if not report.findings:
        return ()
    from connref_adapters.drawing.drawing import chart_drawing
    from connref_adapters.drawing.instead import findings_pictures
    from connref_adapters.drawing.render import Format, RendererError

    reading = DEFAULT.but(established(report.interpretations))
    name = visible(report.implementation.name, _LONGEST_NAME)
    told = [replace(each, sentence=visible(each.sentence, _LONGEST)) for each in report.findings]
    try:
        return tuple(
            picture(chart_drawing(chart, drawn).written(Format.SVG), drawn.title)
            for chart, drawn in findings_pictures(told, name, reading)
        )
    except RendererError:
        return ()
