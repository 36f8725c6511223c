"""The lanes of a timing diagram as SVG: bars for states, marks for calls and messages, each with its height."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from connref_adapters.reports.text import instant
from connref_adapters.reports.time_axis import Axis
from connref_adapters.reports.timeline import CallMark, Mark, Segment
from connref_adapters.safe_text import visible

LETTER = 6.3
"""Width of an average letter at the diagrams' font size, on the generous side."""


def number(value: float) -> str:
    """A coordinate, short and the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, content: str = "", /, **attributes: float | str) -> str:
    """One element; underscores in attribute names stand for hyphens, a trailing one is dropped. `content` is markup."""
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(words: str, x: float, y: float, class_: str, anchor: str = "start") -> str:
    """A line of text, escaped."""
    return tag("text", escape(visible(words)), x=x, y=y, class_=class_, text_anchor=anchor)


def tooltip(words: str) -> str:
    """What a pointer shows over an element."""
    return tag("title", escape(visible(words)))


def width_of(words: str) -> float:
    """About how wide a text is drawn."""
    return LETTER * len(words)


def fit(words: str, width: float) -> str:
    """The text if it fits into the width, cut if a part is worth reading, else nothing."""
    letters = int(width / LETTER)
    if len(words) <= letters:
        return words
    return words[: letters - 1] + "…" if letters > 3 else ""  # noqa: PLR2004 - three letters say nothing


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else number(value)


BAR = 26.0
"""Height of a bar."""

_LONGEST_LABEL = 24

ROW = 21.0
"""Height of one row of marks."""

TAIL = 34.0
"""How far the last state is drawn beyond the last instant, so that what holds then can be seen."""

_PATTERNS: Mapping[str, str] = {
    "background": "hatch",
    "down": "cross",
    "killed": "cross",
    "suspended": "dots",
    "opening": "dots",
    "allowed": "dots",
    "mute": "dots",
    "refusing": "hatch",
    "rejecting": "hatch",
}
_TONES: Mapping[str, str] = {
    "foreground": "calm",
    "up": "calm",
    "accepting": "calm",
    "wanted": "good",
    "allowed": "busy",
    "opening": "busy",
    "mute": "busy",
    "not wanted": "empty",
}
_SIGNS: Mapping[str, str] = {"success": "✔", "error": "✘", "threw": "⚡"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of a drawing, the height that it takes, and how far to the right it goes."""

    svg: str
    height: float
    right: float = 0.0


def bars(segments: tuple[Segment, ...], axis: Axis, y: float, prefix: str, *, strong: bool = False) -> Drawn:
    """One lane of states: a pattern and the state's name stand beside the colour; `strong` is for the connection.

    A state of no length is a pin through the bar, with its name above: it may be what decides.
    """
    lasting = [each for each in segments if each.end_ms > each.start_ms or each is segments[-1]]
    pins = [each for each in segments if each not in lasting and axis.shows(each.start_ms)]
    rows = Rows()
    places = [rows.place(axis.x(each.start_ms) - 5, _pin_right(each, axis)) for each in pins]
    top = y + rows.used * ROW
    parts = [_bar(each, axis, top, prefix, strong=strong, last=each is segments[-1]) for each in lasting]
    parts += [_pin(each, axis, y + row * ROW, top, prefix) for each, row in zip(pins, places, strict=True)]
    return Drawn("".join(parts), rows.used * ROW + BAR, rows.right)


def _bar(segment: Segment, axis: Axis, y: float, prefix: str, *, strong: bool, last: bool) -> str:
    left = axis.x(segment.start_ms)
    right = axis.x(segment.end_ms) + (TAIL if last else 0)
    if right <= left:
        return ""
    tone = tone_of(segment.state, strong=strong)
    box: dict[str, float] = {"x": left, "y": y, "width": right - left, "height": BAR, "rx": 3.0}
    parts = [tag("rect", class_=f"bar {tone}", **box), _patterned(segment.state, prefix, box, strong=strong)]
    label = fit(visible(segment.state), right - left - 10)
    if label:
        parts.append(text(label, left + 7, y + BAR / 2 + 4, f"on-{tone} state"))
    return tag("g", tooltip(segment_words(segment)) + "".join(parts))


def _pin(segment: Segment, axis: Axis, y: float, bar_y: float, prefix: str) -> str:
    x = axis.x(segment.start_ms)
    box: dict[str, float] = {"x": x - 3.5, "y": bar_y - 3, "width": 7.0, "height": BAR + 6, "rx": 2.0}
    parts = [
        tag("path", d=f"M{x:.1f} {y + 6:.1f}V{bar_y + BAR:.1f}", class_="pin"),
        tag("rect", class_=f"bar pinned {tone_of(segment.state)}", **box),
        _patterned(segment.state, prefix, box),
        text(visible(segment.state, _LONGEST_LABEL), x + 7, y + ROW / 2 + 4, "mark"),
    ]
    return tag("g", tooltip(segment_words(segment)) + "".join(parts))


def _pin_right(segment: Segment, axis: Axis) -> float:
    return axis.x(segment.start_ms) + 14 + width_of(visible(segment.state, _LONGEST_LABEL))


def _patterned(state: str, prefix: str, box: Mapping[str, float], *, strong: bool = False) -> str:
    pattern = None if strong and state == "down" else _PATTERNS.get(state.split(",", maxsplit=1)[0])
    return "" if pattern is None else tag("rect", fill=f"url(#{prefix}{pattern})", **box)


def tone_of(state: str, *, strong: bool = False) -> str:
    """The colour of a state; for the connection itself up is good, and down is nothing."""
    if state.endswith("sockets"):
        return "bad"
    connection = {"up": "good", "down": "empty"} if strong else {}
    return connection.get(state) or _TONES.get(state, "off")


def segment_words(segment: Segment) -> str:
    """A state and when it held, in words."""
    if segment.start_ms == segment.end_ms:
        return f"{segment.state} at {instant(segment.start_ms)}"
    return f"{segment.state}, {instant(segment.start_ms)} to {instant(segment.end_ms)}"


def call_marks(calls: tuple[CallMark, ...], axis: Axis, y: float) -> Drawn:
    """The lane of calls: a triangle where a call is made, a line to its outcome, and the outcome's sign."""
    rows = Rows()
    parts: list[str] = []
    for call in calls:
        if axis.shows(call.at_ms):
            label = visible(call.label, _LONGEST_LABEL)
            row = rows.place(axis.x(call.at_ms) - 6, _call_right(call, axis, label))
            parts.append(_call(call, axis, y + row * ROW, label))
    return Drawn("".join(parts), max(1, rows.used) * ROW + 3, rows.right)


def _call_right(call: CallMark, axis: Axis, label: str) -> float:
    after = axis.x(call.at_ms) + 11 + width_of(label) + 8
    ends = [axis.x(outcome.at_ms) for outcome in call.outcomes if outcome.at_ms > call.at_ms]
    return max([after, *ends]) + 18 * max(1, len(call.outcomes))


def _call(call: CallMark, axis: Axis, y: float, label: str) -> str:
    x, middle = axis.x(call.at_ms), y + ROW / 2
    parts = [
        tooltip(call_words(call)),
        tag("path", d=f"M{x - 5:.1f} {middle - 5:.1f}h10l-5 9z", class_="call"),
        text(label, x + 9, middle + 4, "mark"),
    ]
    after = x + 11 + width_of(label) + 8
    if call.answers and not call.outcomes:
        parts.append(text("…", after, middle + 4, "waits"))
    for outcome in call.outcomes:
        end = axis.x(outcome.at_ms)
        if end > after + 6:
            parts.append(tag("path", d=f"M{after - 4:.1f} {middle:.1f}H{end - 7:.1f}", class_="thread"))
        place = max(after, end)
        parts.append(
            text(
                _SIGNS.get(outcome.result, "?"),
                place,
                middle + 4.5,
                f"sign {_sign(outcome.result)}",
                "middle",
            )
        )
        after = place + 16
    return tag("g", "".join(parts))


def _sign(result: str) -> str:
    return "is-success" if result == "success" else "is-error"


def call_words(call: CallMark) -> str:
    """A call and its outcomes in words."""
    said = ", ".join(f"{outcome.result} at {instant(outcome.at_ms)}" for outcome in call.outcomes)
    nothing = "nothing reported" if call.answers else ""
    return f"{call.label} at {instant(call.at_ms)}" + (f": {said or nothing}" if said or nothing else "")


def mark_width(label: str) -> float:
    """How far the mark of a call or a message goes to the right of its instant, the sign of an outcome included."""
    return 19 + width_of(visible(label, _LONGEST_LABEL)) + 18


def point_marks(marks: tuple[Mark, ...], axis: Axis, y: float) -> Drawn:
    """A lane of things that happen at an instant: a dot and a label each."""
    rows = Rows()
    parts: list[str] = []
    for mark in marks:
        if axis.shows(mark.at_ms):
            label, x = visible(mark.label, _LONGEST_LABEL), axis.x(mark.at_ms)
            middle = y + rows.place(x - 5, x + mark_width(label)) * ROW + ROW / 2
            dot = tag("circle", cx=x, cy=middle, r=3.6, class_="dot")
            told = tooltip(f"{mark.label} at {instant(mark.at_ms)}")
            parts.append(tag("g", told + dot + text(label, x + 8, middle + 4, "mark")))
    return Drawn("".join(parts), max(1, rows.used) * ROW + 3, rows.right)


class Rows:
    """Puts labels into the first row where they overlap nothing."""

    def __init__(self) -> None:
        self._ends: list[float] = []
        self.right = 0.0

    @property
    def used(self) -> int:
        """How many rows are in use."""
        return len(self._ends)

    def place(self, left: float, right: float) -> int:
        """The row for a label from `left` to `right`; labels come in order of time."""
        self.right = max(self.right, right)
        for row, end in enumerate(self._ends):
            if left >= end:
                self._ends[row] = right
                return row
        self._ends.append(right)
        return len(self._ends) - 1
