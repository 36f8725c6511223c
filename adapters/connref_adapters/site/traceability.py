"""Who answers for each requirement: source heading ↔ transitions ↔ properties ↔ cases ↔ wrong fakes ↔ pictures.

Every column is read from where it is declared. The wrong fakes belong to the tests, so they come in as data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connref.cases.catalogue import named_cases
from connref.protocol import Profile
from connref.spec.requirements import REQUIREMENTS
from connref.verify import LINK_PROPERTIES, POLICY_PROPERTIES
from connref.verify.machine_check import DEVICE_PROPERTIES, MACHINE_PROPERTIES
from connref.verify.report import judged_default
from connref.verify.suspension_check import SUSPENSION_PROPERTIES
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.touching import touched

HEADINGS = (
    "requirement",
    "kind",
    "source heading",
    "what must hold",
    "transitions",
    "properties",
    "cases",
    "wrong fakes",
    "pictures",
)
"""The columns, in the order of the fields of `Trace`."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One requirement and all that answers for it. Empty tuples are gaps; a test holds that there is none."""

    requirement: str
    kind: str
    heading: str
    sentence: str
    transitions: tuple[str, ...]
    properties: tuple[str, ...]
    cases: tuple[str, ...]
    fakes: tuple[str, ...]
    pictures: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The columns that nothing stands in."""
        columns = {
            "transitions": self.transitions,
            "properties": self.properties,
            "cases": self.cases,
            "wrong fakes": self.fakes,
            "pictures": self.pictures,
        }
        return tuple(name for name, entries in columns.items() if not entries)


def traces(fakes: Mapping[str, Iterable[str]]) -> tuple[Trace, ...]:
    """A line for each requirement, in the order of docs/requirements.md.

    `fakes` names, for each wrong SDK, the requirements that it breaks.
    """
    properties = _properties()
    return tuple(
        Trace(
            each.id,
            each.kind.value,
            each.heading,
            each.sentence,
            transitions_of(each.id),
            tuple(dict.fromkeys(properties.get(each.id, ()))),
            tuple(case.id for case in named_cases(Profile(), (each.id,))),
            tuple(name for name, broken in fakes.items() if each.id in broken),
            pictures_of(each.id),
        )
        for each in REQUIREMENTS.values()
    )


def transitions_of(requirement: str) -> tuple[str, ...]:
    """The transitions that a requirement touches, each as "chart: source → target, event"."""
    found: list[str] = []
    for name in ChartName:
        chart = declared(name)
        for transition in touched(requirement, chart):
            arc = chart.arcs[transition]
            source, target = chart.locations[arc.source].label, chart.locations[arc.target].label
            found.append(f"{name.value}: {source} → {target}, {arc.event}")
    return tuple(dict.fromkeys(found))


def pictures_of(requirement: str) -> tuple[str, ...]:
    """The pictures of what a requirement touches, by the stem of their files."""
    return tuple(
        f"{requirement}-{name.value}" for name in ChartName if any(touched(requirement, declared(name)))
    )


def _properties() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    default = judged_default()
    named = [
        *((each.requirement, each.name) for each in POLICY_PROPERTIES),
        *((each.requirement, each.name) for each in LINK_PROPERTIES),
        *MACHINE_PROPERTIES.items(),
        *DEVICE_PROPERTIES.items(),
        *SUSPENSION_PROPERTIES.items(),
        (default.requirement, default.name),
    ]
    for requirement, name in named:
        found.setdefault(requirement, []).append(name)
    return found
