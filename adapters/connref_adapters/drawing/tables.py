"""The tables that are kept beside the pictures, each in Markdown for readers and in CSV for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from connref.protocol import Mode
from connref.semantics.decision import (
    BEHAVIOUR_HEADINGS,
    DECISION_HEADINGS,
    csv,
    decision_table,
    document_tables,
    markdown,
)
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES
from connref_adapters.drawing.traceability import HEADINGS, Trace, traces

_INTERPRETATION_HEADINGS = ("id", "question", "options", "default", "why", "judged under")
_LATITUDE_HEADINGS = ("name", "question", "options", "what the reference does")
_MANY = 3

Cells = Sequence[Sequence[str]]


def tables(fakes: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Every table by the name of its file. `fakes` as for `traceability.traces`."""
    found = traces(fakes)
    return {
        **_document_tables(),
        **_decision_tables(),
        **_interpretations(),
        "traceability.md": _trace_page(found, fakes),
        "traceability.csv": rows_csv(
            *_without_unknown(HEADINGS, [_trace_cells(each) for each in found], fakes)
        ),
    }


def rows_markdown(headings: Sequence[str], rows: Cells) -> str:
    """Rows of text as a Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def rows_csv(headings: Sequence[str], rows: Cells) -> str:
    """Rows of text as comma-separated values (RFC 4180, with line breaks of one character)."""
    return "".join(",".join(map(_quoted, line)) + "\n" for line in [headings, *rows])


def _document_tables() -> dict[str, str]:
    lines = document_tables(DEFAULT)
    page = "# The document's two tables, as the model behaves\n\n" + "".join(
        f"## {mode.value.capitalize()} mode\n\n"
        + markdown(BEHAVIOUR_HEADINGS, [line for line in lines if line.mode == mode.value])
        + "\n"
        for mode in Mode
    )
    return {"app-states.md": page.rstrip("\n") + "\n", "app-states.csv": csv(BEHAVIOUR_HEADINGS, lines)}


def _decision_tables() -> dict[str, str]:
    found: dict[str, str] = {}
    for mode in Mode:
        lines = decision_table(mode)
        title = (
            f"# Decision table of {mode.value} mode\n\nEvery state, event and instant, under every reading: "
        )
        found[f"decisions-{mode.value}.md"] = (
            f"{title}{len(lines)} lines.\n\n{markdown(DECISION_HEADINGS, lines)}"
        )
        found[f"decisions-{mode.value}.csv"] = csv(DECISION_HEADINGS, lines)
    return found


def _interpretations() -> dict[str, str]:
    rows = [
        [
            each.id,
            each.question,
            " · ".join(each.options),
            each.default,
            each.why,
            ", ".join(each.judged_under),
        ]
        for each in INTERPRETATIONS.values()
    ]
    free = [[each.id, each.question, " · ".join(each.options), each.default] for each in LATITUDES.values()]
    page = (
        "# Interpretations: where the document can be read in two ways\n\n"
        "An implementation may follow any option, and must follow the same one each time.\n\n"
        f"{rows_markdown(_INTERPRETATION_HEADINGS, rows)}\n"
        "## Latitudes: where it may decide anew each time\n\n"
        f"{rows_markdown(_LATITUDE_HEADINGS, free)}"
    )
    return {"interpretations.md": page, "interpretations.csv": rows_csv(_INTERPRETATION_HEADINGS, rows)}


def _trace_page(found: Sequence[Trace], fakes: Mapping[str, Iterable[str]]) -> str:
    headings = [heading for heading in HEADINGS if heading != "what must hold"]
    return (
        "# Traceability: who answers for each requirement\n\n"
        "The full lists are in [traceability.csv](traceability.csv).\n\n"
        + rows_markdown(*_without_unknown(headings, [_trace_line(each) for each in found], fakes))
    )


def _without_unknown(
    headings: Sequence[str], rows: Cells, fakes: Mapping[str, Iterable[str]]
) -> tuple[Sequence[str], Cells]:
    """The table without the column of the wrong fakes where nobody told of any: an installed package has no tests."""
    if fakes:
        return headings, rows
    place = list(headings).index("wrong fakes")
    return [*headings[:place], *headings[place + 1 :]], [[*row[:place], *row[place + 1 :]] for row in rows]


def _trace_line(each: Trace) -> list[str]:
    pictures = " ".join(f"[{stem.rsplit('-', 1)[1]}](../requirements/{stem}.svg)" for stem in each.pictures)
    return [
        each.requirement,
        each.kind,
        each.heading,
        str(len(each.transitions)),
        "<br>".join(each.properties),
        f"{len(each.cases)}: {_some(each.cases)}",
        f"{len(each.fakes)}: {_some(each.fakes)}",
        pictures,
    ]


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MANY]) + (", …" if len(names) > _MANY else "")


def _trace_cells(each: Trace) -> list[str]:
    lists = (each.transitions, each.properties, each.cases, each.fakes, each.pictures)
    return [each.requirement, each.kind, each.heading, each.sentence, *("; ".join(names) for names in lists)]


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(mark in text for mark in ',"\n\r') else text
