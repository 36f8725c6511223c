"""What a run plays: the catalogue within its budget, and what is added to it while the run goes on.

- On a virtual clock all of the catalogue is played. On a real clock every advance costs its own time, so the run has a
  budget. Each requirement gets its shortest cases in turn, until the budget is spent: every requirement is put to the
  test before any is tested twice.
- Explored stories are what `--cases N` adds. The drawing itself is `connref.cases.guided`; its random source comes from
  here, since the model has none. docs/decisions/0003-steering.md says why it is not Hypothesis that drives an SDK.
- Openings that were seen tell at which instants a socket is still in flight, for the cases that are played then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count as counted_from
from itertools import islice
from random import Random

from connref.cases.coverage import Coverage
from connref.cases.guided import Steering
from connref.cases.own import Scenario
from connref.protocol import MODES, Advance, Case, InputName, Mode, ObservationKind, Profile
from connref_adapters.drivers import Playback


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The settings of one run, as `connref run` takes them.

    `extra_cases` is how many explored stories are added (--cases); `only` and `exclude` choose as
    `connref_adapters.kit.choosing` says; `exhaustive` plays every generated suite. `budget_ms` bounds the time that a
    driver on a real clock is made to wait, over all its cases; it has no meaning on a virtual clock. `own` are the
    tester's own cases. `limit_s` ends a run after so many seconds, whatever the driver does; None for never. With
    `fail_fast` it ends with the first failure.
    """

    seed: int = 0
    extra_cases: int = 0
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    exhaustive: bool = False
    budget_ms: int = 90_000
    own: tuple[Scenario, ...] = ()
    limit_s: float | None = None
    fail_fast: bool = False


_AN_HOUR_MS = 3_600_000


def duration_ms(case: Case) -> int:
    """How long a case takes on the clock of the device."""
    return sum(step.ms for step in case.steps if isinstance(step, Advance))


def within_budget(
    cases: Iterable[Case], budget_ms: int, tests: Callable[[Case], bool] = lambda _: True
) -> Iterator[Case]:
    """The cases that a real clock has time for, in turn for each requirement, the shortest first.

    The first of each is the shortest that `tests` what it aims at, where there is one. A case of more than an hour is
    for virtual clocks: nobody waits for a night.
    """
    waiting: dict[str, list[Case]] = {}
    for case in cases:
        if duration_ms(case) <= _AN_HOUR_MS:
            waiting.setdefault(case.requirement, []).append(case)
    for queue in waiting.values():
        queue.sort(key=duration_ms, reverse=True)
        telling = next((at for at in reversed(range(len(queue))) if tests(queue[at])), -1)
        queue.append(queue.pop(telling))
    left = budget_ms
    while waiting:
        for requirement in list(waiting):
            case = waiting[requirement].pop()
            if not waiting[requirement]:
                del waiting[requirement]
            left -= duration_ms(case)
            yield case
        if left <= 0:
            return


def explored(
    profile: Profile,
    seed: int,
    count: int,
    inputs: frozenset[InputName] = frozenset(InputName),
    coverage: Coverage | None = None,
    modes: frozenset[Mode | None] = frozenset(MODES.values()),
) -> Iterator[Case]:
    """`count` stories `explore/SEED/NNN` in these modes, the same ones for the same arguments. Lazy.

    `coverage` is what the cases before have reached: the stories are steered towards the rest. It is read when the
    first story is asked for, so ask for it only once the cases before have been judged; otherwise the stories would
    depend on how far the pipeline was ahead. Raises `DefinitionError` for a profile that cannot be judged.
    """
    rows, pairs = (coverage.rows, coverage.pairs) if coverage is not None else ((), ())
    steering = Steering(profile, inputs, rows, pairs)
    # Seeded with text: the sequence for a text is fixed by the language, whatever the machine.
    choose = Random(f"connref {seed}").randrange
    drawn = (steering.draw(f"explore/{seed}/{number:03}", choose) for number in counted_from(1))
    yield from islice((case for case in drawn if case.mode in modes), count)


_ENOUGH = 300
"""After so many openings the usual one is known."""

_ENDINGS = frozenset({ObservationKind.SOCKET_CLOSED, ObservationKind.SOCKET_FAILED})


class Openings:
    """Counts how many milliseconds passed from the start of an opening until the socket was open."""

    def __init__(self) -> None:
        self._taken = Counter[int]()

    def note(self, playback: Playback) -> None:
        """Take in what was seen in one case."""
        if self._taken.total() >= _ENOUGH:
            return
        began: int | None = None
        for reply in playback.replies:
            for seen in reply.observations:
                if seen.kind is ObservationKind.SOCKET_OPENING:
                    began = seen.at
                elif seen.kind is ObservationKind.SOCKET_OPEN and began is not None:
                    self._taken[seen.at - began] += 1
                    began = None
                elif seen.kind in _ENDINGS:
                    began = None

    def usual_ms(self) -> int | None:
        """What most openings took, the shortest of those; None where none was seen to begin and to succeed."""
        if not self._taken:
            return None
        return min(self._taken, key=lambda ms: (-self._taken[ms], ms))
