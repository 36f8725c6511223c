"""What a new ID still lacks, each with the file where it goes; without an ID, what any of them lacks: `make missing`.

python -m tests.missing [ID …]

An ID is a requirement, an interpretation, a latitude, or a state of a chart. Exit status: 0 when nothing is missing,
1 when something is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from tests.diagrams import FOLDER, ROOT, fakes

from connref import INTERPRETATIONS, LATITUDES, REQUIREMENTS, Profile
from connref.cases.catalogue import reading_cases
from connref.spec.sentences import SENTENCES
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.plans import PLANS
from connref_adapters.site.options import OPTION_WORDS
from connref_adapters.site.pages import GROUPS
from connref_adapters.site.sentences import sites_of
from connref_adapters.site.traceability import Trace, pictures_of, traces


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that belongs to every ID of a kind: what it is, where it goes, and whether a certain ID has it."""

    what: str
    where: str
    has: Callable[[str], bool]


def missing(name: str) -> list[tuple[str, Part]]:
    """What an ID lacks. One that nothing declares lacks all that its spelling asks for."""
    return [(kind, part) for kind in kinds_of(name) for part in PARTS[kind] if not part.has(name)]


def kinds_of(name: str) -> list[str]:
    """The kinds that an ID is of. One that nothing declares is a requirement if in capitals, or else of any kind."""
    found = [kind for kind, names in known().items() if name in names]
    return found or [kind for kind in PARTS if (kind == "requirement") is name.isupper()]


@cache
def known() -> Mapping[str, frozenset[str]]:
    """Every ID that is declared, by its kind."""
    return {
        "requirement": frozenset(REQUIREMENTS),
        "interpretation": frozenset(INTERPRETATIONS),
        "latitude": frozenset(LATITUDES),
        "state": frozenset(chain.from_iterable(declared(chart).locations for chart in ChartName)),
    }


def told(names: Sequence[str]) -> Iterator[str]:
    """The report: a line for each thing that is missing, and one for each ID that lacks nothing."""
    for name in names:
        lacks = missing(name)
        yield from (f"{name} ({kind}) lacks {part.what}: {part.where}" for kind, part in lacks)
        if not lacks:
            yield f"{name} lacks nothing"


@cache
def _traces() -> Mapping[str, Trace]:
    return {trace.requirement: trace for trace in traces(fakes())}


def _traced(column: str) -> Callable[[str], bool]:
    return lambda name: name in _traces() and column not in _traces()[name].gaps


def _drawn(name: str) -> bool:
    names = pictures_of(name) if name in REQUIREMENTS else ()
    return bool(names) and all((FOLDER / "requirements" / f"{each}.svg").is_file() for each in names)


def _in_a_sentence(name: str) -> bool:
    return any(
        name in (*each.requirements, *each.leaves_open, *chain.from_iterable(each.locations.values()))
        for each in SENTENCES
    )


def _of_the_link(name: str) -> bool:
    return name in declared(ChartName.LINK).locations


def _consulted(name: str) -> bool:
    return any(site.module not in {"interpretations", "requirements"} for site in sites_of(name))


def _put_to_the_question(name: str) -> bool:
    return any(case.id.startswith(f"{name}/") for case in reading_cases(Profile()))


def _chosen_by_fakes(name: str) -> bool:
    from fakes.options import INTERPRETATIONS as CHOSEN

    return name.replace("-", "_") in CHOSEN


def _says(*places: str) -> Callable[[str], bool]:
    """Whether a file, or one of a folder, holds the ID between quotes or as a cell of a table."""

    def found(name: str) -> bool:
        files = [file for place in places for file in _files(ROOT / place)]
        return any(f'"{name}"' in text or f"| {name} |" in text for text in map(Path.read_text, files))

    return found


def _files(place: Path) -> list[Path]:
    return sorted(place.glob("*.py")) if place.is_dir() else [place]


def _worded(name: str) -> bool:
    return name in INTERPRETATIONS and set(OPTION_WORDS.get(name, ())) == set(INTERPRETATIONS[name].options)


def _placed(name: str) -> bool:
    charts = [chart for chart in ChartName if name in declared(chart).locations]
    spots = {chart: chain.from_iterable(spot.states for spot in PLANS[chart].spots) for chart in charts}
    return bool(charts) and all(name in found for found in spots.values())


_SENTENCE = Part("a sentence of the document", "model/connref/spec/sentences.py", _in_a_sentence)
_TABLE = Part("a line in the tables", "make diagrams", _says("diagrams/tables/interpretations.md"))
_NAIVE = Part("the naive reading of it", "tests/naive/", _says("tests/naive"))

PARTS: Mapping[str, tuple[Part, ...]] = {
    "requirement": (
        Part("its row", "model/connref/spec/requirements.py", lambda name: name in REQUIREMENTS),
        _SENTENCE,
        Part("a transition that it touches", "model/connref/spec/", _traced("transitions")),
        Part("a property", "model/connref/verify/properties/", _traced("properties")),
        Part("a named case", "model/connref/cases/", _traced("cases")),
        Part("a wrong SDK that breaks it", "tests/fakes/defects/", _traced("wrong fakes")),
        Part("its pictures", "make diagrams", _drawn),
        Part(
            "a group in docs/requirements.md",
            "adapters/connref_adapters/site/pages.py",
            lambda name: name.split("-", maxsplit=1)[0] in GROUPS,
        ),
    ),
    "interpretation": (
        Part("its row", "model/connref/spec/interpretations.py", lambda name: name in INTERPRETATIONS),
        _SENTENCE,
        Part("a transition that depends on it", "model/connref/spec/", _consulted),
        Part("cases that put it to the question", "model/connref/cases/", _put_to_the_question),
        Part("words for each of its options", "adapters/connref_adapters/site/options.py", _worded),
        _NAIVE,
        Part("a right SDK that follows each option", "tests/fakes/options.py", _chosen_by_fakes),
        _TABLE,
    ),
    "latitude": (
        Part("its row", "model/connref/spec/interpretations.py", lambda name: name in LATITUDES),
        Part("a transition that depends on it", "model/connref/spec/", _consulted),
        _NAIVE,
        _TABLE,
    ),
    "state": (
        Part("its row", "model/connref/spec/", lambda name: name in known()["state"]),
        Part(
            "a sentence of the document",
            "model/connref/spec/sentences.py",
            lambda name: _of_the_link(name) or _in_a_sentence(name),
        ),
        Part("a place in the overview", "adapters/connref_adapters/drawing/plans.py", _placed),
    ),
}
"""What belongs to each kind of ID, in the order in which to do it; docs/contributing.md has the steps."""


def main(names: Sequence[str]) -> int:
    """Report on these IDs; with none, on what is missing anywhere."""
    every = sorted(set(chain.from_iterable(known().values())))
    lacking = [name for name in names or every if missing(name)]
    lines = [*told(names or lacking)] or [f"none of {len(every)} IDs lacks anything"]
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "tests")]
    sys.exit(main(sys.argv[1:]))
