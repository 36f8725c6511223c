"""Decision tables: the document's own two tables and the full ones, as data, derived from the compiled policy.

`document_tables` is the small one of each mode (where the app is → what the SDK does); `decision_table` the full one
(state × event × region of time → next state, deadline, answer), with one line for each way that a reading can take.
Both have a Markdown and a CSV form, as strings; writing them anywhere is for others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import assert_never

from connref.errors import ImpossibleInputError
from connref.semantics.table import PolicyTable, Row, compile_table
from connref.spec.declare import Guard, Transition
from connref.spec.interpretations import Reading
from connref.spec.vocabulary import App, Clock, Event, Mode, Move, Region, Wish


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a full table: what happens, and what the SDK then does; `when` is the condition on the reading."""

    mode: str
    state: str
    event: str
    region: str
    when: str
    next_state: str
    wish: str
    deadline: str
    answer: str
    requirement: str


DECISION_HEADINGS = (
    "mode",
    "state",
    "event",
    "time",
    "reading",
    "next",
    "wish then",
    "deadline",
    "answer",
    "requirement",
)
"""The headings of a full table, in the order of the fields of `Decision`."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One line of the document's own table of a mode: where the app is, and what the policy makes of it."""

    mode: str
    app_state: str
    behaviour: str
    requirement: str


BEHAVIOUR_HEADINGS = ("mode", "app state", "behaviour", "requirement")
"""The headings of the document's tables, in the order of the fields of `Behaviour`."""

_REGION = {
    Region.BEFORE: "before the deadline",
    Region.AT: "at the deadline",
    Region.PAST: "after the deadline",
}
_ENTRY_REGION = {
    Region.BEFORE: "within a grace of the entry",
    Region.AT: "",
    Region.PAST: "a grace after the entry or later",
}


def decision_table(mode: Mode, reading: Reading | None = None) -> tuple[Decision, ...]:
    """The full table of a mode, in the order of the chart: every way of every row, or those of one reading only."""
    table = compile_table(mode)
    choices = None if reading is None else dict(reading.choices)
    return tuple(
        _decision(table, row, rule)
        for row in table.rows.values()
        for rule in (row.branches if choices is None else (row.branch(choices),))
    )


def document_tables(reading: Reading) -> tuple[Behaviour, ...]:
    """The document's two tables, mode × where the app is, as the policy behaves under a reading.

    Each line is found by letting a logged-in app go there with a connection up; nothing is taken from the document.
    """
    return tuple(
        Behaviour(mode.value, app.value, *_behaviour(mode, app, reading)) for mode in Mode for app in App
    )


def markdown(headings: Sequence[str], lines: Iterable[Decision | Behaviour]) -> str:
    """A table in Markdown, one line a row, with a final line break."""
    rows = [headings, ["---"] * len(headings), *(astuple(line) for line in lines)]
    return "".join(f"| {' | '.join(_cell(cell) for cell in row)} |\n" for row in rows)


def csv(headings: Sequence[str], lines: Iterable[Decision | Behaviour]) -> str:
    """A table as comma-separated values (RFC 4180, but with line breaks of one character), headings first."""
    return "".join(
        f"{','.join(_quoted(cell) for cell in row)}\n"
        for row in [headings, *(astuple(line) for line in lines)]
    )


def _decision(table: PolicyTable, row: Row, rule: Transition) -> Decision:
    target = table.locations[rule.destination]
    return Decision(
        table.mode.value,
        table.locations[row.state].label,
        row.event.value,
        _time(table.locations[row.state].clock, row.region),
        " and ".join(_condition(guard) for guard in rule.guards),
        target.label,
        target.wish.value,
        _deadline(rule, target.clock),
        "" if rule.answer is None else rule.answer.value,
        rule.requirement,
    )


def _time(clock: Clock, region: Region) -> str:
    match clock:
        case Clock.NONE:
            return ""
        case Clock.ENTRY:
            return _ENTRY_REGION[region]
        case Clock.DEADLINE:
            return _REGION[region]
        case _:
            assert_never(clock)


def _deadline(rule: Transition, clock: Clock) -> str:
    """What becomes of the deadline; nothing is said where none runs afterwards."""
    if clock is not Clock.DEADLINE:
        return "none"
    match rule.move:
        case Move.KEEP:
            return "as before"
        case Move.FROM_NOW:
            return "one grace from now"
        case Move.FROM_ENTRY:
            return "one grace from the entry"
        case Move.CLEAR:
            return "none"
        case _:
            assert_never(rule.move)


def _condition(guard: Guard) -> str:
    return f"{guard.name} = {' or '.join(guard.options)}"


def _behaviour(mode: Mode, app: App, reading: Reading) -> tuple[str, str]:
    table, choices = compile_table(mode), dict(reading.choices)

    def step(state: str, event: Event, region: Region = Region.BEFORE) -> Transition:
        return table.row(state, event, region).branch(choices)

    begun = step(table.initial, Event.REOPEN)
    if app is App.FOREGROUND:
        wish = table.locations[begun.destination].wish
        if wish is Wish.WANTED:
            return "connected by itself", begun.requirement
        called = step(begun.destination, Event.CONNECT)
        return "connected after connect()", called.requirement
    up = _up(table, step(begun.destination, Event.CONNECT).destination, choices)
    entered = step(up, Event.BACKGROUND)
    if table.locations[entered.destination].wish is Wish.UNWANTED:
        return "disconnected at once", entered.requirement
    ended = step(entered.destination, Event.DEADLINE, Region.PAST)
    return "disconnected one grace after the entry or the last ping", ended.requirement


def _up(table: PolicyTable, state: str, choices: dict[str, str]) -> str:
    """The state once the connection is up. Raises `ImpossibleInputError` where none is on its way."""
    if table.locations[state].wish is Wish.UNWANTED:
        raise ImpossibleInputError(state, Event.OPENED.value)
    return table.row(state, Event.OPENED, Region.BEFORE).branch(choices).destination


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(mark in text for mark in ',"\n\r') else text
