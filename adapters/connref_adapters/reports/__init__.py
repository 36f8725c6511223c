"""Reports of a run: for a person (HTML, terminal), for CI (JUnit, Markdown, baseline), for programs (results.json)."""

from connref_adapters.reports.badge import badge_svg
from connref_adapters.reports.baseline import (
    Baseline,
    BaselineOutcome,
    BaselineProblem,
    KnownFailure,
    Problem,
    apply_baseline,
    load_baseline,
    write_baseline,
)
from connref_adapters.reports.ci import junit_xml, markdown_summary
from connref_adapters.reports.compare import (
    Comparison,
    compare_markdown,
    compare_text,
    make_comparison,
)
from connref_adapters.reports.compare_page import compare_html
from connref_adapters.reports.data import (
    Catalogue,
    Counterexample,
    CoverageLine,
    Finding,
    Implementation,
    RequirementResult,
    RunReport,
    RunVerdict,
    Verdict,
    complete,
    model_catalogue,
)
from connref_adapters.reports.files import (
    FileFormatError,
    FileMissingError,
    ReportError,
    UnknownIdError,
    WriteError,
    write_file,
)
from connref_adapters.reports.html_page import html_report
from connref_adapters.reports.results import load_results, results_json
from connref_adapters.reports.terminal import print_verdicts, verdict_lines
from connref_adapters.reports.timeline import (
    CallMark,
    CallOutcome,
    Mark,
    Segment,
    Timeline,
    observed_timeline,
)
from connref_adapters.reports.timing_svg import timing_svg
from connref_adapters.reports.words import counterexample_lines
from connref_adapters.reports.write import WrittenReports, write_baseline_file, write_reports

__all__ = [
    "Baseline",
    "BaselineOutcome",
    "BaselineProblem",
    "CallMark",
    "CallOutcome",
    "Catalogue",
    "Comparison",
    "Counterexample",
    "CoverageLine",
    "FileFormatError",
    "FileMissingError",
    "Finding",
    "Implementation",
    "KnownFailure",
    "Mark",
    "Problem",
    "ReportError",
    "RequirementResult",
    "RunReport",
    "RunVerdict",
    "Segment",
    "Timeline",
    "UnknownIdError",
    "Verdict",
    "WriteError",
    "WrittenReports",
    "apply_baseline",
    "badge_svg",
    "compare_html",
    "compare_markdown",
    "compare_text",
    "complete",
    "counterexample_lines",
    "html_report",
    "junit_xml",
    "load_baseline",
    "load_results",
    "make_comparison",
    "markdown_summary",
    "model_catalogue",
    "observed_timeline",
    "print_verdicts",
    "results_json",
    "timing_svg",
    "verdict_lines",
    "write_baseline",
    "write_baseline_file",
    "write_file",
    "write_reports",
]
