"""Writes the skeleton of a driver from the templates that ship: a driver, its world, and a toy SDK that it drives."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from connref.errors import UsageError

_TEMPLATES = Path(__file__).parent / "templates"
_RUNNERS = {"python": ("python3", "driver.py"), "javascript": ("node", "driver.mjs")}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What was written, and the command that judges it."""

    files: tuple[Path, ...]
    next_command: str


def write_skeleton(language: str, folder: Path) -> Skeleton:
    """Write the skeleton for "python" or "javascript" into `folder`, which is made where it is missing.

    Raises `UsageError`, and writes nothing, for a language without a template and for files that are there already;
    raises `OSError` where nothing can be written.
    """
    if language not in _RUNNERS:
        raise UsageError(f"there is no skeleton for {language!r}; there are {', '.join(_RUNNERS)}")
    sources = sorted(path for path in (_TEMPLATES / language).iterdir() if path.is_file())
    targets = tuple(folder / source.name for source in sources)
    there = [str(target) for target in targets if target.exists()]
    if there:
        raise UsageError(
            f"{', '.join(there)}: there already, and nothing is overwritten; name another folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for source, target in zip(sources, targets, strict=True):
        target.write_bytes(source.read_bytes())
    program, name = _RUNNERS[language]
    driver = shlex.join([program, str(folder / name)])
    return Skeleton(targets, f"connref run --driver {shlex.quote(driver)}")
