"""The frame of an HTML report: one document with its own style, which loads nothing and runs only its own script."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape

from connref_adapters.reports.page_style import STYLE
from connref_adapters.safe_text import visible

SCRIPT = """
const reveal = () => {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = place; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  place?.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
for (const pre of document.querySelectorAll("pre.copy")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(pre.textContent).then(
      () => { button.textContent = "Copied"; },
      () => { getSelection().selectAllChildren(pre); button.textContent = "Selected: copy with the keyboard"; });
  });
  pre.before(button);
}
"""
"""Unfolds what a link leads to, and adds a copy button to raw steps; everything else works without it."""


def esc(text: object, longest: int = 400) -> str:
    """Foreign text as markup: harmless, on one line, cut when very long."""
    return escape(visible(text, longest))


def anchor(kind: str, id_: str) -> str:
    """An id for a place on the page, safe in an attribute and in a link."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else f"_{ord(c):x}" for c in id_[:200])
    return f"{kind}-{safe}"


def document(title: str, header: str, main: str, footer: str) -> str:
    """A whole page. The content policy lets hostile text that slipped through do nothing."""
    policy = f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; img-src data:"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{esc(title)}</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
<header class="wrap">{header}</header>
<main id="main" class="wrap" tabindex="-1">{main}</main>
<footer class="wrap">{footer}</footer>
<script>{SCRIPT}</script>
</body>
</html>
"""


_ROOM = 1000.0
"""How wide a drawing may be that a page on a desk shows as a whole."""

_WIDTH = re.compile(r'<(?:svg|img) [^>]*?width="([\d.]+)"')
_SIZE = re.compile(rb' width="([\d.]+)" height="([\d.]+)"')


def picture(svg: bytes, words: str) -> str:
    """A drawing with a style of its own, shut off from the page as an image; `words` stand for it."""
    found = _SIZE.search(svg)
    size = f' width="{found[1].decode()}" height="{found[2].decode()}"' if found else ""
    return f'<img class="chart"{size} alt="{esc(words)}" src="data:image/svg+xml;base64,{b64encode(svg).decode()}">'


def scrolling(drawn: str, label: str) -> str:
    """A drawing at its own size, which scrolls sideways where there is less room; a line above it says so."""
    found = _WIDTH.search(drawn)
    wide = " wide" if found is not None and float(found[1]) > _ROOM else ""
    hint = f'<p class="hint{wide}" aria-hidden="true">The diagram scrolls sideways →</p>'
    told = esc(f"{label}, scrolls sideways")
    return f'{hint}<div class="scroll" role="region" tabindex="0" aria-label="{told}">{drawn}</div>'


def folded(id_: str, heading: str, body: str, lead: str = "") -> str:
    """A part of the page that is folded at first. `heading`, `body` and `lead` are markup."""
    told = f'<p class="lead">{lead}</p>' if lead else ""
    summary = f'<summary><h2 id="{id_}-h">{heading}</h2></summary>'
    return f'<details class="part" id="{id_}" aria-labelledby="{id_}-h">{summary}{told}{body}</details>'


def section(id_: str, heading: str, body: str, lead: str = "") -> str:
    """A part of the page with its heading. `heading`, `body` and `lead` are markup."""
    told = f'<p class="lead">{lead}</p>' if lead else ""
    return (
        f'<section id="{id_}" aria-labelledby="{id_}-h"><h2 id="{id_}-h">{heading}</h2>{told}{body}</section>'
    )


def cell(content: str, tag: str = "td", class_: str = "", **attributes: str) -> str:
    """A table cell with the role that it keeps where narrow screens show the table as blocks. `content` is markup."""
    role = {"td": "cell", "th": "rowheader"}[tag]
    more = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    named = f' class="{class_}"' if class_ else ""
    return f'<{tag} role="{role}"{named}{more}>{content}</{tag}>'


def family_row(family: str, columns: int) -> str:
    """The row that opens a group of rows across all columns."""
    head = f'<th role="rowheader" scope="rowgroup" colspan="{columns}" class="family">{esc(family)}</th>'
    return f'<tr role="row">{head}</tr>'


def table(caption: str, columns: list[tuple[str, str]], bodies: str) -> str:
    """A table with caption and column headings.

    A column is (heading, class); `bodies` is markup of `tbody` elements.
    """
    heads = "".join(
        f'<th role="columnheader" scope="col"{f" class={class_!r}" if class_ else ""}>{escape(name)}</th>'
        for name, class_ in columns
    )
    return (
        f'<table role="table" class="stack"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>{bodies}</table>'
    )


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
