"""What `make reachable` writes: the masks of the rows and pairs that the walks of the state space come to."""

from __future__ import annotations

import sys
from pathlib import Path

from connref.cases.reachable import masks_of
from connref.cases.state_space import reachable_pairs
from connref.protocol import Mode, Profile

PLACE = Path(__file__).resolve().parent.parent / "model" / "connref" / "cases" / "data" / "reachable.py"
EXACT, COARSE = Profile(), Profile(tolerance_ms=1)

MASKS = {"AUTO": (EXACT, Mode.AUTO), "MANUAL": (EXACT, Mode.MANUAL), "MANUAL_COARSE": (COARSE, Mode.MANUAL)}


def masks(name: str) -> str:
    """The lines of one constant, found by walking."""
    profile, mode = MASKS[name]
    return masks_of(mode, reachable_pairs(profile, mode))


def module() -> str:
    """The whole module."""
    constants = (f'{name} = """\\\n{masks(name)}"""\n' for name in MASKS)
    head = '"""Rows: masks of the pairs of rows that can be provoked; `connref.cases.reachable` explains them."""\n'
    return "\n".join((head, *constants))


if __name__ == "__main__":
    PLACE.write_text(module(), "utf-8")
    sys.stdout.write(f"wrote {PLACE}\n")
