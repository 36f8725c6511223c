"""Random stories, which no case of the catalogue tells: right SDKs are never disturbed, and no judge breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from random import Random

import pytest
from tests.model.oracle.playing import case_of, greet, judged

from connref.oracle.run import RunJudge
from connref.protocol import INPUT_FIELDS, Advance, Do, InputName, Mode, Profile, Step
from connref.semantics.environment import Environment, Process
from fakes.driver import FakeDriver
from fakes.right import random_right
from fakes.wrong import WRONG

CALLS = (InputName.CONNECT, InputName.PING, InputName.DISCONNECT)
LIFE = (InputName.BACKGROUND, InputName.FOREGROUND)
MENDS = (InputName.NETWORK_UP, InputName.SERVER_UNMUTE, InputName.SERVER_ACCEPT, InputName.SERVER_APPROVE)
SESSION = (InputName.LOGIN, InputName.LOGOUT)
WORLD = tuple(name for name in InputName if name.value.startswith(("network", "server")))
SLEEP = (InputName.SUSPEND, InputName.RESUME)
WORDS = [*CALLS * 5, *LIFE * 5, *MENDS * 2, *SLEEP * 2, *WORLD, *SESSION, InputName.KILL, InputName.INIT]


class Author:
    """Tells one legal story after another; the same ones for the same seed."""

    def __init__(self, profile: Profile, seed: int, *, notices: bool = True) -> None:
        self.profile = profile
        self.notices = notices
        self.random = Random(seed)
        self.numbers = count(1)

    def story(self) -> Iterator[Step]:
        yield from (Do(InputName.INIT), Do(InputName.LOGIN, "alice"))
        if self.random.random() < 0.7:
            yield from (self.do(InputName.CONNECT), Advance(self.wait()))
        here = Environment()
        here.apply(InputName.INIT)
        for _ in range(self.random.choice((6, 12, 25))):
            name = self.random.choice(WORDS)
            if self.random.random() < 0.4:
                yield Advance(self.wait())
            elif here.refusal(name) is None:
                here.apply(name)
                yield self.do(name)
        yield from (Do(InputName.RESUME) for _ in range(here.suspended))
        yield from (Do(InputName.INIT) for _ in range(here.process is Process.DEAD))
        yield from map(Do, MENDS)
        bound = self.profile.reconnect_bound_ms + self.profile.tolerance_ms + 1
        yield from (Advance(bound), Do(InputName.FOREGROUND), Advance(bound))

    def wait(self) -> int:
        grace, tolerance = self.profile.grace_ms, self.profile.tolerance_ms
        near = [grace + by for by in (-tolerance, -1, 0, 1, tolerance + 1)]
        return self.random.choice([0, 1, 1, 10, 50, 500, 1_000, 5_000, grace // 2, *near])

    def do(self, name: InputName) -> Do:
        match name:
            case InputName.LOGIN:
                return Do(name, self.random.choice(("alice", "bob")))
            case InputName.SERVER_CLOSE:
                return Do(name, self.random.choice((1000, 1001, 1005, 1008, 4000)))
            case InputName.NETWORK_HANDOVER:
                return Do(name, self.notices and self.random.choice((True, False)))
            case _:
                return Do(name, f"{name.value}-{next(self.numbers)}" if name in INPUT_FIELDS else None)


def disturbed(driver: FakeDriver, seed: int, stories: int) -> list[str]:
    author = Author(greet(driver)[0], seed, notices=driver.options.network_notice)
    run = RunJudge()
    for number in range(stories):
        mode = author.random.choice((Mode.MANUAL, Mode.MANUAL, Mode.AUTO, None))
        case = case_of(mode, author.story(), f"story-{number}")
        run.add(case, judged(driver, case))
    return [f"{finding.case.steps}: {finding.violation}" for finding in run.findings()]


def check(seeds: range, stories: int) -> None:
    alarms = {
        seed: found
        for seed in seeds
        if (found := disturbed(FakeDriver(random_right(seed), strict=False), seed, stories))
    }
    assert alarms == {}


def test_no_story_disturbs_a_right_sdk() -> None:
    check(range(40), stories=25)


@pytest.mark.parametrize("name", ["grace-never-ends", "no-grace", "auto-uses-grace", "connect-reports-twice"])
def test_the_stories_disturb_a_wrong_sdk(name: str) -> None:
    assert disturbed(WRONG[name].driver(), 1, stories=200)


@pytest.mark.slow
def test_no_story_of_very_many_disturbs_a_right_sdk() -> None:
    check(range(1_000), stories=50)
