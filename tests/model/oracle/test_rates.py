"""The two rates of the oracle over simulated SDKs: wrong ones that it catches, right ones that it disturbs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from tests.model.oracle.playing import Keep, judged_run, sample

from connref.oracle.run import CaseFinding
from connref.protocol import Case
from fakes.driver import FakeDriver
from fakes.options import Options
from fakes.right import CORNERS, RIGHT, random_right
from fakes.wrong import WRONG, Defect

RANDOM_SEEDS = range(20)
MORE_SEEDS = range(20, 80)
RACES = 120
OTHERS = 12
PARTS = range(10)
"""A sample is judged in parts, so that workers share it and none takes long."""


def killed(defect: Defect, keep: Keep) -> bool:
    def primary(finding: CaseFinding) -> bool:
        return finding.requirement == defect.primary

    return any(map(primary, judged_run(defect.driver(), keep, primary, first=defect.primary).findings()))


def disturbed(options: Options, keep: Keep) -> list[str]:
    run = judged_run(FakeDriver(options, strict=False), keep)
    return [f"{finding.case.id}: {finding.violation}" for finding in run.findings()]


def everything(_: Case) -> bool:
    return True


def right_sdks(seeds: range) -> Iterator[tuple[str, Options]]:
    yield from RIGHT.items()
    yield from CORNERS.items()
    yield from ((f"random-{seed}", random_right(seed)) for seed in seeds)


def report(what: str, good: int, total: int, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{what}: {good} of {total}")  # noqa: T201 - a rate is for a person


def check_kills(capsys: pytest.CaptureFixture[str], keep: Keep, part: slice = slice(None)) -> None:
    wrong = dict(list(WRONG.items())[part])
    alive = {name for name, defect in wrong.items() if not killed(defect, keep)}
    report("wrong SDKs caught under their requirement", len(wrong) - len(alive), len(wrong), capsys)
    assert alive == set()


def check_alarms(
    capsys: pytest.CaptureFixture[str], seeds: range, keep: Callable[[int], Keep], part: slice = slice(None)
) -> None:
    sdks = list(enumerate(right_sdks(seeds)))[part]
    alarms: Mapping[str, list[str]] = {
        name: found for index, (name, options) in sdks if (found := disturbed(options, keep(index)))
    }
    report("right SDKs disturbed", len(alarms), len(sdks), capsys)
    assert alarms == {}


@pytest.mark.parametrize("part", PARTS)
def test_every_wrong_sdk_is_caught(capsys: pytest.CaptureFixture[str], part: int) -> None:
    check_kills(capsys, sample(0, races=12, others=1), slice(part, None, len(PARTS)))


@pytest.mark.parametrize("part", PARTS)
def test_no_right_sdk_is_disturbed(capsys: pytest.CaptureFixture[str], part: int) -> None:
    """Each SDK plays another sample, so that every case is played on several."""
    every = slice(part, None, len(PARTS))
    check_alarms(capsys, RANDOM_SEEDS, lambda index: sample(index, races=RACES, others=OTHERS), every)


@pytest.mark.slow
def test_every_wrong_sdk_is_caught_by_a_full_run(capsys: pytest.CaptureFixture[str]) -> None:
    check_kills(capsys, everything)


@pytest.mark.slow
def test_no_right_sdk_is_disturbed_by_a_full_run(capsys: pytest.CaptureFixture[str]) -> None:
    check_alarms(capsys, MORE_SEEDS, lambda _: everything)
