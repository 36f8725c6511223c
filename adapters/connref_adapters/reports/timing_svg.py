"""A counterexample's timing diagram as inline SVG: what was done, what the document wants, what the SDK had.

Colours come from the page's style sheet (`SVG_STYLE`, over the page's variables); patterns, signs and words carry
the same meaning, and title and description tell it to a screen reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape

from connref_adapters.reports.text import count, duration, instant
from connref_adapters.reports.time_axis import Axis, Stretch, make_axis
from connref_adapters.reports.timeline import Mark, Segment, Timeline
from connref_adapters.reports.timing_lanes import (
    BAR,
    TAIL,
    Drawn,
    Rows,
    bars,
    call_marks,
    call_words,
    mark_width,
    number,
    point_marks,
    tag,
    text,
    width_of,
)
from connref_adapters.safe_text import visible

_LEFT = 148.0
_FILL = 760.0
_RIGHT = 62.0
_GAP = 9.0
_FLAG = 18.0
_LONGEST_FLAG = 110
_FLAG_GAP = 20
_BOLD = 1.12

SVG_STYLE = """
.timing text{font:12px/1 var(--sans);fill:var(--ink)}
.timing .lane{font-weight:600}.timing .small{font-size:11px;fill:var(--soft)}
.timing .band{fill:var(--band)}
.timing .bar{stroke-width:1}
.timing .calm{fill:var(--calm);stroke:var(--calm-line)}.timing .off{fill:var(--off);stroke:var(--off-line)}
.timing .busy{fill:var(--busy);stroke:var(--busy-line)}.timing .good{fill:var(--good);stroke:var(--good-line)}
.timing .bad{fill:var(--bad);stroke:var(--bad-line)}
.timing .empty{fill:none;stroke:var(--soft);stroke-dasharray:2 3}
.timing .state{paint-order:stroke;stroke-width:3.5;stroke-linejoin:round}
.timing .on-calm{stroke:var(--calm)}.timing .on-off{stroke:var(--off)}.timing .on-busy{stroke:var(--busy)}
.timing .on-good{stroke:var(--good)}.timing .on-bad{stroke:var(--bad)}.timing .on-empty{stroke:var(--card)}
.timing .pin{stroke:var(--ink);stroke-width:1}.timing .pinned{stroke:var(--ink);stroke-width:1.5}
.timing .hatch,.timing .cross{stroke:var(--pattern);stroke-width:1.2;fill:none}.timing .dots{fill:var(--pattern)}
.timing .tick{stroke:var(--grid);stroke-width:1}.timing .axis{stroke:var(--soft);stroke-width:1.2;fill:none}
.timing .call,.timing .dot{fill:var(--ink)}.timing .mark{paint-order:stroke;stroke:var(--card);stroke-width:3}
.timing .thread{stroke:var(--soft);stroke-dasharray:1 3;stroke-width:1.6;fill:none}
.timing .sign{font-weight:700}.timing .is-success{fill:var(--pass)}.timing .is-error{fill:var(--fail)}
.timing .deadline{stroke:var(--warn);stroke-width:1.6;stroke-dasharray:6 4}.timing .deadline-text{fill:var(--warn)}
.timing .violation{stroke:var(--fail);stroke-width:2.4}.timing .violation-text{fill:var(--fail);font-weight:700}
.timing .flag{paint-order:stroke;stroke:var(--card);stroke-width:4}
"""


def timing_svg(timeline: Timeline, title: str, prefix: str, also: Iterable[int] = ()) -> str:
    """The diagram as one `svg` element; `prefix` keeps its ids apart from those of other diagrams on the page.

    `also` are further instants (ms) for the axis: diagrams that stand one above the other share theirs.
    """
    axis = make_axis(instants_of(timeline).union(also), _LEFT, _FILL - _room_at_end(timeline))
    flags = _flags(timeline, axis)
    canvas = _Canvas(max([axis.end_x + _RIGHT, *(flag.right for flag in flags)]))
    canvas.y = top = (max((flag.row for flag in flags), default=-1) + 1) * _FLAG + 12
    _draw_lanes(canvas, timeline, axis, prefix)
    bottom = canvas.y
    canvas.parts.append(_axis_row(axis, bottom))
    described = describe(timeline, axis)
    head = tag("title", escape(visible(title)), id=f"{prefix}title") + tag(
        "desc", escape(described), id=f"{prefix}desc"
    )
    grid, over = _grid(axis, top - 2, bottom + 4), _draw_flags(flags, bottom + 4)
    # Marks of calls and messages lie over the lines, so that their words stay readable.
    layers = ["".join(canvas.bands), grid, "".join(canvas.parts), over, "".join(canvas.marks)]
    body = head + _defs(prefix) + "".join(layers)
    height = bottom + 50
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timing" role="img" '
        f'aria-labelledby="{prefix}title {prefix}desc" viewBox="0 0 {number(canvas.width)} {number(height)}" '
        f'width="{number(canvas.width)}" height="{number(height)}">{body}</svg>'
    )


@dataclass(slots=True)
class _Canvas:
    """A drawing that grows downwards, lane by lane."""

    width: float
    y: float = 0.0
    parts: list[str] = field(default_factory=list[str])
    bands: list[str] = field(default_factory=list[str])
    marks: list[str] = field(default_factory=list[str])

    def lane(self, name: str, drawn: Drawn, hint: str = "", *, band: bool = False) -> None:
        """Add a lane of bars with its name; `band` lays a ground under it."""
        middle = self.y + drawn.height - BAR / 2 + 4
        self.parts.append(text(name, 8, middle - 6 * bool(hint), "lane") + drawn.svg)
        self.width = max(self.width, drawn.right)
        if hint:
            self.parts.append(text(hint, 8, middle + 8, "small"))
        if band:
            bounds = {"x": 0.0, "y": self.y - 5, "height": drawn.height + 10}
            self.bands.append(tag("rect", class_="band", width="100%", **bounds))
        self.y += drawn.height + _GAP

    def mark_lane(self, name: str, drawn: Drawn) -> None:
        """Add a lane of marks with its name."""
        self.parts.append(text(name, 8, self.y + drawn.height / 2 + 4, "lane"))
        self.marks.append(drawn.svg)
        self.width = max(self.width, drawn.right)
        self.y += drawn.height + _GAP


def _room_at_end(timeline: Timeline) -> float:
    """How much narrower the axis has to be for the words to its right, within reason.

    Those are of a violation, and of the calls and messages at the last instant.
    """
    last = max(instants_of(timeline), default=0)
    widths = [mark_width(mark.label) for mark in (*timeline.calls, *timeline.messages) if mark.at_ms == last]
    if timeline.violation is not None:
        widths.append(_FLAG_GAP + _BOLD * width_of(f"✘ {timeline.violation.label}") + TAIL)
    due = [mark for mark in timeline.deadlines if mark.at_ms == last]
    widths += [_FLAG_GAP + _BOLD * width_of(visible(mark.label, _LONGEST_FLAG)) for mark in due]
    return min(max([0.0, *(width - _RIGHT for width in widths)]), _FILL / 3)


def _draw_lanes(canvas: _Canvas, timeline: Timeline, axis: Axis, prefix: str) -> None:
    for name, segments in (("App", timeline.app), ("Network", timeline.network), ("Server", timeline.server)):
        if segments:
            canvas.lane(name, bars(segments, axis, canvas.y, prefix))
    if timeline.calls:
        canvas.mark_lane("Calls", call_marks(timeline.calls, axis, canvas.y))
    if timeline.messages:
        canvas.mark_lane("Messages", point_marks(timeline.messages, axis, canvas.y))
    canvas.y += 5
    if timeline.wish:
        canvas.lane("Wanted", bars(timeline.wish, axis, canvas.y, prefix), "by the document", band=True)
    if timeline.socket:
        drawn = bars(timeline.socket, axis, canvas.y, prefix, strong=True)
        canvas.lane("Connection", drawn, "that the SDK had", band=True)


def instants_of(timeline: Timeline) -> set[int]:
    """Every instant (ms) that the diagram marks on its axis."""
    lanes = (timeline.app, timeline.network, timeline.server, timeline.wish, timeline.socket)
    found = {0, timeline.end_ms}
    found |= {edge for lane in lanes for segment in lane for edge in (segment.start_ms, segment.end_ms)}
    found |= {mark.at_ms for mark in (*timeline.calls, *timeline.messages, *timeline.deadlines)}
    found |= {outcome.at_ms for call in timeline.calls for outcome in call.outcomes}
    return found | ({timeline.violation.at_ms} if timeline.violation is not None else set())


def _grid(axis: Axis, top: float, bottom: float) -> str:
    return "".join(tag("path", d=f"M{x:.1f} {top:.1f}V{bottom:.1f}", class_="tick") for x in axis.places)


def _axis_row(axis: Axis, y: float) -> str:
    parts = [tag("path", d=f"M{_LEFT:.1f} {y + 4:.1f}H{axis.end_x + TAIL:.1f}", class_="axis")]
    parts += [_stretch(stretch, y + 4) for stretch in axis.stretches()]
    for at, x in zip(axis.instants, axis.places, strict=True):
        parts.append(tag("path", d=f"M{x:.1f} {y:.1f}v8", class_="axis"))
        parts.append(text(instant(at), x, y + 22, "time", "middle"))
    parts.append(text("Time", 8, y + 22, "lane"))
    hint = "the beginning is left out" if axis.cut else "not to scale at //"
    if axis.cut or any(stretch.broken for stretch in axis.stretches()):
        parts.append(text(hint, 8, y + 37, "small"))
    return "".join(parts)


def _stretch(stretch: Stretch, y: float) -> str:
    """How long a stretch lasts, and the sign of a broken axis where it is not to scale."""
    middle = stretch.x + stretch.width / 2
    length = text(duration(stretch.end_ms - stretch.start_ms), middle, y + 33, "small", "middle")
    if not stretch.broken:
        return length
    wipe = tag("path", d=f"M{middle - 4:.1f} {y:.1f}h8", stroke="var(--card)", stroke_width="4")
    strokes = f"M{middle - 6:.1f} {y + 5:.1f}l5 -10M{middle + 1:.1f} {y + 5:.1f}l5 -10"
    return length + wipe + tag("path", d=strokes, class_="axis")


@dataclass(frozen=True, slots=True)
class _Flag:
    """The words of a deadline or of the violation, above the lanes, on their row."""

    mark: Mark
    kind: str
    words: str
    x: float
    row: int

    @property
    def right(self) -> float:
        """Where its words end."""
        return self.x + _FLAG_GAP + _BOLD * width_of(self.words)


def _flags(timeline: Timeline, axis: Axis) -> list[_Flag]:
    """Deadlines share rows where their words leave room; the violation has the lowest row to itself."""
    rows = Rows()
    flags: list[_Flag] = []
    for mark in sorted(timeline.deadlines, key=lambda mark: mark.at_ms):
        if axis.shows(mark.at_ms):
            flag = _Flag(mark, "deadline", visible(mark.label, _LONGEST_FLAG), axis.x(mark.at_ms), 0)
            flags.append(replace(flag, row=rows.place(flag.x, flag.right)))
    if timeline.violation is not None:
        words = visible(f"✘ {timeline.violation.label}", _LONGEST_FLAG)
        flags.append(
            _Flag(timeline.violation, "violation", words, axis.x(timeline.violation.at_ms), rows.used)
        )
    return flags


def _draw_flags(flags: list[_Flag], bottom: float) -> str:
    """First all lines, then all words: words stay readable where a line crosses them."""
    baselines = [(flag, (flag.row + 1) * _FLAG) for flag in flags]
    lines = [
        tag("path", d=f"M{flag.x:.1f} {y - 10:.1f}V{bottom:.1f}", class_=flag.kind) for flag, y in baselines
    ]
    words = [text(flag.words, flag.x + 7, y, f"flag {flag.kind}-text") for flag, y in baselines]
    return "".join(lines + words)


def _defs(prefix: str) -> str:
    box = 'width="8" height="8" patternUnits="userSpaceOnUse"'
    return (
        f'<defs><pattern id="{prefix}hatch" {box}><path class="hatch" d="M-2 2l4-4M0 8l8-8M6 10l4-4"/></pattern>'
        f'<pattern id="{prefix}cross" {box}><path class="cross" d="M0 0l8 8M0 8l8-8"/></pattern>'
        f'<pattern id="{prefix}dots" {box}><circle class="dots" cx="2" cy="2" r="1.1"/>'
        f'<circle class="dots" cx="6" cy="6" r="1.1"/></pattern></defs>'
    )


def describe(timeline: Timeline, axis: Axis) -> str:
    """The diagram in words, for those who do not see it."""
    lanes = (
        ("App", timeline.app),
        ("Network", timeline.network),
        ("Server", timeline.server),
        ("The document wants the connection", timeline.wish),
        ("The SDK's connection", timeline.socket),
    )
    told = [f"{name}: {_segments_words(segments, axis)}." for name, segments in lanes if segments]
    calls = [call_words(call) for call in timeline.calls if axis.shows(call.at_ms)]
    marks = [f"{mark.label} at {instant(mark.at_ms)}" for mark in timeline.messages if axis.shows(mark.at_ms)]
    due = [f"{mark.label} at {instant(mark.at_ms)}" for mark in timeline.deadlines if axis.shows(mark.at_ms)]
    for name, words in (("Calls", calls), ("Messages", marks), ("Deadlines", due)):
        if words:
            told.append(f"{name}: {'; '.join(words)}.")
    if timeline.violation is not None:
        told.append(f"Violation at {instant(timeline.violation.at_ms)}: {timeline.violation.label}.")
    return visible(" ".join(told), 3000)


def _segments_words(segments: tuple[Segment, ...], axis: Axis) -> str:
    shown = [segment for segment in segments if segment.end_ms >= axis.start_ms]
    words = [
        f"{each.state} {'from' if each.end_ms > each.start_ms or each is segments[-1] else 'for an instant at'} "
        f"{instant(each.start_ms)}"
        for each in shown
    ]
    return ", ".join(words) if words else count(len(segments), "state")
