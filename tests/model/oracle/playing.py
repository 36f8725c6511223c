"""Simulated SDKs under judgement: cases played in process, and runs of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from zlib import crc32

from connref.cases.catalogue import all_cases
from connref.oracle.diagnosis import CaseVerdict, Violation
from connref.oracle.does import Does
from connref.oracle.judge import Judge
from connref.oracle.readings import options_left
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import Case, Do, InputName, Mode, ObservationKind, Profile, Step, observation_from_json
from connref.spec.interpretations import INTERPRETATIONS
from fakes.driver import FakeDriver
from fakes.stories import story

Keep = Callable[[Case], bool]
Stop = Callable[[CaseFinding], bool]


class Unplayed(Exception):
    """The driver cannot play the case: it lacks an input after all, as the protocol allows."""


def judged(driver: FakeDriver, case: Case) -> CaseVerdict:
    """The verdict of one case; a crash of the SDK is one under INP-ROBUST, as the protocol says. Raises `Unplayed`."""
    profile, _, observes = greet(driver)
    judge = Judge(case.mode, profile, observes)
    driver.request({"id": 1, "op": "reset", "mode": case.mode and case.mode.value})
    for step in case.steps:
        reply = driver.request({"id": 2, **step.request()})
        if not reply["ok"] and reply["error"]["kind"] == "unsupported":
            raise Unplayed(reply["error"]["message"])
        if not reply["ok"]:
            crash = Violation(
                "INP-ROBUST", 0, "the SDK lives", reply["error"]["message"], Does.DIES, policy=False
            )
            return CaseVerdict(crash, (), frozenset())
        if isinstance(step, Do):
            judge.input(step)
        for seen in reply["observations"]:
            judge.observe(observation_from_json(seen))
        judge.advance(reply["now"])
    return judge.verdict()


def greet(driver: FakeDriver) -> tuple[Profile, frozenset[InputName], frozenset[ObservationKind]]:
    """What the driver says of itself: its numbers, its inputs, its observations."""
    hello = driver.request({"id": 0, "op": "hello", "protocol": 1})
    numbers = hello.get("profile", {})
    profile = Profile(
        numbers.get("grace_ms", 30_000), numbers.get("reconnect_bound_ms", 60_000), hello["tolerance_ms"]
    )
    inputs = frozenset(InputName(name) for name in hello["inputs"])
    return profile, inputs, frozenset(ObservationKind(kind) for kind in hello["observes"])


def taken(run: RunJudge, driver: FakeDriver, case: Case) -> CaseFinding | None:
    """The case becomes part of the run, unless the driver leaves it unplayed; what is found in it."""
    try:
        return run.add(case, judged(driver, case))
    except Unplayed:
        return None


def judged_run(
    driver: FakeDriver, keep: Keep, stop: Stop = lambda _: False, first: str | None = None
) -> RunJudge:
    """A run over the cases that `keep` wants, up to the finding at which to stop; those that aim at `first` first."""
    profile, inputs, _ = greet(driver)
    run = RunJudge()
    kept = filter(keep, catalogue(profile, inputs))
    for case in sorted(kept, key=lambda case: case.requirement != first):
        finding = taken(run, driver, case)
        if finding is not None and stop(finding):
            break
    return run


@cache
def catalogue(profile: Profile, inputs: frozenset[InputName]) -> tuple[Case, ...]:
    """The cases of a default run, made once."""
    return tuple(all_cases(profile, inputs=inputs))


def sample(rest: int, *, races: int, others: int) -> Keep:
    """One in so many races, and one in so many of all other cases; the same ones for `rest`."""

    def keep(case: Case) -> bool:
        share = races if case.id.startswith("race/") else others
        return crc32(case.id.encode()) % share == rest % share

    return keep


def told(driver: FakeDriver, mode: Mode | None, text: str) -> CaseVerdict:
    """The verdict of a story in one line (`fakes.stories`)."""
    return judged(driver, case_of(mode, story(text)))


def case_of(
    mode: Mode | None, steps: Iterable[Step], name: str = "told", requirement: str = "INP-ROBUST"
) -> Case:
    return Case(name, mode, tuple(steps), requirement, "a story for a test")


def exhibits(verdict: CaseVerdict) -> dict[str, tuple[str, ...]]:
    """The interpretations of which a verdict has excluded some option, with the options left."""
    left = {name: options_left(verdict.readings, name) for name in INTERPRETATIONS}
    return {name: options for name, options in left.items() if options != INTERPRETATIONS[name].options}
