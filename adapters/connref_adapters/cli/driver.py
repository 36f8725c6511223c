"""Write the skeleton of a driver of your own, with a toy SDK behind it that runs as it is.

connref driver init --language python my-driver
"""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from connref.errors import UsageError
from connref_adapters.cli.output import emit

_ADAPTERS = Path(__file__).parent.parent
_TEMPLATES = _ADAPTERS / "drivers" / "templates"
_JAVASCRIPT_WORLD = _ADAPTERS / "sdks" / "world"
_RUNNERS = {"python": ("python3", "driver.py"), "javascript": ("node", "driver.mjs")}
_WORLDS = {"javascript": _JAVASCRIPT_WORLD}


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
    sources = _sources(language)
    targets = tuple(folder / name for name in sources)
    there = [str(target) for target in targets if target.exists()]
    if there:
        raise UsageError(
            f"{', '.join(there)}: there already, and nothing is overwritten; name another folder"
        )
    for source, target in zip(sources.values(), targets, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    program, name = _RUNNERS[language]
    driver = shlex.join([program, str(folder / name)])
    return Skeleton(targets, f"connref run --driver {shlex.quote(driver)}")


def _sources(language: str) -> dict[str, Path]:
    """What is written, by its name in the new folder: the template, and the world that the shipped drivers use too."""
    own = {path.name: path for path in sorted((_TEMPLATES / language).iterdir()) if path.is_file()}
    if language not in _WORLDS:
        return own
    world = sorted(path for path in _WORLDS[language].iterdir() if path.is_file())
    return own | {f"world/{path.name}": path for path in world}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    kinds = parser.add_subparsers(dest="action", required=True, metavar="init")
    init = kinds.add_parser("init", help="write a driver to begin with", allow_abbrev=False)
    init.add_argument(
        "--language", required=True, choices=tuple(_RUNNERS), help="what your SDK is written in"
    )
    init.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to (connref-driver)")


def run(args: Namespace) -> int:
    """Carry `connref driver init` out."""
    skeleton = write_skeleton(args.language, args.folder or Path("connref-driver"))
    emit("".join(f"wrote {path}\n" for path in skeleton.files))
    emit(
        f"\nIt drives a toy SDK already; judge that, then put yours in its place:\n\n    {skeleton.next_command}\n"
    )
    return 0
