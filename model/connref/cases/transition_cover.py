"""Transition cover of the policy table: every row that a test can provoke, and the 1-switch cover, every pair of rows.

A case goes the shortest way to the state of its row, provokes the row, and goes on with probes that tell the state
that is reached from all others. The default reading's way is taken where it leads there; a state that exists only
under other readings (held, disconnected until connect …) is reached by a way under one that has it, which does
no harm under the others, since the judge follows all of them.

What the link reports is provoked through the world (`connref.cases.paths`); which rows cannot be provoked at all is
derived in `connref.cases.state_space`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from connref.cases.interleavings import revealed
from connref.cases.paths import Path
from connref.cases.scenario import Story
from connref.cases.selection import EVERYTHING, Selection
from connref.cases.state_space import StateSpace, explore, pair_paths
from connref.protocol import Case, Do, InputName, Mode, Profile, Step
from connref.semantics.environment import Process
from connref.semantics.table import Key, compile_table
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import PONG_EVENTS, Event, Region

LEADS = (1, 5, 30, 50, 70)
"""How long before a deadline, in ms, something is triggered whose answer is to come at the deadline itself.

Nobody knows the latency of the SDK; these are those of test servers on the same machine.
"""

_TRIGGERS: Mapping[Event, tuple[InputName | None, tuple[InputName, ...]]] = {
    Event.PONG: (None, (InputName.PING,)),
    Event.OPENED: (InputName.NETWORK_DOWN, (InputName.NETWORK_UP,)),
    Event.FAILED: (InputName.NETWORK_DOWN, (InputName.SERVER_REFUSE, InputName.NETWORK_UP)),
    Event.REJECTED: (InputName.NETWORK_DOWN, (InputName.SERVER_REJECT, InputName.NETWORK_UP)),
    Event.FAILED_OFFLINE: (InputName.SERVER_MUTE, (InputName.NETWORK_DOWN,)),
}
"""What is provoked with a lead: the trouble that holds it back until then, and what sets it going."""


def suites(profile: Profile) -> Iterator[Case]:
    """The cases of every row, then those of every pair; no two have the same steps. Lazy."""
    return unlike(chain(row_cases(profile), pair_cases(profile)))


def unlike(cases: Iterable[Case]) -> Iterator[Case]:
    """The cases without those that repeat the steps of an earlier one."""
    told: set[tuple[Mode | None, tuple[Step, ...]]] = set()
    for case in cases:
        story = (case.mode, case.steps)
        if story not in told:
            told.add(story)
            yield case


def row_cases(
    profile: Profile,
    inputs: frozenset[InputName] = frozenset(InputName),
    selection: Selection = EVERYTHING,
) -> Iterator[Case]:
    """A case for each row that can be provoked; several where the latency of the SDK decides whether it is.

    `inputs` are those that the driver has: a row that needs another has no case, a probe that needs one is left out.
    Nothing is built for a row that the selection leaves out.
    """
    told = (played_with(inputs, *each) for each in _rows(profile, selection))
    return (case for case in told if case is not None)


def pair_cases(profile: Profile, inputs: frozenset[InputName] = frozenset(InputName)) -> Iterator[Case]:
    """A case for each pair of rows that can be provoked one right after the other; `inputs` as in `row_cases`."""
    return (case for case in (played_with(inputs, *told) for told in _pairs(profile)) if case is not None)


def played_with(inputs: frozenset[InputName], case: Case, path: Path) -> Case | None:
    """The case of a path without probes for which a driver lacks the input; None where the path itself needs one."""
    if not uses(path.story.steps) <= inputs:
        return None
    kept = tuple(step for step in case.steps if not isinstance(step, Do) or step.input in inputs)
    return case if len(kept) == len(case.steps) else replace(case, steps=kept)


def uses(steps: Iterable[Step]) -> frozenset[InputName]:
    """The inputs among the steps."""
    return frozenset(step.input for step in steps if isinstance(step, Do))


def _rows(profile: Profile, selection: Selection) -> Iterator[tuple[Case, Path]]:
    for mode in (Mode.MANUAL, Mode.AUTO):
        wanted = {
            key: name for key, name in _row_names(mode) if selection.may_take((_tests(mode, key),), name)
        }
        if not wanted:
            continue
        space = explore(profile, mode)
        rows = space.rows
        for key, name in wanted.items():
            if key in rows:
                proves = _sentence(mode, key)
                yield _case(name, key, rows[key].path, proves)
                if key[1] is Event.LOST:
                    yield _case(f"{name}/offline", key, _by_outage(space, key), proves)
                yield from _with_leads(space, mode, key)


def _row_names(mode: Mode) -> Iterator[tuple[Key, str]]:
    """The rows, and what the ids of their cases begin with."""
    return ((key, f"row/{mode.value}/{key[0]}/{named(key)}") for key in compile_table(mode).rows)


def _tests(mode: Mode, key: Key) -> str:
    """The requirement that a row puts to the test: that of its branch under the default reading."""
    return compile_table(mode).rows[key].branch(dict(DEFAULT.choices)).requirement


def _pairs(profile: Profile) -> Iterator[tuple[Case, Path]]:
    for mode in (Mode.MANUAL, Mode.AUTO):
        for (first, state, second), path in pair_paths(profile, mode):
            branch = compile_table(mode).rows[first].branch(dict(DEFAULT.choices))
            place = "" if state == branch.destination else f"{state}."
            name = f"pair/{mode.value}/{first[0]}/{named(first)}+{place}{named(second)}"
            proves = f"{_sentence(mode, first).removesuffix('.')}, and so has {named(second)} right after it."
            yield _case(name, second, path, proves)


def by_chance(key: Key) -> bool:
    """Whether a row needs an SDK whose own timing plays along, so that its cases may pass without taking it.

    That is so for what the SDK reports exactly at a deadline, and for a ping whose success is reported where the
    connection that it went over, or the stay that it was called in, is over.
    """
    _, event, region = key
    return event in PONG_EVENTS or (region is Region.AT and event in _TRIGGERS)


def named(key: Key) -> str:
    """The event of a row, and its region where the clock of the state says more than "before"."""
    return key[1].value if key[2] is Region.BEFORE else f"{key[1].value}@{key[2].value}"


def probed(story: Story) -> Story:
    """Probes that tell the state reached from all others.

    Where there is no user, connect() has to bring nothing up before one is logged in. A stay in the background belongs
    to them: that shows whether the SDK knew that the app was in the foreground.
    """
    story.make_fair()
    if story.device.process is not Process.RUNNING:
        story.init()
    if not story.device.user:
        story.connect().observe().login()
    if story.mode is Mode.MANUAL:
        return revealed(story).background().linger()
    story.linger().message()
    if not story.device.foreground:
        story.foreground()
    story.observe().message().ping().observe().background().observe().message().foreground().observe().message()
    return story.connect().observe().message()


def _by_outage(space: StateSpace, key: Key) -> Path:
    """The path on which a connection is lost to the network: the shortest one has it closed by the server."""
    moves = (move for (row, _), found in space.edges.items() if row == key for move in found)
    return next(move.path for move in moves if not move.path.story.device.network)


def _with_leads(space: StateSpace, mode: Mode, key: Key) -> Iterator[tuple[Case, Path]]:
    """The row at a deadline for what takes the SDK a while: set going that much before."""
    state, event, region = key
    if region is not Region.AT or event not in _TRIGGERS:
        return
    trouble, triggers = _TRIGGERS[event]
    start = next((path for path in space.product_states.values() if _suits(path, state, trouble)), None)
    deadline = None if start is None else start.memory.deadline
    if start is None or deadline is None:
        return
    for lead in (lead for lead in LEADS if start.story.now <= deadline - lead):
        story = start.story.fork().wait_until(deadline - lead)
        for received in triggers:
            story.inject(received)
        path = Path(story.wait(lead), start.memory)
        name = f"row/{mode.value}/{state}/{named(key)}/lead-{lead}"
        yield _case(name, key, path, f"{_sentence(mode, key).removesuffix('.')}, set going {lead} ms before.")


def _suits(path: Path, state: str, trouble: InputName | None) -> bool:
    device = path.story.device
    troubles = {
        InputName.NETWORK_DOWN: not device.network,
        InputName.SERVER_MUTE: not device.answering,
        InputName.SERVER_REFUSE: not device.accepting,
        InputName.SERVER_REJECT: not device.approving,
    }
    spoiled = {name for name, spoils in troubles.items() if spoils}
    expected = set[InputName]() if trouble is None else {trouble}
    return (
        path.memory.state == state
        and path.region is Region.BEFORE
        and path.pong is None
        and spoiled == expected
    )


def _case(name: str, key: Key, path: Path, proves: str) -> tuple[Case, Path]:
    requirement = _tests(path.mode, key)
    head, _, rest = name.partition("/")
    return probed(path.story.fork()).case(requirement, rest, proves, group=head), path


def _sentence(mode: Mode, key: Key) -> str:
    label = compile_table(mode).locations[key[0]].label
    where = {Region.BEFORE: "", Region.AT: " at the deadline", Region.PAST: " past the deadline"}[key[2]]
    return f"In {mode.value} mode, {label}{where}: {key[1].value} has the effect that the document gives it."
