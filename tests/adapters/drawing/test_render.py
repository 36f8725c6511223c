"""The renderer: found where it should be, deterministic, and with an error that says what to install."""

from __future__ import annotations

from pathlib import Path

import pytest

from connref_adapters.drawing import render as module
from connref_adapters.drawing.drawing import modes_drawing
from connref_adapters.drawing.render import PURE, Format, RendererError, find, render, render_all

PNG_HEAD = b"\x89PNG\r\n"


def nowhere(_program: str, path: str | None = None) -> str | None:
    """A machine on which no program is installed."""
    return path and None


def test_pinned_renderer_is_here() -> None:
    assert Path(find(PURE)).is_file()


def test_png_is_a_png() -> None:
    assert modes_drawing().written(Format.PNG).startswith(PNG_HEAD)


def test_drawing_twice_gives_the_same_bytes() -> None:
    text = modes_drawing().dot
    assert render_all([text, text], "svg") == [render(text, "svg")] * 2


def test_missing_renderer_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "which", nowhere)
    with pytest.raises(RendererError, match=r"graphviz-pure: no such program; .*connref\[draw\]"):
        render("digraph {}", "svg")


def test_missing_graphviz_says_how_to_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "which", nowhere)
    with pytest.raises(RendererError, match="leave --renderer out"):
        find("dot")


def test_text_that_is_no_graph_is_an_error_of_the_renderer() -> None:
    with pytest.raises(RendererError, match=PURE):
        render("this is no graph", "svg")
