"""Formats, and DOT to SVG and PNG: by the renderer of the extra `draw`, or by the user's own `dot`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path

from connref.errors import ConnrefError

PURE, SYSTEM = "graphviz-pure", "dot"
RENDERERS = (PURE, SYSTEM)
"""What can render: the pinned program without system packages, or Graphviz as installed on the system."""

_SECONDS = 60


class Format(StrEnum):
    """What a drawing can be written as."""

    SVG = "svg"
    PNG = "png"
    DOT = "dot"
    MERMAID = "mermaid"
    PLANTUML = "plantuml"

    @property
    def ending(self) -> str:
        """The ending of a file of this format."""
        return {Format.MERMAID: "mmd", Format.PLANTUML: "puml"}.get(self, self.value)


class RendererError(ConnrefError):
    """The renderer is not there, or could not draw. `renderer` names it."""

    def __init__(self, renderer: str, problem: str, advice: str) -> None:
        super().__init__(f"{renderer}: {problem}; {advice}")
        self.renderer = renderer


def render(text: str, kind: str, renderer: str = PURE, *, placed: bool = True) -> bytes:
    """Draw DOT text as `svg` or `png`: with every place pinned, or else as the renderer lays it out.

    Raises `RendererError`.
    """
    layout = ("-Kneato", "-n2") if placed else ("-Kdot",)
    command = [find(renderer), *layout, f"-T{kind}", "-q"]
    try:
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RendererError(renderer, str(error), "try the other renderer: --renderer") from error
    if done.returncode or not done.stdout:
        problem = done.stderr.decode(errors="replace").strip() or f"ended with status {done.returncode}"
        raise RendererError(renderer, problem, "try the other renderer: --renderer")
    return done.stdout


def render_all(texts: Sequence[str], kind: str, renderer: str = PURE) -> list[bytes]:
    """Draw several at once: the work is the renderer's, in processes of its own. Raises `RendererError`."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        jobs = [pool.submit(render, text, kind, renderer) for text in texts]
        return [job.result() for job in jobs]


def find(renderer: str) -> str:
    """The program of a renderer: beside the running Python first, then on the PATH. Raises `RendererError`."""
    beside = shutil.which(renderer, path=str(Path(sys.executable).parent))
    found = beside or shutil.which(renderer)
    if found is None:
        advice = (
            "install it with: pip install 'connref[draw]'"
            if renderer == PURE
            else "install Graphviz, or leave --renderer out"
        )
        raise RendererError(renderer, "no such program", advice)
    return found
