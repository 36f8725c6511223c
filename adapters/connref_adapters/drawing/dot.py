"""A sheet as DOT text in which every place is pinned, so that renderers agree, and the SVG that comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from connref_adapters.drawing.layout import PlacedArrow, PlacedBox, Row, Sheet, width
from connref_adapters.drawing.picture import Box, Picture, Tone, Weight
from connref_adapters.drawing.plans import Panel
from connref_adapters.drawing.routes import Point

INK, SOFT, LINK, LIGHT, HOT, GROUND = "#1b2330", "#5b6472", "#2b5fa8", "#8b94a3", "#c2410c", "#f5f7fa"
WRONG = "#b00020"
FADED = "#5d6675"
"""Words that are not what a picture is about: dim, and still readable on every ground."""

HEADING, _TITLE, _NOTE = 14.0, 20.0, 12.0
FILL = {Tone.UP: "#d3f0dc", Tone.COMING: "#fdf0c4", Tone.DOWN: "#e9ecf1", Tone.SESSION: "#ffffff"}
EDGE = {Tone.UP: "#1c7c43", Tone.COMING: "#8a6d00", Tone.DOWN: "#5b6472", Tone.SESSION: "#8b94a3"}
SHADES = ("#e6f0fd", "#cbe0fb", "#aacdf8", "#88b9f4", "#69a6ef")
"""From visited once to visited most."""

STROKE = {
    Weight.PLAIN: SOFT,
    Weight.LIGHT: LIGHT,
    Weight.CHOICE: SOFT,
    Weight.HOT: HOT,
    Weight.WRONG: WRONG,
    Weight.SHOULD: INK,
    Weight.DIM: "#c3c9d2",
}
_DASHED = frozenset({Weight.LIGHT, Weight.CHOICE, Weight.SHOULD})
_FONT = "Arial"
_POINTS = 72.0


def dot(sheet: Sheet, base: str) -> str:
    """The sheet as DOT; `base` goes before a requirement's ID in links."""
    picture = sheet.picture
    return "\n".join(
        [
            f"digraph {_quoted(picture.name)} {{",
            f'  graph [label="", tooltip={_quoted(picture.title)}, pad=0.15, splines=true, outputorder=nodesfirst]',
            f'  node [shape=box, fixedsize=true, fontname="{_FONT}", fontcolor="{INK}", penwidth=1.5]',
            f'  edge [fontname="{_FONT}", fontcolor="{INK}", arrowsize=0.85, penwidth=1.4]',
            *(line for panel in sheet.panels for line in _panel(panel)),
            *_captions(sheet),
            *(_box(placed, base, initial=placed.box.id == picture.initial) for placed in sheet.boxes),
            *(line for placed in sheet.arrows for line in _arrow(placed, base)),
            "}",
            "",
        ]
    )


def _captions(sheet: Sheet) -> Iterable[str]:
    """The title above the picture, the notes below it."""
    left = min(panel.x for panel in sheet.panels)
    top = min(panel.y for panel in sheet.panels)
    bottom = max(panel.y + panel.height for panel in sheet.panels)
    yield _words("title", sheet.picture.title, _TITLE, (left, top - 26), INK)
    for index, note in enumerate(sheet.picture.notes):
        yield _words("note", note, _NOTE, (left + 2, bottom + 22 + 19 * index), SOFT, bold=False)


def _panel(panel: Panel) -> Iterable[str]:
    middle = (panel.x + panel.width / 2, panel.y + panel.height / 2)
    yield (
        f'  {_quoted("panel " + panel.heading)} [label="", class=panel, style="rounded,filled", '
        f'fillcolor="{GROUND}", color="{GROUND}", tooltip=" ", {_place(middle, panel.width, panel.height)}]'
    )
    yield _words("heading", panel.heading, HEADING, (panel.x + 14, panel.y + 16), SOFT)


def _words(kind: str, words: str, size: float, left: Point, colour: str, *, bold: bool = True) -> str:
    """Free words that begin at a point."""
    wide = width(words, size, bold=bold) + 8
    shown = f"<B>{escape(words)}</B>" if bold else escape(words)
    place = _place((left[0] + wide / 2, left[1]), wide, size + 4)
    return (
        f"  {_quoted(f'{kind} {words}')} [label=<{shown}>, shape=plaintext, class={kind}, "
        f'fontsize={size:g}, fontcolor="{colour}", tooltip=" ", {place}]'
    )


def _box(placed: PlacedBox, base: str, *, initial: bool) -> str:
    box, rect = placed.box, placed.rect
    hot = box.weight is Weight.HOT
    line = HOT if hot else STROKE[Weight.DIM] if box.weight is Weight.DIM else EDGE[box.tone]
    words = f"state {box.tone.value} {box.weight.value}"
    label = _table(placed.rows, "CENTER", base, dim=box.weight is Weight.DIM)
    return (
        f"  {_quoted(box.id)} [label=<{label}>, class={_quoted(words)}, "
        f'style="rounded,filled", fillcolor="{_ground(box)}", color="{line}", '
        f"tooltip={_quoted(': '.join(filter(None, (box.label, box.facts))))}, "
        f"{'penwidth=3, ' if hot or initial else ''}{_place((rect.x, rect.y), rect.width, rect.height)}]"
    )


def _ground(box: Box) -> str:
    return SHADES[box.shade - 1] if box.shade else FILL[box.tone]


def _arrow(placed: PlacedArrow, base: str) -> Iterable[str]:
    arrow, text = placed.arrow, placed.text
    tooltip = _quoted("\n".join(arc.sentence for arc in arrow.arcs))
    table = _table(text.rows, text.align, base, dim=arrow.weight is Weight.DIM)
    label = f"<{table}>" if text.rows else '""'
    tip = placed.route.corners[-1]
    points = " ".join([f"e,{_point(tip)}", *map(_point, placed.route.curve())])
    style = ", style=dashed" if arrow.weight in _DASHED else ""
    heavy = ", penwidth=2.6" if arrow.weight in {Weight.HOT, Weight.WRONG} else ""
    yield (
        f"  {_quoted(arrow.source)} -> {_quoted(arrow.target)} [pos={_quoted(points)}, "
        f'lp={_quoted(_point(text.middle))}, label={label}, class="way {arrow.weight.value}", '
        f'color="{STROKE[arrow.weight]}", edgetooltip={tooltip}, labeltooltip={tooltip}{style}{heavy}]'
    )


def _table(rows: tuple[Row, ...], align: str, base: str, *, dim: bool) -> str:
    cells = "".join(_cell(row, align, base, dim=dim) for row in rows)
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{cells}</TABLE>'


def _cell(row: Row, align: str, base: str, *, dim: bool) -> str:
    words = f"<B>{escape(row.words)}</B>" if row.bold else escape(row.words)
    colour = FADED if dim else LINK if row.link else SOFT if row.soft else INK
    link = f' HREF="{escape(base + row.link)}" TOOLTIP="{row.link}"' if row.link else ""
    font = f'<FONT POINT-SIZE="{row.size:g}" COLOR="{colour}">{words}</FONT>'
    return f'<TR><TD ALIGN="{align}"{link}>{font}</TD></TR>'


def _place(middle: Point, wide: float, high: float) -> str:
    return f"pos={_quoted(_point(middle) + '!')}, width={wide / _POINTS:.3f}, height={high / _POINTS:.3f}"


def _point(point: Point) -> str:
    """A point with y upwards, as DOT counts."""
    return f"{point[0]:.1f},{-point[1]:.1f}".replace("-0.0", "0.0")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


DARK = {
    INK: "#e8ecf3",
    SOFT: "#a7b1c2",
    LINK: "#8ab4f8",
    LIGHT: "#7d8798",
    FADED: "#a3adbc",
    HOT: "#fb923c",
    GROUND: "#161c26",
    STROKE[Weight.DIM]: "#3f4958",
    FILL[Tone.UP]: "#123d26",
    FILL[Tone.COMING]: "#3d3410",
    FILL[Tone.DOWN]: "#2a323f",
    FILL[Tone.SESSION]: "#0d1117",
    EDGE[Tone.UP]: "#4ac27a",
    EDGE[Tone.COMING]: "#d9b23a",
    **dict(zip(SHADES, ("#14263d", "#17345a", "#1c4477", "#225594", "#2867b1"), strict=True)),
}
"""What each colour becomes on a dark ground."""
DARK_WRONG = {WRONG: "#ff6b7a"}
"""The same, for the pictures alone that show what an SDK does instead."""

PAPER, DARK_PAPER = "#ffffff", "#0d1117"
_HEAD = re.compile(r"<svg .*?>", re.DOTALL)
_SIZE = re.compile(r'viewBox="([^"]+)"')
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_GRAPH_TITLE = re.compile(r"<title>[^<]*</title>\s*")
_PAPER = re.compile(r'<polygon fill="(?:white|#ffffff|transparent)" stroke="(?:none|transparent)"[^>]*/>\s*')


def finished(raw: bytes, picture: Picture) -> str:
    """The SVG as it is kept. Titles that the renderer gives to elements are dropped: tooltips say more."""
    text = raw.decode()
    text = _COMMENT.sub("", text[text.index("<svg") :])
    text = _GRAPH_TITLE.sub("", text)
    text = _PAPER.sub("", text)
    text = text.replace(' xlink:title=" "', "")
    text = _TEXT.sub(_measured, text)
    box = _SIZE.search(text)
    left, top, wide, high = (float(each) for each in (box[1].split() if box else ["0", "0", "0", "0"]))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'aria-labelledby="title desc" viewBox="{left:g} {top:g} {wide:g} {high:g}" '
        f'width="{wide:g}" height="{high:g}">\n'
        f'<title id="title">{escape(picture.title)}</title>\n<desc id="desc">{escape(picture.description)}</desc>\n'
        f"<style>{_style(picture)}</style>\n"
        f'<rect class="paper" x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" fill="{PAPER}"/>'
    )
    return _HEAD.sub(lambda _: head, text, count=1).rstrip() + "\n"


_TEXT = re.compile(r"(<text [^>]*?)>([^<]+)</text>")
_FONT_SIZE = re.compile(r'font-size="([\d.]+)"')


def _measured(found: re.Match[str]) -> str:
    """Words as wide as they were laid out, whichever font a reader has."""
    size = _FONT_SIZE.search(found[1])
    wide = width(unescape(found[2]), float(size[1]) if size else 0, bold='font-weight="bold"' in found[1])
    return f'{found[1]} textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs">{found[2]}</text>'


def _style(picture: Picture) -> str:
    wrong = any(arrow.weight is Weight.WRONG for arrow in picture.arrows)
    dark = "".join(
        f'[fill="{colour}"]{{fill:{dark}}}[stroke="{colour}"]{{stroke:{dark}}}'
        for colour, dark in {**DARK, **(DARK_WRONG if wrong else {})}.items()
    )
    return (
        "text{font-family:Arial,Helvetica,'Liberation Sans',sans-serif}"
        f".edge text,.heading text{{paint-order:stroke;stroke:{GROUND};stroke-width:3px;stroke-linejoin:round}}"
        "a:hover text,a:focus text{text-decoration:underline}.edge:hover path{stroke-width:3}"
        f"@media(prefers-color-scheme:dark){{.paper{{fill:{DARK_PAPER}}}{dark}"
        f".edge text,.heading text{{stroke:{DARK[GROUND]}}}}}"
    )
