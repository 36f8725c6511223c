"""From what was asked on the command line to drawings; what a run or a recording is needed for is loaded when asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from connref.errors import DefinitionError, UsageError
from connref.profiles import VendorProfile
from connref.protocol import MODES
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drawing import PICTURES
from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.drawing import Drawing, chart_drawing, complete_drawing, modes_drawing
from connref_adapters.drawing.views import chart_picture, requirement_pictures
from connref_adapters.profiles import load_profile

_COMPLETE = "-complete"
_USUAL = tuple(name for name in PICTURES if not name.endswith(_COMPLETE))


@dataclass(frozen=True, slots=True)
class Asked:
    """What to draw. Without any wish: the usual pictures."""

    pictures: tuple[str, ...] = ()
    requirement: str | None = None
    reading: tuple[str, ...] = ()
    trace: Path | None = None
    counterexample: str | None = None
    coverage: Path | None = None
    findings: Path | None = None
    links: str = ""
    profile: str | None = None


def drawings(asked: Asked) -> Iterator[Drawing]:
    """The drawings, one after the other. Raises `UsageError` for wishes that cannot be."""
    overlaid = asked.trace, asked.counterexample, asked.coverage, asked.findings
    if asked.profile is not None:
        yield from _of_profile(asked, load_profile(asked.profile))
        return
    if asked.requirement is not None:
        yield from _requirement(asked.requirement, reading_of(asked.reading), asked.links)
    if any(wish is not None for wish in overlaid):
        from connref_adapters.cli.draw_overlaid import overlays

        yield from overlays(*overlaid, reading_of(asked.reading), asked.links)
    if asked.pictures or (asked.requirement is None and not any(overlaid)):
        yield from _pictures(asked)


def reading_of(words: tuple[str, ...]) -> Reading:
    """A reading from words like "connect-in-background=held". Raises `UsageError`."""
    choices: dict[str, str] = {}
    for word in words:
        name, equals, option = word.partition("=")
        if not equals:
            raise UsageError(
                f"{word!r} chooses nothing; write NAME=OPTION, such as connect-in-background=refused"
            )
        choices[name] = option
    try:
        return DEFAULT.but(choices)
    except DefinitionError as error:
        raise UsageError(f"--reading: {error}") from error


def _pictures(asked: Asked) -> Iterator[Drawing]:
    reading = reading_of(asked.reading)
    if unknown := set(asked.pictures) - set(PICTURES):
        raise UsageError(f"there is no picture {', '.join(sorted(unknown))}; there are {', '.join(PICTURES)}")
    for name in asked.pictures or (("auto", "manual") if asked.reading else _USUAL):
        if name == "modes":
            yield modes_drawing(asked.links)
        elif name.endswith(_COMPLETE):
            yield complete_drawing(ChartName(name.removesuffix(_COMPLETE)), asked.links)
        else:
            yield chart_drawing(ChartName(name), chart_picture(ChartName(name), reading), asked.links)


def _of_profile(asked: Asked, profile: VendorProfile) -> Iterator[Drawing]:
    """The charts of a vendor: of the modes, each under the default reading as far as the vendor leaves it."""
    modes = tuple(name for name in ("auto", "manual") if MODES[name] in profile.modes)
    others = (asked.requirement, asked.trace, asked.counterexample, asked.coverage, asked.findings)
    if any(wish is not None for wish in others) or set(asked.pictures) - set(modes):
        raise UsageError(f"--profile {profile.name} draws {' and '.join(modes)}, and nothing beside them")
    variant = profile.numbers.variant
    left = {name: options[0] for name, options in variant.committed.items()}
    reading = DEFAULT.but(left) if not asked.reading else reading_of(asked.reading)
    for name in map(ChartName, asked.pictures or modes):
        picture = chart_picture(name, reading, variant)
        words = f"{name.value.capitalize()} mode, as {profile.title} promises it"
        named = replace(picture, name=f"{name.value}-{profile.name}", title=words)
        yield chart_drawing(name, named, asked.links, variant)


def _requirement(requirement: str, reading: Reading, links: str) -> Iterator[Drawing]:
    if requirement not in REQUIREMENTS:
        close = get_close_matches(requirement, REQUIREMENTS, n=1)
        hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(REQUIREMENTS)}"
        raise UsageError(f"{requirement!r} is not a requirement; {hint}")
    for picture in requirement_pictures(requirement, reading):
        yield chart_drawing(ChartName(picture.name.rsplit("-", 1)[1]), picture, links)
