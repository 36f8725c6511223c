"""The same rows run by python-statemachine: a second engine beside the table, so that each can be proved by the other.

    from connref import ManualModeChart
    from connref.semantics.statechart import step

    chart = ManualModeChart()
    taken = step(chart, "grace", Event.PING, choices, Region.BEFORE)     # the `Transition` that the library took

`statechart(chart)` builds a class of the library from the rows of a chart, and nothing else: a state for each
location, a transition of the library for each row, in the order of the rows. `step` lets an instance take one step;
with `state` None it goes on from where it stands, so that whole histories can be run. Of two rows that are enabled
at once the library takes the first, where the table refuses; both are right only where the rows are deterministic.

The classes are ordinary ones of the library: `ManualModeChart().send("connect")` works (under the default reading,
before the deadline), and so do its diagrams. This is the only module that knows the library. Nothing that runs in an
application imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import new_class
from typing import Any, ClassVar, cast

from statemachine import State, StateMachine
from statemachine.exceptions import TransitionNotAllowed

from connref.errors import ImpossibleInputError
from connref.spec.auto import AUTO
from connref.spec.declare import Chart, Guard, Transition
from connref.spec.interpretations import DEFAULT
from connref.spec.link import LINK
from connref.spec.manual import MANUAL
from connref.spec.session import SESSION
from connref.spec.vocabulary import Event, LinkEvent, Mode, Region

DEFAULT_CHOICES: Mapping[str, str] = dict(DEFAULT.choices)


class RowChart(StateMachine):
    """Base of the classes that are built from rows. `taken` is the row taken last; `rows` is the chart itself.

    Events that no transition is enabled for raise the library's `TransitionNotAllowed`, errors in guards raise too.
    """

    rows: ClassVar[Chart]
    taken: Transition | None = None


def statechart(chart: Chart, name: str) -> type[RowChart]:
    """A class of the library, called `name`, built from the rows of a chart."""
    states: dict[str, Any] = {
        location.id: State(location.label, initial=location.id == chart.initial)
        for location in chart.locations.values()
    }
    for row in chart.transitions:
        states[row.source].to(
            states[row.destination],
            event=row.event.value,
            internal=row.target is None,
            cond=[_in_regions(row.regions), *(_under(guard) for guard in row.guards)],
            on=_note(row),
        )
    doc = f"The {chart.name} chart as a class of python-statemachine, built from the rows of `connref.spec`."
    body = {**states, "rows": chart, "__doc__": doc, "__module__": __name__}
    return cast(
        "type[RowChart]", new_class(name, (RowChart,), None, lambda namespace: namespace.update(body))
    )


def step(
    chart: RowChart,
    state: str | None,
    event: Event | LinkEvent,
    choices: Mapping[str, str] = DEFAULT_CHOICES,
    region: Region = Region.BEFORE,
) -> Transition:
    """Let the library take one step from `state` (None: from where the chart stands), and return the row it took.

    Where it then stands is `chart.current_state_value`. Raises `ImpossibleInputError` where no row is enabled.
    """
    if state is not None:
        chart.current_state_value = state
    before = str(chart.current_state_value)
    chart.taken = None
    try:
        chart.send(event.value, choices=choices, region=region)  # pyright: ignore[reportUnknownMemberType]
    except TransitionNotAllowed:
        raise ImpossibleInputError(before, event.value) from None
    if chart.taken is None:
        raise ImpossibleInputError(before, event.value)
    return chart.taken


def _in_regions(regions: tuple[Region, ...]) -> Callable[..., bool]:
    def in_regions(region: Region = Region.BEFORE) -> bool:
        return region in regions

    # The library shows a guard by the name of its function.
    in_regions.__name__ = " or ".join(region.value for region in regions)
    return in_regions


def _under(guard: Guard) -> Callable[..., bool]:
    def under(choices: Mapping[str, str] = DEFAULT_CHOICES) -> bool:
        return choices[guard.name] in guard.options

    under.__name__ = f"{guard.name} = {' or '.join(guard.options)}"
    return under


def _note(row: Transition) -> Callable[..., None]:
    def note(machine: RowChart) -> None:
        machine.taken = row

    note.__name__ = " or ".join(row.requirements)
    return note


AutoModeChart = statechart(AUTO, "AutoModeChart")
ManualModeChart = statechart(MANUAL, "ManualModeChart")
LinkChart = statechart(LINK, "LinkChart")
SessionChart = statechart(SESSION, "SessionChart")
MODE_CHARTS: Mapping[Mode, type[RowChart]] = {Mode.AUTO: AutoModeChart, Mode.MANUAL: ManualModeChart}
"""The class of each mode."""
