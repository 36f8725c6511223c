"""Stories of simulated SDKs, and what a run over some of them finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tests.model.oracle.playing import Keep, case_of, catalogue, greet, sample

from connref.findings import Finding, Story, Terms, find
from connref.findings.following import follow
from connref.findings.trace import Trace
from connref.oracle.diagnosis import CaseVerdict, Violation
from connref.oracle.does import Does
from connref.oracle.judge import EVERY_OBSERVATION, Judge
from connref.oracle.readings import mask_of
from connref.oracle.run import RunJudge
from connref.protocol import Case, Do, Mode, Observation, ObservationKind, Profile, observation_from_json
from connref.spec.interpretations import INTERPRETATIONS
from fakes.driver import FakeDriver
from fakes.right import PLAIN
from fakes.stories import story
from fakes.wrong import WRONG

PLAINLY = mask_of(
    {
        name: [str(getattr(PLAIN, name.replace("-", "_")))]
        for name in INTERPRETATIONS
        if hasattr(PLAIN, name.replace("-", "_"))
    }
)
"""The readings of the plain right SDK."""


class Reply(NamedTuple):
    now: int
    observations: tuple[Observation, ...]


class Played(NamedTuple):
    """A run that was played: its judge, its stories, and what they were judged by."""

    run: RunJudge
    stories: tuple[Story, ...]
    terms: Terms

    @property
    def findings(self) -> tuple[Finding, ...]:
        return find(self.run.findings(), self.stories, self.terms)


def play(driver: FakeDriver, case: Case) -> Story:
    """Play one case; a crash of the SDK ends it."""
    replies: list[Reply] = []
    mode = None if case.mode is None else case.mode.value
    for request in ({"op": "reset", "mode": mode}, *(step.request() for step in case.steps)):
        reply = driver.request({"id": 0, **request})
        if not reply["ok"]:
            died = Violation("INP-ROBUST", replies[-1].now, "it lives", "it died", Does.DIES, policy=False)
            return Story(case, tuple(replies), died)
        replies.append(Reply(reply["now"], tuple(map(observation_from_json, reply["observations"]))))
    return Story(case, tuple(replies))


def judged(story: Story, profile: Profile, observes: frozenset[ObservationKind]) -> CaseVerdict:
    """The verdict on a case that was played."""
    judge = Judge(story.case.mode, profile, observes)
    for index, reply in enumerate(story.replies):
        step = story.case.steps[index - 1] if index else None
        if isinstance(step, Do):
            judge.input(step)
        for seen in reply.observations:
            judge.observe(seen)
        judge.advance(reply.now)
    verdict = judge.verdict()
    return verdict if story.died is None else CaseVerdict(story.died, (), frozenset())


def traced(name: str | None, text: str, mode: Mode | None = Mode.MANUAL) -> Trace:
    """The trace of a story in one line, of a wrong SDK or of the plain right one, whose readings it follows."""
    driver = FakeDriver(PLAIN) if name is None else WRONG[name].driver()
    case = case_of(mode, story(text))
    return follow(play(driver, case), Terms(Profile(), EVERY_OBSERVATION, PLAINLY))


def played(driver: FakeDriver, keep: Keep | None = None, cases: Iterable[Case] = ()) -> Played:
    """A run over those cases of the catalogue that `keep` wants, and these cases."""
    profile, inputs, observes = greet(driver)
    wanted = keep or sample(0, races=60, others=15)
    run, stories = RunJudge(), list[Story]()
    for case in (*filter(wanted, catalogue(profile, inputs)), *cases):
        stories.append(play(driver, case))
        run.add(case, judged(stories[-1], profile, observes))
    return Played(run, tuple(stories), Terms(profile, observes, run.established()))
