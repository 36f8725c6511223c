"""The findings of a run: keeps what was played, explains it once something fails, and tells each with its story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from connref.cases.own import OWN
from connref.findings import Finding, Story, Terms, find, shows
from connref.oracle.does import Does
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import Case
from connref_adapters import reports
from connref_adapters.drivers import Hello, Playback, PlaybackStatus
from connref_adapters.kit.explain import Explainer

LEARNED = "learned"
"""What the ids of own cases begin with that are red edges of a learned diagram."""
_EDGES = f"{OWN}/{LEARNED}/"

MOST_KEPT = 20_000
"""How many cases that pass are kept, the first ones: four default runs, about 100 MB. All that fail are."""


class Findings:
    """What was played, and what it says of the SDK. Nothing is computed before something fails."""

    def __init__(self, hello: Hello, run: RunJudge) -> None:
        self._hello = hello
        self._run = run
        self._stories: dict[str, Story] = {}

    def keep(self, case: Case, playback: Playback, finding: CaseFinding | None) -> None:
        """Take in a case that was judged."""
        if finding is None and len(self._stories) >= MOST_KEPT:
            return
        died = None
        if finding is not None and playback.status is PlaybackStatus.CRASH:
            died = finding.violation if finding.violation.does is Does.DIES else None
        self._stories[case.id] = Story(case, playback.replies, died)

    def found(self, failed: Sequence[CaseFinding]) -> tuple[Finding, ...]:
        """The findings that explain these failures."""
        # A case that only all together show to contradict others may not have been kept.
        kept = [each for each in failed if each.case.id in self._stories]
        return find(kept, self._stories.values(), self._terms(), self._run.settled_by)

    def told(self, explainer: Explainer, failed: Sequence[CaseFinding]) -> Iterator[reports.Finding]:
        """Each finding about these failures with its shortest story, as it is reported. Raises `DriverFault`."""
        for finding in self.found(failed):
            story = explainer.counterexample(finding.cases, self._alike(finding))
            yield reported(finding, story)

    def _alike(self, finding: Finding) -> Callable[[Case, Playback], bool]:
        """Whether a shorter story still shows this finding. What contradicts other cases shows in no story alone."""
        terms = self._terms()

        def alike(case: Case, playback: Playback) -> bool:
            return playback.status is PlaybackStatus.CRASH or shows(
                finding, Story(case, playback.replies), terms
            )

        return alike

    def _terms(self) -> Terms:
        hello = self._hello
        return Terms(hello.profile, hello.observes, self._run.established(), hello.outcomes)


def reported(finding: Finding, story: reports.Counterexample) -> reports.Finding:
    """A finding as it is reported, with its story."""
    return reports.Finding(
        id=finding.id,
        mode=finding.mode,
        locations=finding.locations,
        events=finding.events,
        should=story.expected,
        does=finding.does,
        sentence=finding.sentence,
        requirements=finding.requirements,
        cases=len(finding.cases),
        edges=tuple(sorted(name.removeprefix(_EDGES) for name in _edges(finding))),
        counterexample=story,
        after=finding.after,
        because=finding.because,
        sometimes=finding.sometimes,
        minimal=finding.minimal,
    )


def _edges(finding: Finding) -> Iterator[str]:
    return (each.case.id for each in finding.cases if each.case.id.startswith(_EDGES))
