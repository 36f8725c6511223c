"""Builds the explorer: one static page with tables, charts and executor inside; it loads nothing."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from connref.protocol import Profile
from connref.spec.vocabulary import Move
from connref_adapters.drawing.render import PURE
from connref_adapters.drawing.words import EVENT_WORDS, MOVE_WORDS
from connref_adapters.explorer.charts import charts
from connref_adapters.vectors import policy_json

_PROGRAM = "import {"
"""With this line the executor's part begins that runs it as a program of its own."""


def page(renderer: str = PURE) -> str:
    """The whole page. Raises `RendererError` where the charts cannot be drawn."""
    drawn = charts(renderer)
    parts = {
        "STYLE": f"{drawn.style}\n{_text('explorer', 'style.css')}",
        "CHARTS": "".join(drawn.svgs.values()),
        "DATA": _inside_script(json.dumps(_data(), separators=(",", ":"), ensure_ascii=False)),
        "SCRIPT": _script(),
    }
    made = _text("explorer", "page.html")
    for name, content in parts.items():
        made = made.replace(f"@@{name}@@", content.strip())
    return made


def _data() -> dict[str, Any]:
    return {
        "grace_ms": Profile().grace_ms,
        **policy_json(),
        "words": {event.value: words for event, words in EVENT_WORDS.items()},
        "deadlines": {move.value: words for move, words in MOVE_WORDS.items() if move is not Move.KEEP},
    }


def _script() -> str:
    """The policy as the executor has it, then the explorer's own code."""
    policy = _text("vectors", "execute.mjs").partition(_PROGRAM)[0].replace("export ", "")
    return "\n".join((policy, _text("explorer", "story.js"), _text("explorer", "view.js")))


def _inside_script(text: str) -> str:
    return text.replace("</", "<\\/")


def _text(package: str, name: str) -> str:
    return files(f"connref_adapters.{package}").joinpath(name).read_text(encoding="utf-8")
