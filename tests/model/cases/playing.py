"""Cases played on simulated SDKs: what each shows, and whether a defect or an option shows at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from connref.protocol import Case, Profile
from fakes.defects.readings import READINGS
from fakes.driver import FakeDriver
from fakes.options import Options
from fakes.wrong import WRONG


def play(driver: FakeDriver, case: Case) -> list[dict[str, Any]]:
    """The replies of the driver, the one to the reset first; it ends with the first that is an error."""
    replies = [driver.request({"id": 0, "op": "reset", "mode": case.mode and case.mode.value})]
    for number, step in enumerate(case.steps, 1):
        if not replies[-1]["ok"]:
            break
        replies.append(driver.request({"id": number, **step.request()}))
    return replies


def seen(driver: FakeDriver, case: Case) -> list[object]:
    """What one sees from outside: observations and errors, without the driver's hints about its timers."""
    return [reply.get("observations", reply.get("error")) for reply in play(driver, case)]


def tells_apart(case: Case, one: FakeDriver, other: FakeDriver) -> bool:
    return seen(one, case) != seen(other, case)


def with_option(interpretation: str, option: str) -> FakeDriver:
    choice: dict[str, Any] = {interpretation.replace("-", "_"): option}
    return FakeDriver(replace(Options(), **choice))


def profile_of(options: Options) -> Profile:
    return Profile(options.grace_ms, options.reconnect_bound_ms, options.tick_ms)


def defects_of(requirements: Iterable[str]) -> list[str]:
    """The wrong SDKs that are to be blamed for one of these requirements first, whatever the reading."""
    blamed = set(requirements)
    return [name for name, defect in WRONG.items() if defect.primary in blamed and name not in READINGS]


def shows(name: str, cases: Iterable[Case]) -> bool:
    """Whether one of the cases tells a wrong SDK from the right one that is like it in all else."""
    defect = WRONG[name]
    wrong, right = defect.driver(), FakeDriver(defect.options)
    return any(tells_apart(case, wrong, right) for case in cases)
