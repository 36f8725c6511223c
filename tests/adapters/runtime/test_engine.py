"""The manager does what the model says: every case of the catalogue, over memory sockets and a clock that is told."""

from __future__ import annotations

import asyncio
import io
import random

import pytest
from tests.adapters.runtime.playing import Device, played

from connref.cases.catalogue import named_cases, playable, reading_cases
from connref.protocol import Case, InputName, Observation, ObservationKind, Profile
from connref.simulation import Simulation
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, Reading, reading
from connref.world import Latencies
from connref_adapters.recorded.checker import Checker, Malformed
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.result import SessionResult, SessionVerdict

NOT_PLAYED = frozenset({InputName.SUSPEND, InputName.RESUME, InputName.NETWORK_HANDOVER})
"""The device of these tests is one process with its server, which nobody can freeze or carry to another network."""
CASES: dict[str, list[Case]] = {}
for each in playable((*named_cases(Profile()), *reading_cases(Profile())), frozenset(InputName) - NOT_PLAYED):
    CASES.setdefault(each.id.split("/")[0], []).append(each)
CHOICES = [
    (name, option)
    for name, entry in INTERPRETATIONS.items()
    for option in entry.options
    # The reading comes with init, so what a call before it does cannot be chosen.
    if option != entry.default and name != "call-before-init"
]
TOLD = frozenset(
    {ObservationKind.STATUS, ObservationKind.OUTCOME, ObservationKind.DELIVERED, ObservationKind.USER}
)
"""What an application can see; sockets are looked at from the server's side."""


def simulated(case: Case, chosen: Reading = DEFAULT) -> list[Observation]:
    """What the model does in the same world, with the same jitter."""
    model = Simulation(
        case.mode,
        jitter=random.Random(0).random,
        latencies=Latencies(0, 0, 0, 0),
        reading=chosen,
        traced=False,
    )
    return [seen for seen in model.run(case.steps) if seen.kind in TOLD]


def check(case: Case, chosen: Reading = DEFAULT) -> Device:
    device = asyncio.run(played(case, chosen))
    assert device.seen == simulated(case, chosen), case.id
    assert device.faults == [], case.id
    assert device.server.open_peers == [], case.id
    assert device.clock.armed == [], case.id
    return device


@pytest.mark.parametrize("aim", CASES)
def test_application_sees_what_the_model_says_and_its_recording_passes_the_check(aim: str) -> None:
    results: list[SessionResult] = []
    bad: list[Malformed] = []
    checker = Checker(results.append, bad.append)
    for case in CASES[aim]:
        for number, recording in enumerate(check(case).recordings):
            checker.read(f"{case.id} {number}", read_lines(io.BytesIO(recording.getvalue().encode())))
    checker.finish()
    assert bad == []
    assert [result for result in results if result.verdict is not SessionVerdict.CONFORMS] == []
    assert results


@pytest.mark.parametrize(("name", "option"), [choice for choice in CHOICES if choice[0] in CASES])
def test_every_other_reading_is_followed_too(name: str, option: str) -> None:
    for case in CASES[name]:
        check(case, reading({name: option}))
