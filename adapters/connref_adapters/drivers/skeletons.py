"""The skeletons of drivers that `connref driver init` writes: which files, how they are built, and what runs them.

Each drives a toy SDK that keeps to the document, and keeps the line to the kit apart from what an author changes.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from connref.errors import UsageError

_ADAPTERS = Path(__file__).parent.parent
_TEMPLATES = _ADAPTERS / "drivers" / "templates"
_JAVASCRIPT_WORLD = _ADAPTERS / "sdks" / "world"


@dataclass(frozen=True, slots=True)
class Language:
    """What a skeleton of this language needs: programs, the commands that build it (in its folder), what runs it.

    In `runs`, `{folder}` stands for the folder. `world` is a package that is written beside the template.
    """

    needs: tuple[str, ...]
    runs: tuple[str, ...]
    builds: tuple[str, ...] = ()
    world: Path | None = None


LANGUAGES: dict[str, Language] = {
    "python": Language(("python3",), ("python3", "{folder}/driver.py")),
    "javascript": Language(("node",), ("node", "{folder}/driver.mjs"), world=_JAVASCRIPT_WORLD),
    "typescript": Language(
        ("node", "npm"),
        ("node", "{folder}/driver.mjs"),
        ("npm install --no-audit --no-fund --loglevel=error", "npm run --silent build"),
        _JAVASCRIPT_WORLD,
    ),
    "java": Language(
        ("javac", "java"), ("java", "-cp", "{folder}/build", "Driver"), ("javac -d build *.java",)
    ),
    "go": Language(("go",), ("{folder}/driver",), ("go build -o driver .",)),
}
"""The languages of SDKs for which there is a skeleton."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What was written: the files, the commands that build it there, and the command line of the driver."""

    files: tuple[Path, ...]
    folder: Path
    builds: tuple[str, ...]
    driver: tuple[str, ...]

    @property
    def next_command(self) -> str:
        """What a person types next, in a shell: build it where that is needed, and judge it."""
        judged = f"connref run --driver {shlex.quote(shlex.join(self.driver))}"
        if not self.builds:
            return judged
        return f"(cd {shlex.quote(str(self.folder))} && {' && '.join(self.builds)}) && {judged}"


def write_skeleton(language: str, folder: Path) -> Skeleton:
    """Write the skeleton for a language of `LANGUAGES` into `folder`, which is made where it is missing.

    Raises `UsageError`, and writes nothing, for a language without a template and for files that are there already;
    raises `OSError` where nothing can be written.
    """
    if language not in LANGUAGES:
        raise UsageError(f"there is no skeleton for {language!r}; there are {', '.join(LANGUAGES)}")
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
    runs = tuple(word.format(folder=folder) for word in LANGUAGES[language].runs)
    return Skeleton(targets, folder, LANGUAGES[language].builds, runs)


def _sources(language: str) -> dict[str, Path]:
    """What is written, by its name in the new folder: the template, and the world that the shipped drivers use too."""
    own = {path.name: path for path in sorted((_TEMPLATES / language).iterdir()) if path.is_file()}
    if (world := LANGUAGES[language].world) is None:
        return own
    parts = sorted(path for path in world.rglob("*") if path.is_file())
    return own | {f"world/{path.relative_to(world).as_posix()}": path for path in parts}
