"""The stories that are drawn as timing diagrams: the reference plays them, the oracle says what is wanted meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from connref.cases.notation import parse, tell
from connref.cases.scenario import Story
from connref.protocol import Case, Mode, ObservationKind, Profile, Step
from connref.simulation import Simulation
from connref.spec.requirements import (
    AUTO_BACKGROUND,
    AUTO_FOREGROUND,
    AUTO_RECONNECT,
    EVT_LOST,
    MAN_BACKGROUND_STAYS_DOWN,
    MAN_FOREGROUND_HOLDS,
    MAN_GRACE,
    MAN_GRACE_ENDS,
    MAN_GRACE_RESTARTS,
    MAN_PING_EXTENDS,
    MAN_PING_LAPSES,
    MAN_PING_LOOP,
    MAN_PING_SENDS,
    MAN_RECONNECT,
    MAN_RETURN_CANCELS,
)
from connref.world import Latencies
from connref_adapters.drivers import Playback, Reply
from connref_adapters.reports import Timeline, timing_svg
from connref_adapters.reports.page_style import DARK, LIGHT
from connref_adapters.reports.timing_svg import SVG_STYLE, instants_of
from connref_adapters.reports.wanted import wanted_timeline


@dataclass(frozen=True, slots=True)
class Strip:
    """One device in one mode, and what happens to it, in the notation of the cases."""

    caption: str
    mode: Mode
    story: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """The story as steps."""
        return tell(Story(Profile(), self.mode), parse(self.story)).steps


@dataclass(frozen=True, slots=True)
class TimedStory:
    """A story to draw: its name (a file's stem), what it tells, the requirements that it shows, its strips."""

    name: str
    title: str
    tells: str
    shows: tuple[str, ...]
    strips: tuple[Strip, ...]


_MANUAL_UP = "init login(anna) connect(first) +2s"
_SIDE = (
    "+2s background +10s foreground +10s network_down +10s network_up +10s background +40s foreground +10s"
)

STORIES: tuple[TimedStory, ...] = (
    TimedStory(
        "grace",
        "Manual mode: thirty seconds in the background",
        "No ping() comes, so the connection goes down 30 s after the app went into the background; what the server "
        "sends after that is lost, and only connect() brings the connection up again.",
        (MAN_GRACE, MAN_GRACE_ENDS, EVT_LOST, MAN_BACKGROUND_STAYS_DOWN),
        (
            Strip(
                "manual mode",
                Mode.MANUAL,
                f"{_MANUAL_UP} background +20s message(in-time) +15s message(too-late) +5s "
                "foreground +5s connect(again) +2s",
            ),
        ),
    ),
    TimedStory(
        "ping-loop",
        "Manual mode: a ping loop keeps the connection",
        "Each ping() starts a new grace of 30 s; when the pings stop, the connection goes down 30 s after the last.",
        (MAN_PING_EXTENDS, MAN_PING_LOOP, MAN_PING_SENDS, MAN_PING_LAPSES),
        (
            Strip(
                "manual mode",
                Mode.MANUAL,
                f"{_MANUAL_UP} background +25s ping(p1) +25s ping(p2) +25s ping(p3) +35s",
            ),
        ),
    ),
    TimedStory(
        "return",
        "Manual mode: return to the foreground",
        "The return inside the grace cancels the deadline; the next stay in the background has a whole grace again.",
        (MAN_RETURN_CANCELS, MAN_FOREGROUND_HOLDS, MAN_GRACE_RESTARTS),
        (
            Strip(
                "manual mode",
                Mode.MANUAL,
                f"{_MANUAL_UP} background +20s foreground +60s background +29s foreground +5s",
            ),
        ),
    ),
    TimedStory(
        "reconnection",
        "Loss and reconnection in the foreground, and in the background",
        "In the foreground the connection comes back by itself once the internet is back. In the background it stays "
        "down, also after the return, until connect().",
        (MAN_RECONNECT, MAN_BACKGROUND_STAYS_DOWN),
        (
            Strip(
                "manual mode",
                Mode.MANUAL,
                f"{_MANUAL_UP} network_down +15s network_up +5s background +5s network_down +5s network_up "
                "+5s foreground +5s connect(again) +2s",
            ),
        ),
    ),
    TimedStory(
        "side-by-side",
        "The same story in auto mode and in manual mode",
        "Auto mode goes down at once in the background and up again on return. Manual mode stays up for 30 s, and what "
        "went down in the background stays down until connect(). Lost internet in the foreground is mended in both.",
        (
            AUTO_BACKGROUND,
            AUTO_FOREGROUND,
            AUTO_RECONNECT,
            MAN_GRACE,
            MAN_GRACE_ENDS,
            MAN_RECONNECT,
        ),
        (
            Strip("auto mode", Mode.AUTO, f"init login(anna) {_SIDE}"),
            Strip("manual mode", Mode.MANUAL, f"init login(anna) connect(first) {_SIDE}"),
        ),
    ),
)
"""Every story that is drawn."""


_JITTER = 0.5
"""Every wait between attempts is drawn in the middle of its range, so that a picture can be drawn again."""

_LATENCIES = Latencies(open_ms=300, auth_ms=200, reply_ms=0, message_ms=0)
"""An opening that can be seen, and answers at once: a picture of the document, not of a network."""

_EDGE, _LINE, _STRIP_GAP = 16.0, 18.0, 40.0
_LETTER_TELLS, _LETTER_ID = 6.6, 7.4


def story_svg(story: TimedStory, links: str) -> str:
    """A heading, what it tells, one diagram for each strip on a common axis, and the requirements that it shows."""
    timelines = [story_timeline(story, strip) for strip in story.strips]
    shared = {instant for timeline in timelines for instant in instants_of(timeline)}
    pieces = [
        timing_svg(timeline, strip.caption, f"s{index}", shared)
        for index, (timeline, strip) in enumerate(zip(timelines, story.strips, strict=True))
    ]
    wide = max(_size(piece)[0] for piece in pieces) + 2 * _EDGE
    lines = _wrapped(story.tells, wide)
    top = 52.0 + _LINE * len(lines)
    body = [_line("heading", story.title, 28)]
    body += [_line("tells", words, 50 + _LINE * index) for index, words in enumerate(lines)]
    for strip, piece in zip(story.strips, pieces, strict=True):
        body += [_line("strip", strip.caption, top + 16), _moved(piece, top + 24)]
        top += _size(piece)[1] + _STRIP_GAP
    body.append(_requirements(story, top + 8, links))
    return _document(story, wide, top + 26, body)


def story_timeline(story: TimedStory, strip: Strip) -> Timeline:
    """The lanes of one strip: what was done and seen, and what the document wanted."""
    case = Case(story.name, strip.mode, strip.steps, story.shows[0], story.tells)
    timeline = wanted_timeline(case, _played(strip), Profile(), frozenset(ObservationKind))
    quiet = all(segment.state == "accepting" for segment in timeline.server)
    return replace(timeline, server=() if quiet else timeline.server)


def _played(strip: Strip) -> Playback:
    simulation = Simulation(strip.mode, jitter=lambda: _JITTER, latencies=_LATENCIES, traced=False)
    return Playback(tuple(_replies(simulation, strip.steps)))


def _replies(simulation: Simulation, steps: Iterable[Step]) -> Iterator[Reply]:
    yield Reply(0, (), None)
    for step in steps:
        before = len(simulation.observations)
        simulation.run([step])
        yield Reply(simulation.clock.now, tuple(simulation.observations[before:]), None)


def _document(story: TimedStory, wide: float, high: float, body: Iterable[str]) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'aria-labelledby="title desc" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">\n'
        f'<title id="title">{escape(story.title)}</title>\n<desc id="desc">{escape(story.tells)}</desc>\n'
        f'<style>{_style()}</style>\n<rect class="paper" width="{wide:g}" height="{high:g}"/>\n'
    ) + "".join(f"{part}\n" for part in (*body, "</svg>"))


def _line(kind: str, words: str, y: float) -> str:
    return f'<text class="{kind}" x="{_EDGE:g}" y="{y:g}">{escape(words)}</text>'


def _moved(svg: str, y: float) -> str:
    return svg.replace("<svg ", f'<svg x="{_EDGE:g}" y="{y:g}" ', 1)


def _requirements(story: TimedStory, y: float, links: str) -> str:
    x, parts = _EDGE, list[str]()
    for each in story.shows:
        words = f'<text class="requirement" x="{x:g}" y="{y:g}">{each}</text>'
        parts.append(f'<a xlink:href="{escape(links + each)}">{words}</a>')
        x += _LETTER_ID * len(each) + _LINE
    return "".join(parts)


def _wrapped(words: str, wide: float) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > wide / _LETTER_TELLS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _size(svg: str) -> tuple[float, float]:
    _, _, wide, high = svg.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return float(wide), float(high)


def _variables(palette: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in palette.items())


def _style() -> str:
    return (
        f"svg{{--sans:Arial,Helvetica,'Liberation Sans',sans-serif;{_variables(LIGHT)}}}"
        f"@media(prefers-color-scheme:dark){{svg{{{_variables(DARK)}}}}}"
        f"{SVG_STYLE}.paper{{fill:var(--card)}}text{{font-family:var(--sans);fill:var(--ink)}}"
        ".heading{font-size:20px;font-weight:700}.tells{font-size:13px;fill:var(--soft)}"
        ".strip{font-size:14px;font-weight:700}.requirement{font-size:12px;fill:var(--accent)}"
    )
