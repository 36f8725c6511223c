"""What learning shows of SDKs that are known: right ones, wrong ones, and the reference. `make learning` prints it.

A right SDK must have nothing red. A wrong one is told apart where the oracle blames a story that a complete suite for
at most one extra state, the loops or the learner came upon, without a word at random: to differ from the document's
diagram is allowed. Its requirement is right where it was written to break one of those blamed. Only wrong SDKs count
whose story the alphabets have: without a reset, a status, or anything that comes while a ping is unanswered.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from typing import NamedTuple

from tests.adapters.learn.small import follows

from benchmarks.kills import EVERY
from connref.learning import ALPHABETS, INPUTS, VALUES, Letter, preamble
from connref.protocol import Do, InputName, Mode, Step
from connref_adapters.drivers import in_process
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.learn.result import Learned
from connref_adapters.learn.session import LearnSettings, Session
from fakes import RIGHT, FakeDriver, Options
from fakes.wrong import Defect

EVT_STATUS = "EVT-STATUS"
"""What an SDK says of its connection is no output of a diagram: there may be any number of such words."""
_VALUED = {INPUTS[letter] for letter in VALUES}
BUDGET_S = 120.0
"""For one SDK and mode."""


class Known(NamedTuple):
    """What was learned of an SDK: states, how many stories are red, whether one of those was to be expected."""

    name: str
    alphabet: str
    states: int
    red: int
    right: bool
    ended: str
    seconds: float


def alphabet_of(defect: Defect) -> str | None:
    """The smallest alphabet that has the story of a wrong SDK; None where none has, or a reset is needed."""
    if (
        defect.mode is None
        or defect.alternate is not None
        or defect.primary == EVT_STATUS
        or _hurries(defect.story)
    ):
        return None
    done = [step for step in defect.story if isinstance(step, Do)]
    return next((name for name in ALPHABETS if _has(name, done)), None)


def _has(alphabet: str, done: Sequence[Do]) -> bool:
    """Whether an alphabet has a story, behind what comes before its first letter."""
    before = [INPUTS[Letter(each)] for each in preamble(alphabet)]
    asked = {(INPUTS[letter], VALUES.get(letter)) for letter in ALPHABETS[alphabet] if letter in INPUTS}
    given = [(step.input, step.value if step.input in _VALUED else None) for step in done]
    begins = [name for name, _ in given[: len(before)]] == before
    return begins and set(given[len(before) :]) <= asked


def _hurries(story: Sequence[Step]) -> bool:
    """Whether something comes while a ping is unanswered: a letter waits for its answer."""
    return any(
        isinstance(step, Do) and step.input is InputName.PING and isinstance(after, Do)
        for step, after in pairwise(story)
    )


def learned(
    make: Callable[[], FakeDriver], options: Options, mode: Mode, alphabet: str, extra: int
) -> Learned:
    """What is learned of a fake under the readings that it follows."""
    connection = in_process(make)
    hello = connection.hello()
    settings = LearnSettings(alphabet, extra=extra, budget_s=BUDGET_S, random_words=0)
    return Session(connection, hello, hello.profile, mode, settings, follows(options)).run()


def wrong(name: str) -> Known | None:
    """A wrong SDK; None where it cannot be asked."""
    defect = EVERY[name]
    alphabet = alphabet_of(defect)
    if alphabet is None or defect.mode is None:
        return None
    began = time.monotonic()
    found = learned(defect.driver, defect.options, defect.mode, alphabet, 0)
    if not found.blamed:
        found = learned(defect.driver, defect.options, defect.mode, alphabet, 1)
    broken = {witness.violation.requirement for _, witness in found.blamed}
    return _known(name, alphabet, found, began, right=bool(broken & defect.expected))


def right(name: str) -> Known:
    """A right SDK, in manual mode."""
    options, began = RIGHT[name], time.monotonic()
    found = learned(lambda: FakeDriver(options), options, Mode.MANUAL, "core", 0)
    return _known(name, "core", found, began, right=not found.blamed)


def _known(name: str, alphabet: str, found: Learned, began: float, *, right: bool) -> Known:
    states = 0 if found.machine is None else len(found.machine)
    ended, took = found.ended or "", time.monotonic() - began
    return Known(name, alphabet, states, len(found.blamed), right, ended, took)


def reference_times() -> Iterator[tuple[str, Learned, float]]:
    """The reference in manual mode, in process: core, everything, and the suites for one extra state in both."""
    for what, alphabet, extra in (("core", "core", 0), ("all", "all", 0), ("all, k = 1", "all", 1)):
        connection = in_process(ReferenceDriver)
        hello = connection.hello()
        settings = LearnSettings(alphabet, extra=extra, budget_s=10 * BUDGET_S, random_words=0)
        began = time.process_time()
        found = Session(connection, hello, hello.profile, Mode.MANUAL, settings).run()
        yield what, found, time.process_time() - began


def lines(rights: Sequence[Known], wrongs: Sequence[Known]) -> Iterator[str]:
    """The figures with their goals, then what is not as it should be, SDK by SDK."""
    red = [each for each in rights if each.red]
    yield f"{len(rights)} right SDKs, {len(red)} with something red   goal: 0"
    yield from map(_line, red)
    count = len(wrongs) or 1
    apart, told = sum(each.red > 0 for each in wrongs), sum(each.right for each in wrongs)
    yield f"{len(wrongs)} wrong SDKs, {sum(each.seconds for each in wrongs) / count:.1f} s each"
    yield f"  told apart          {apart / count:7.1%}   goal: 95% or more"
    yield f"  right requirement   {told / count:7.1%}   goal: 90% or more"
    yield from (_line(each) for each in wrongs if not each.right)


def _line(each: Known) -> str:
    ended = f"; {each.ended}" if each.ended else ""
    return f"{each.name} ({each.alphabet}): {each.states} states, {each.red} red{ended}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 always: a goal that is missed is for the reader to judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description=__doc__)
    parser.add_argument("--one-in", type=int, default=1, metavar="N", help="one SDK in N (default: all)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    options = parser.parse_args(arguments)
    for what, found, seconds in reference_times():
        print(f"reference, {what}: {found.cases} cases, {found.steps} steps, {seconds:.1f} s", flush=True)
    with ProcessPoolExecutor(options.workers) as pool:
        rights = _shown(pool.map(right, list(RIGHT)[:: options.one_in]))
        wrongs = _shown(each for each in pool.map(wrong, list(EVERY)[:: options.one_in]) if each is not None)
    print("\n".join(lines(rights, wrongs)))
    return 0


def _shown(every: Iterable[Known]) -> list[Known]:
    """All of them, each told as it comes: some take minutes."""
    found: list[Known] = []
    for each in every:
        found.append(each)
        print(f"  {each.seconds:5.1f} s {_line(each)}", flush=True)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
