"""The finite part of a ConnectionMachine: cells, and for each cause the step that it takes from there.

A *cell* is a state of the policy in a region of time, a state of the link, and whether the process is dead. A *step* is
derived from the tables (`product`) when it is first needed, and kept: that is what makes the machine fast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from connref.effects import Status
from connref.semantics.outputs import Action
from connref.semantics.table import SESSION_LOCATIONS, Key, compile_table, link_table, resolve
from connref.semantics.valuation import Valuation
from connref.spec.declare import Location, Transition
from connref.spec.interpretations import Reading
from connref.spec.link import DOWN, DOWN_OFFLINE, OFFLINE, OPENING, UP, WAITING
from connref.spec.vocabulary import App, Clock, Event, LinkEvent, Mode, Region, Session

Cause: TypeAlias = type[Any] | Event | LinkEvent
"""What a step is looked up by: the type of an input, or an event where the type alone does not tell."""
Route: TypeAlias = Callable[[Valuation, Any], Cause]
"""Tells from the input's own fields which event it is; `Tick`, which is nothing, for one that comes too late."""
Taken: TypeAlias = Transition


@dataclass(frozen=True, slots=True)
class Step:
    """What one cause does in one cell.

    `actions` change the valuation and make the effects; `quiet` says that there are none, so that nothing but the cell
    changes. `timed` says that the alarm has to be set anew, `draws` that an action needs a jitter. `guarded` says that
    something can be wrong with what comes from outside: the fields of a call or login, or the jitter. Where `route` is
    given, all else is found under the cause that it tells. `rules` are the transitions taken, for the trace.
    """

    cell: ProductState
    actions: tuple[Action, ...] = ()
    quiet: bool = True
    timed: bool = False
    guarded: bool = False
    draws: bool = False
    route: Route | None = None
    rules: tuple[Taken, ...] = ()


class Steps(dict[Cause, Step]):
    """The steps of one cell, each made when it is first asked for. Raises `KeyError` for a cause that cannot be."""

    def __init__(self, cell: ProductState) -> None:
        super().__init__()
        self._cell = cell

    def __missing__(self, cause: Cause) -> Step:
        step = self._cell.product.draft(self._cell, cause)
        self[cause] = step
        return step


class ProductState:
    """One finite state of the machine."""

    __slots__ = ("clock", "dead", "link", "location", "product", "region", "state", "steps")
    steps: Steps

    def __init__(self, product: Product, key: ProductKey) -> None:
        self.product = product
        self.state, self.region, self.link, self.dead = key
        self.location: Location = product.locations[self.state]
        self.clock: Clock = self.location.clock
        self.steps = Steps(self)

    def in_region(self, region: Region) -> ProductState:
        """The same cell at another time."""
        return (
            self if region is self.region else self.product.cell((self.state, region, self.link, self.dead))
        )

    @property
    def session(self) -> str:
        """Where the session's chart stands."""
        return SESSION_LOCATIONS[Session.NOT_RUNNING if self.dead else self.location.session]

    @property
    def in_background(self) -> bool:
        """Where the app is, as the policy knows it."""
        return self.location.app is App.BACKGROUND

    @property
    def status(self) -> Status:
        """What the app's status listener is told."""
        return STATUS_OF_LINK[self.link]

    @property
    def label(self) -> str:
        """The cell in words, for messages."""
        return "killed" if self.dead else f"{self.location.label} (link {self.link})"


ProductKey: TypeAlias = tuple[str, Region, str, bool]

STATUS_OF_LINK: Mapping[str, Status] = {
    DOWN.id: Status.DISCONNECTED,
    DOWN_OFFLINE.id: Status.DISCONNECTED,
    OPENING.id: Status.CONNECTING,
    WAITING.id: Status.CONNECTING,
    OFFLINE.id: Status.CONNECTING,
    UP.id: Status.CONNECTED,
}


class Product:
    """All cells of one mode under one reading; shared by every machine of that kind.

    `draft` derives a step from the tables; it raises `KeyError` for a cause that is impossible in the cell.
    """

    def __init__(self, mode: Mode, reading: Reading, draft: Callable[[ProductState, Cause], Step]) -> None:
        table = compile_table(mode)
        self.mode = mode
        self.reading = reading
        self.choices = dict(reading.choices)
        self.draft = draft
        self.locations = table.locations
        self.initial = table.initial
        self.links = link_table(mode)
        self._rules = {
            under_way: resolve(table, reading.but({"retry-at-entry": under_way}))
            for under_way in ("waiting", "under-way")
        }
        self._cells: dict[ProductKey, ProductState] = {}

    def rules(self, link: str) -> Mapping[Key, Transition]:
        """The policy's rules. Whether an attempt is under way is no choice for us: the link knows (retry-at-entry)."""
        return self._rules["under-way" if link == OPENING.id else "waiting"]

    def cell(self, key: ProductKey) -> ProductState:
        """The cell of that key, always the same one."""
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = ProductState(self, key)
        return cell
