"""What a driver can be asked: the cases that it can play, and for each requirement why it cannot be judged here.

A driver says in its hello which inputs, modes, observations and outcomes it has, and which grace and tolerance. What a
requirement needs of these stands in its row (`connref.spec.requirements`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from connref.cases.catalogue import all_cases, needs, playable
from connref.cases.coverage import Coverage
from connref.cases.openings import TYPICAL_OPENING_MS, opening_cases
from connref.cases.own import own_cases
from connref.cases.script import LEAST_EDGES_IN_GRACE
from connref.cases.sessionless import in_variant
from connref.protocol import MODES, Case, Mode, Profile
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import Clock, Hello
from connref_adapters.kit.choosing import Choice, modes_of
from connref_adapters.kit.play import RunSettings, explored, within_budget
from connref_adapters.kit.rehearsal import Rehearsal
from connref_adapters.reports.data import NOT_PROMISED

NO_GRACE = "no grace"
"""Why nothing about the grace can be judged of an SDK whose background takes the connection down at once."""


def telling(profile: Profile) -> Profile:
    """The numbers by which stories are told: with a grace long enough for the instants of a story to keep their order.

    A story is only steps, and fits any profile. It is judged by the SDK's own numbers.
    """
    least = LEAST_EDGES_IN_GRACE * (profile.tolerance_ms + 1)
    if profile.grace_ms >= least:
        return profile
    return replace(profile, grace_ms=max(Profile().grace_ms, least))


class Asking:
    """The cases of one run, and the reasons why some requirements have none. `hello` has the numbers to judge by."""

    def __init__(self, hello: Hello, settings: RunSettings) -> None:
        self.telling = telling(hello.profile)
        self.choice = Choice(settings.only, settings.exclude)
        self._hello = hello
        self._settings = settings

    def cases(self) -> Iterator[Case]:
        """The cases of the catalogue that are played; on a real clock those that fit into the budget."""
        cases: Iterable[Case] = self._chosen(
            all_cases(
                self.telling,
                inputs=self._hello.inputs,
                only=self.choice.beginnings,
                exhaustive=self._settings.exhaustive,
                own=self._settings.own,
            )
        )
        if not self._waits:
            return iter(cases)
        return within_budget(cases, self._settings.budget_ms, Rehearsal(self.telling).tests)

    def count(self) -> int:
        """How many cases of the catalogue that are."""
        return sum(1 for _ in self.cases())

    def as_openings_take(self, usual_ms: int | None) -> Iterator[Case]:
        """The cases at the instant at which openings usually end; none where nothing is in flight before that.

        Where no opening was seen (None) they are said to take `TYPICAL_OPENING_MS`.
        """
        if usual_ms == 0 or self._waits:
            return iter(())
        taken_ms = TYPICAL_OPENING_MS if usual_ms is None else usual_ms
        cases = in_variant(opening_cases(self.telling, taken_ms), self.telling.variant)
        return self._chosen(playable(cases, self._hello.inputs, self.choice.beginnings))

    def explored(self, coverage: Coverage) -> Iterator[Case]:
        """The stories that `--cases N` adds, steered towards what is uncovered when the first is asked for."""
        settings = self._settings
        if settings.extra_cases:
            stories = explored(
                self.telling,
                settings.seed,
                settings.extra_cases,
                self._hello.inputs,
                coverage,
                self._hello.modes & self.choice.modes,
            )
            yield from in_variant(stories, self.telling.variant)

    def unplayable(self) -> list[str]:
        """The ids of the tester's own cases that the driver has not all inputs for, or not the mode."""
        own = list(in_variant(own_cases(self._settings.own, self.telling), self.telling.variant))
        played = {case.id for case in self._in_its_modes(playable(own, self._hello.inputs))}
        return [case.id for case in own if case.id not in played]

    def lacks(self, requirement: str) -> str | None:
        """What the driver or its SDK lacks for this requirement to be judged; None where nothing is known to lack."""
        row, hello, profile = REQUIREMENTS[requirement], self._hello, self._hello.profile
        modes = modes_of(requirement)
        if requirement in profile.variant.unjudged or not modes & hello.vendor.modes:
            return NOT_PROMISED
        if not modes & hello.modes:
            return f"no {_name_of(min(modes, key=str))} mode"
        missing = (
            ("input", row.inputs - hello.inputs),
            ("observation", row.observations - hello.observes),
            ("outcome of", row.outcomes - hello.outcomes),
        )
        for what, names in missing:
            if names:
                return f"no {what} {', '.join(sorted(names))}"
        if row.needs_grace and not profile.grace_ms:
            return NO_GRACE
        if too_coarse(requirement, profile):
            return f"tolerance of {profile.tolerance_ms} ms beside a grace of {profile.grace_ms} ms"
        return None

    def lacks_inputs(self, requirement: str) -> str | None:
        """The fewest inputs without which no case of this requirement can be played; None where one can be."""
        missing = [needs(case) - self._hello.inputs for case in self._aiming(requirement)]
        if not missing or not all(missing):
            return None
        return f"no input {', '.join(sorted(min(missing, key=len)))}"

    def _aiming(self, requirement: str) -> Iterator[Case]:
        cases = self._in_its_modes(all_cases(self.telling, only=(requirement,)))
        return (case for case in cases if case.requirement == requirement)

    def _chosen(self, cases: Iterable[Case]) -> Iterator[Case]:
        return filter(self.choice.takes, self._in_its_modes(cases))

    def _in_its_modes(self, cases: Iterable[Case]) -> Iterator[Case]:
        modes = self._hello.modes
        return (case for case in cases if case.mode in modes)

    @property
    def _waits(self) -> bool:
        return self._hello.clock is Clock.REAL


def too_coarse(requirement: str, profile: Profile) -> bool:
    """Whether the tolerance leaves nothing of the grace to judge: before and after it cannot be told apart."""
    timed = REQUIREMENTS[requirement].timed_by_grace
    return timed and profile.grace_ms > 0 and telling(profile) != profile


def _name_of(mode: Mode | None) -> str:
    return next(name for name, each in MODES.items() if each is mode)
