"""Learning one mode of an SDK, in stages under a budget; each leaves a diagram and what it promises so far.

Readings of the run → the document's diagram under them → its suite for no extra state, and its loops → its suite for k
extra states → where something differs, the learner, with the suites of the machine that it finds → random words →
a verdict on each edge. What ends a stage early (the budget, an interrupt, a fault of the driver, an SDK without a
diagram) keeps all that was found before it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice

from connref.errors import ConnrefError, DefinitionError, UsageError
from connref.learning.mealy import Machine, Word
from connref.learning.moment import Moment, horizon_ms
from connref.learning.suites import hsi, loops
from connref.learning.symbols import ALPHABETS, Letter, lacking, preamble
from connref.learning.tree import TooManyStatesError, disagreements, first_difference
from connref.oracle.readings import EVERYTHING, Cube
from connref.protocol import Mode, Profile
from connref_adapters.drivers import Clock, Driver, DriverFault, Hello
from connref_adapters.learn.colour import MOST_WORDS, Judging, blamed_words, judged_edges
from connref_adapters.learn.reference import REPEATS, reading_within, reference
from connref_adapters.learn.result import Learned, Stage
from connref_adapters.learn.student import Student
from connref_adapters.learn.trie import NondeterminismError, Trie

JUDGING = 0.2
"""The part of a mode's time that is kept for the verdict on its edges."""
MOST_STATES = 100
"""More states than these, and than three times the document's, are taken for states without end."""
AFTERWARDS: tuple[Word, ...] = ((Letter.NEXT,),)
"""What is asked in every state besides: whether something comes of itself. So a hidden timer or wish shows."""
RANDOM_WORDS, RANDOM_LENGTH = 500, 30


class BudgetSpentError(ConnrefError):
    """The time that was given is over."""

    def __init__(self) -> None:
        super().__init__("the budget was spent")


@dataclass(frozen=True, slots=True)
class LearnSettings:
    """What is asked for: alphabet, k (`extra`), how often loops are gone round, the budget in seconds, and a seed.

    Without `learns` only the suites of the document's diagram are played, and no words at random (`random_words`).
    """

    alphabet: str = "all"
    extra: int = 1
    repeats: tuple[int, ...] = REPEATS
    budget_s: float = 60.0
    seed: int = 0
    learns: bool = True
    random_words: int = RANDOM_WORDS


class Session:
    """Learns one mode. `result` is there at any moment; `progress` is told of each stage that ended."""

    def __init__(
        self,
        driver: Driver,
        hello: Hello,
        profile: Profile,
        mode: Mode,
        settings: LearnSettings,
        established: Cube = EVERYTHING,
        progress: Callable[[Stage], None] = lambda _: None,
    ) -> None:
        missing = lacking(settings.alphabet, hello.inputs)
        letters = tuple(each for each in ALPHABETS[settings.alphabet] if each not in missing)
        self.result = Learned(mode, letters, missing, established)
        self._before = preamble(settings.alphabet)
        if missing & set(self._before):
            raise UsageError(
                f"the driver has no {' and no '.join(sorted(missing & set(self._before)))}: nothing to learn"
            )
        self._settings = settings
        self._profile = profile
        self._progress = progress
        self._real = hello.clock is Clock.REAL
        self._trie = Trie(
            driver,
            Moment(mode, profile),
            self._before,
            2 * (profile.grace_ms + profile.reconnect_bound_ms) if self._real else horizon_ms(profile),
            exact=not self._real,
        )
        self._trie.may_go_on = self._check
        self._judging = Judging(driver, self._trie, profile, hello, established)
        self._differing: list[Word] = []
        self._student: Student | None = None
        self._began = time.monotonic()
        self._part = 1.0 - JUDGING

    def run(self) -> Learned:
        """All stages. Never raises for what the SDK or its driver does: `result` says it."""
        with self._ending():
            self._learn()
        if self.result.machine is None:
            self.result.machine = self._likely()
        self._part = 1.0
        if not self.result.interrupted and self.result.fault is None:
            with self._ending():
                self._judge()
        self._count()
        return self.result

    # The stages

    def _learn(self) -> None:
        result = self.result
        chosen = reading_within(result.established)
        result.reference = reference(
            result.mode, result.letters, self._before, self._profile, chosen, self._check
        )
        document = result.reference.machine
        self._staged("the document's diagram", len(document))
        if all(self._same(document, extra) for extra in range(self._settings.extra + 1)):
            self._random(None)
            return
        if self._settings.learns:
            self._study()

    def _same(self, document: Machine, extra: int) -> bool:
        """Whether the SDK answers a suite of the document's diagram as that does; the loops go with the first."""
        words = hsi(document, extra, AFTERWARDS) + ([] if extra else self._loops(document))
        self._differing += islice(disagreements(document, self._trie, words), MOST_WORDS)
        if self._differing:
            return False
        self.result.machine, self.result.extra = document, extra
        self._staged(f"the document's suite, k = {extra}", len(document))
        return True

    def _study(self) -> None:
        """The SDK is not the document's diagram: learn its own."""
        result = self.result
        result.machine, result.extra = None, None
        like = None if result.reference is None else result.reference.machine
        most = max(MOST_STATES, 3 * (0 if like is None else len(like)))
        self._student = student = Student(result.letters, self._trie, like, most)
        student.settle()
        result.machine = student.machine
        self._deepen(student)
        self._random(student)

    def _deepen(self, student: Student) -> None:
        for extra in range(self._settings.extra + 1):
            while True:
                student.study(partial(hsi, extra=extra, also=AFTERWARDS))
                if extra or not student.read(self._loops(student.machine)):
                    break
                student.settle()
            self.result.machine, self.result.extra = student.machine, extra
            self._staged(f"its own suite, k = {extra}", len(student.machine))

    def _loops(self, machine: Machine) -> list[Word]:
        return loops(machine, self._settings.repeats, AFTERWARDS)

    def _random(self, student: Student | None) -> None:
        """Words at random for what no suite reaches; where one shows something, the suites are played again."""
        words = self._random_words()
        if self._real or not self._settings.learns or not words:
            return
        if student is None:
            document = self.result.machine
            if (
                document is not None
                and next(iter(disagreements(document, self._trie, words)), None) is not None
            ):
                self.result.differs = True
                self._study()
                return
        elif student.read(words):
            student.settle()
            self.result.extra = None
            self._deepen(student)
        self._staged(
            f"{len(words)} random words", 0 if self.result.machine is None else len(self.result.machine)
        )

    def _random_words(self) -> list[Word]:
        choose = random.Random(f"connref learn {self._settings.seed}")
        lengths = (choose.randrange(2, RANDOM_LENGTH) for _ in range(self._settings.random_words))
        return [tuple(choose.choices(self.result.letters, k=length)) for length in lengths]

    def _likely(self) -> Machine | None:
        """The best guess where learning ended early: a machine that nothing contradicts which was played, or the last.

        None where nothing was played.
        """
        if self._student is not None:
            return self._student.machine
        document = None if self.result.reference is None else self.result.reference.machine
        if document is None or self._differing or not self.result.cases:
            return None
        played = self._trie.known()
        agrees = all(first_difference(document, word, seen) is None for word, seen in played)
        return document if agrees else None

    def _judge(self) -> None:
        if self.result.machine is not None:
            self.result.edges += judged_edges(self._judging, self.result.machine, self.result.reference)
            self._judging.shrink(self.result.edges, self._check)
        self._judge_words()

    def _judge_words(self) -> None:
        """What no edge shows: words that the SDK answers otherwise than the document, and what follows such edges."""
        result = self.result
        result.differs = result.differs or bool(self._differing)
        result.words += blamed_words(self._judging, result.edges, result.letters, self._differing)

    # Time, and ends

    def _check(self) -> None:
        self._count()
        spent = self._trie.waited_ms / 1_000 if self._real else time.monotonic() - self._began
        if spent > self._settings.budget_s * self._part:
            raise BudgetSpentError

    def _count(self) -> None:
        self.result.cases, self.result.steps = self._trie.cases, self._trie.steps

    def _staged(self, name: str, states: int) -> None:
        self._count()
        stage = Stage(name, self.result.cases, states, time.monotonic() - self._began)
        self.result.stages.append(stage)
        self._progress(stage)

    @contextmanager
    def _ending(self) -> Generator[None]:
        result = self.result
        try:
            yield
        except NondeterminismError as error:
            result.contradiction, result.ended, result.extra = error, str(error), None
        except TooManyStatesError as error:
            result.ended, result.extra = _endless(error.access), None
        except DefinitionError as error:
            result.ended, result.extra = f"what it answers fits no machine: {error}", None
        except BudgetSpentError as error:
            result.ended = result.ended or str(error)
        except DriverFault as fault:
            result.fault, result.ended = fault, str(fault)
        except KeyboardInterrupt:
            result.interrupted, result.ended = True, "it was interrupted"


def _endless(access: Sequence[Word]) -> str:
    """The evidence that there is no finite diagram: words that lead on and on to states that are all different."""
    longest = max(access, key=len)
    return (
        f"more than {len(access) - 1} states were found and no end of them: this SDK has no diagram that can be drawn; "
        f"each beginning of this word leads to another state: {' '.join(longest)}"
    )
