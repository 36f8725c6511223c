"""The renderer's SVG made ready for readers: title and description, colours for light and dark, size in pixels."""

from __future__ import annotations

import re
from html import escape

from connref_adapters.drawing.dot import EDGE, FILL, GROUND, HOT, INK, LIGHT, LINK, SHADES, SOFT, STROKE
from connref_adapters.drawing.picture import Picture, Tone, Weight

DARK = {
    INK: "#e8ecf3",
    SOFT: "#a7b1c2",
    LINK: "#8ab4f8",
    LIGHT: "#7d8798",
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
    box = _SIZE.search(text)
    left, top, wide, high = (float(each) for each in (box[1].split() if box else ["0", "0", "0", "0"]))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'aria-labelledby="title desc" viewBox="{left:g} {top:g} {wide:g} {high:g}" '
        f'width="{wide:g}" height="{high:g}">\n'
        f'<title id="title">{escape(picture.title)}</title>\n<desc id="desc">{escape(picture.description)}</desc>\n'
        f"<style>{_style()}</style>\n"
        f'<rect class="paper" x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" fill="{PAPER}"/>'
    )
    return _HEAD.sub(lambda _: head, text, count=1).rstrip() + "\n"


def _style() -> str:
    dark = "".join(
        f'[fill="{colour}"]{{fill:{dark}}}[stroke="{colour}"]{{stroke:{dark}}}'
        for colour, dark in DARK.items()
    )
    return (
        "text{font-family:Arial,Helvetica,'Liberation Sans',sans-serif}"
        f".edge text,.heading text{{paint-order:stroke;stroke:{GROUND};stroke-width:3px;stroke-linejoin:round}}"
        "a:hover text,a:focus text{text-decoration:underline}.edge:hover path{stroke-width:3}"
        f"@media(prefers-color-scheme:dark){{.paper{{fill:{DARK_PAPER}}}{dark}"
        f".edge text,.heading text{{stroke:{DARK[GROUND]}}}}}"
    )
