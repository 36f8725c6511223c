"""Programs that stand in for node and npm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Programs = Callable[..., Path]
"""Puts shell scripts on an otherwise empty PATH; returns where npm logs its calls."""

NODE_20 = "echo v20.1.0"


def npm_that_installs(log: Path) -> str:
    return f'echo "$@" >> "{log}"; sleep 0.2; mkdir node_modules; touch node_modules/there'
