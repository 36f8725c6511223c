"""The findings of a run over the charts, as the pictures with which its report begins."""

from __future__ import annotations

from connref.spec.interpretations import DEFAULT
from connref_adapters.reports import RunReport
from connref_adapters.reports.explorer_link import established
from connref_adapters.reports.page import picture


def finding_pictures(report: RunReport) -> tuple[str, ...]:
    """One for each mode with findings, as markup; none where there is no renderer (the extra `draw`)."""
    if not report.findings:
        return ()
    from connref_adapters.drawing.drawing import chart_drawing
    from connref_adapters.drawing.findings_view import findings_pictures
    from connref_adapters.drawing.render import Format, RendererError

    reading = DEFAULT.but(established(report.interpretations))
    name = report.implementation.name
    try:
        return tuple(
            picture(chart_drawing(chart, drawn).written(Format.SVG), drawn.title)
            for chart, drawn in findings_pictures(name, report.findings, reading)
        )
    except RendererError:
        return ()
