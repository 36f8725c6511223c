"""Pictures of learned diagrams in the look of the charts: slices that can be read, and what differs from the document.

A last millisecond is folded into the state that it belongs to, what is silent and stays is left out, and all that leads
from one box to another is one arrow. Red is blamed, amber differs and is allowed, dashed is what should be, and a
double frame is a state that the document does not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from connref.learning.symbols import ALPHABETS, INPUTS, TIME, Letter
from connref_adapters.drawing.dot import EDGE, FILL, GROUND, HOT, INK, LINK, SOFT, finished
from connref_adapters.drawing.drawing import Listing, mermaid
from connref_adapters.drawing.picture import Picture, Tone
from connref_adapters.drawing.render import PURE, Format, render
from connref_adapters.learn.colour import Colour
from connref_adapters.learn.diagram import APPS, Diagram, State, Way
from connref_adapters.learn.reference import LAST_MILLISECOND

WORDS: Mapping[Letter, str] = {
    Letter.CONNECT: "connect()",
    Letter.DISCONNECT: "disconnect()",
    Letter.PING: "ping()",
    Letter.BACKGROUND: "app goes into background",
    Letter.FOREGROUND: "app returns to foreground",
    Letter.NETWORK_DOWN: "internet lost",
    Letter.NETWORK_UP: "internet back",
    Letter.CLOSE: "server closes",
    Letter.INIT: "init()",
    Letter.LOGIN: "login()",
    Letter.LOGOUT: "logout()",
    Letter.KILL: "app killed",
    Letter.SUSPEND: "process frozen",
    Letter.RESUME: "process runs on",
    Letter.HANDOVER: "moves to another network",
    Letter.NEXT: "time passes",
    Letter.BEFORE_NEXT: "last millisecond",
    Letter.BEFORE_GRACE_OVER: "last millisecond of the grace",
}
"""The letters in the words of the charts."""

SLICES: Mapping[str, frozenset[Letter]] = {
    "core": frozenset({*ALPHABETS["core"]}),
    "network": frozenset({*ALPHABETS["network"]} - {*ALPHABETS["core"]} | {Letter.NEXT}),
    "session": frozenset({*ALPHABETS["session"]} - {*ALPHABETS["core"]}),
    "device": frozenset({*ALPHABETS["device"]} - {*ALPHABETS["core"]} | {Letter.NEXT}),
}
"""The letters whose edges each slice draws."""
_WALKED: Mapping[str, frozenset[Letter]] = {name: frozenset(ALPHABETS[name]) for name in SLICES}

LINE = {Colour.PLAIN: SOFT, Colour.AMBER: EDGE[Tone.COMING], Colour.RED: HOT}
_NOTES = (
    "Green: connected. Yellow: on its way. Grey: down. Bold frame: where it starts.",
    "Orange: the document forbids it; dashed: what should be. Dark yellow: differs from the document, and may.",
    "Double frame: a state that the document does not have.",
)


@dataclass(frozen=True, slots=True)
class Slice:
    """What one picture shows of a diagram: the states with a box, what each folds in, and the ways between boxes."""

    name: str
    diagram: Diagram
    start: int
    boxes: tuple[int, ...]
    ways: tuple[Way, ...]

    def dot(self) -> str:
        """The picture as DOT; the renderer finds the places."""
        return "\n".join(_dot(self))

    def written(self, kind: Format, renderer: str = PURE) -> bytes:
        """The picture in a format. Raises `RendererError`."""
        if kind is Format.DOT:
            return self.dot().encode()
        if kind is Format.MERMAID:
            return mermaid(_listing(self)).encode()
        raw = render(self.dot(), kind.value, renderer, placed=False)
        return finished(raw, self.picture()).encode() if kind is Format.SVG else raw

    def picture(self) -> Picture:
        """What a reader who does not see it is told."""
        told = " ".join(f"{sentence}." for sentence in map(_sentence, self.ways, [self] * len(self.ways)))
        return Picture(self.name, self.title, told, (), (), (), "")

    @property
    def title(self) -> str:
        """Whose diagram, in which mode, and which slice."""
        return f"{self.diagram.title}, {self.diagram.mode} mode: {self.name}"


def slices(diagram: Diagram) -> list[Slice]:
    """The slices that the alphabet of a diagram has something of."""
    letters = set(diagram.letters)
    return [_slice(diagram, name) for name, drawn in SLICES.items() if letters & drawn - TIME]


def differences(diagram: Diagram) -> Slice:
    """Only what differs from the document, and what should be there instead."""
    ways = [way for way in _drawn(_homes(diagram), diagram.ways) if way.colour is not Colour.PLAIN]
    start = _start(diagram)
    return Slice("what differs from the document", diagram, start, _boxes(start, ways), tuple(ways))


def _slice(diagram: Diagram, name: str) -> Slice:
    """States that the letters of the slice cannot tell apart are one box."""
    letters = [letter for letter in diagram.letters if letter in _WALKED[name]]
    start = 0 if name == "session" else _start(diagram)
    reached, left = {start}, [start]
    while left:
        state = left.pop()
        found = {
            way.target for way in diagram.ways if way.source == state and way.letter in letters
        } - reached
        reached |= found
        left += found
    machine = diagram.machine()
    alike = machine.alike(letters)
    home = _homes(diagram, by_place=name == "device")
    box_of = [alike[home[state]] for state in range(len(home))]
    inside = [way for way in diagram.ways if way.source in reached and way.letter in SLICES[name]]
    ways = tuple(_drawn(box_of, inside))
    boxes = (
        _boxes(box_of[start], ways) if name != "core" else tuple(sorted({box_of[state] for state in reached}))
    )
    return Slice(name, diagram, box_of[start], boxes, ways)


def _boxes(start: int, ways: Iterable[Way]) -> tuple[int, ...]:
    touched = {each for way in ways for each in (way.source, way.target, _dashed(way)) if each is not None}
    return tuple(sorted({start, *touched}))


def _start(diagram: Diagram) -> int:
    """Where a user is logged in and nothing else has happened."""
    signed_in = (Letter.INIT, Letter.LOGIN)
    if not set(signed_in) <= set(diagram.letters):
        return 0
    return diagram.machine().after(signed_in)


def _homes(diagram: Diagram, *, by_place: bool = False) -> list[int]:
    """For each state the box in which it is: its own, or that of the state of which it is the last millisecond.

    `by_place` has one box for all that differ in the time left only: a frozen process has dozens of those.
    """
    names = [state.place if by_place else state.name for state in diagram.states]
    wholes = [state.place if by_place else state.whole for state in diagram.states]
    named = {name: place for place, name in reversed(list(enumerate(names)))}
    return [
        place if state.extra else named.get(wholes[place], place)
        for place, state in enumerate(diagram.states)
    ]


def _drawn(box_of: Sequence[int], ways: Iterable[Way]) -> Iterator[Way]:
    """The ways between boxes, each once; without those into a fold, and without what is silent and stays."""
    seen = set[tuple[object, ...]]()
    for way in ways:
        source, target = box_of[way.source], box_of[way.target]
        key = (source, way.letter, target, way.output, way.colour, way.requirement)
        plain = way.colour is Colour.PLAIN
        if key in seen or (
            plain and (way.letter in LAST_MILLISECOND or (source == target and not way.output))
        ):
            continue
        seen.add(key)
        should = way.should
        if should is not None and should[0] is not None:
            should = box_of[should[0]], should[1]
        yield replace(way, source=source, target=target, should=should)


def _dashed(way: Way) -> int | None:
    """Where the way should lead, if it is drawn."""
    return way.should[0] if way.colour is Colour.RED and way.should is not None else None


# Words


def shown(letter: Letter, output: Iterable[str]) -> str:
    """A letter and what is seen of it, in words."""
    seen = ", ".join(output)
    return f"{WORDS[letter]}: {seen}" if seen else f"{WORDS[letter]}{': nothing' if letter in TIME else ''}"


def _sentence(way: Way, piece: Slice) -> str:
    names = piece.diagram.states
    blamed = f" ({way.requirement}: {way.told})" if way.requirement else ""
    return f"{names[way.source].name} to {names[way.target].name}, {shown(way.letter, way.output)}{blamed}"


def _listing(piece: Slice) -> Listing:
    names = {
        f"s{box}": (piece.diagram.states[box].name, piece.diagram.states[box].tone) for box in piece.boxes
    }
    ways = tuple((f"s{way.source}", f"s{way.target}", _marked(way)) for way in piece.ways)
    return Listing(piece.title, f"s{piece.start}", names, ways)


def _marked(way: Way) -> str:
    colour = "" if way.colour is Colour.PLAIN else f" ({way.requirement or 'differs, allowed'})"
    return shown(way.letter, way.output) + colour


# DOT


def _dot(piece: Slice) -> Iterator[str]:
    states = piece.diagram.states
    yield f"digraph {_quoted(piece.name)} {{"
    yield "  graph [rankdir=LR, nodesep=0.35, ranksep=0.7, pad=0.15,"
    yield f'    fontname="Arial", fontsize=14, fontcolor="{SOFT}",'
    yield f"    labelloc=t, labeljust=l, label=<{_caption(piece)}>, tooltip={_quoted(piece.title)}]"
    yield f'  node [shape=box, style="rounded,filled", fontname="Arial", fontcolor="{INK}", penwidth=1.5]'
    yield f'  edge [fontname="Arial", fontsize=11, fontcolor="{INK}", arrowsize=0.85, penwidth=1.4]'
    for number, app in enumerate([*APPS, ""]):
        inside = [box for box in piece.boxes if states[box].app == app]
        if not inside:
            continue
        if app:
            yield f'  subgraph cluster_{number} {{ label=<<B>{escape(app)}</B>>; style="rounded,filled";'
            yield f'    fillcolor="{GROUND}"; color="{GROUND}"; fontcolor="{SOFT}";'
        yield from (_box(piece, box, states[box]) for box in inside)
        if app:
            yield "  }"
    yield from _arrows(piece)
    yield "}\n"


def _caption(piece: Slice) -> str:
    notes = "".join(f'<BR ALIGN="LEFT"/><FONT POINT-SIZE="12">{escape(note)}</FONT>' for note in _NOTES)
    return f'<FONT POINT-SIZE="20" COLOR="{INK}"><B>{escape(piece.title)}</B></FONT>{notes}<BR ALIGN="LEFT"/>'


def _box(piece: Slice, box: int, state: State) -> str:
    inside = [way for way in piece.ways if way.source == way.target == box]
    rows = "".join(
        f'<BR/><FONT POINT-SIZE="10" COLOR="{LINE[way.colour]}">{escape(_marked(way))}</FONT>'
        for way in inside
    )
    tooltip = f"{state.name}; reached by: {' '.join(state.access) or 'the start'}"
    return (
        f'    s{box} [label=<<FONT POINT-SIZE="15"><B>{escape(state.name)}</B></FONT>{rows}>, '
        f'fillcolor="{FILL[state.tone]}", color="{EDGE[state.tone]}", tooltip={_quoted(tooltip)}'
        f"{', peripheries=2' if state.extra else ''}{', penwidth=3' if box == piece.start else ''}]"
    )


def _arrows(piece: Slice) -> Iterator[str]:
    """One arrow for all of one colour from a box to another, and a dashed one for what should be."""
    merged: dict[tuple[int, int, Colour], list[Way]] = {}
    for way in piece.ways:
        if way.source != way.target:
            merged.setdefault((way.source, way.target, way.colour), []).append(way)
        there = _dashed(way)
        if there is not None and way.should is not None and there != way.target:
            words = f"should: {shown(way.letter, way.should[1])}"
            told = f"label=<{escape(words)}>, edgetooltip={_quoted(words)}"
            yield f'  s{way.source} -> s{there} [style=dashed, color="{HOT}", {told}]'
    for (source, target, colour), ways in merged.items():
        # Two that lead to and fro may lie on each other: the words of one stand above the middle, of the other below.
        above, below = ("", " <BR/>") if source < target else (" <BR/>", "")
        gap = (above, below) if any((target, source, each) in merged for each in Colour) else ("", "")
        label = gap[0] + "".join(f'{_line(way)}<BR ALIGN="LEFT"/>' for way in ways) + gap[1]
        tooltip = _quoted("\n".join(_sentence(way, piece) for way in ways))
        heavy = ", penwidth=2.6" if colour is Colour.RED else ""
        told = f"edgetooltip={tooltip}, labeltooltip={tooltip}"
        yield f'  s{source} -> s{target} [label=<{label}>, color="{LINE[colour]}", {told}{heavy}]'


def _line(way: Way) -> str:
    blamed = f' <FONT POINT-SIZE="9.5" COLOR="{LINK}">{way.requirement}</FONT>' if way.requirement else ""
    return f"{escape(shown(way.letter, way.output))}{blamed}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


assert set(WORDS) == set(INPUTS) | TIME  # noqa: S101 - a letter without words would be drawn as nothing
