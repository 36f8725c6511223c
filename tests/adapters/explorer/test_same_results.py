"""The explorer gives the same results as Python: for every vector, and for the stories of the kit."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from tests.adapters.explorer.browser import Tab

from connref.cases import named_cases
from connref.protocol import Profile
from connref.simulation import Simulation
from connref.spec.interpretations import DEFAULT
from connref_adapters.drawing.following import counterexample_path
from connref_adapters.reports import Counterexample
from connref_adapters.vectors import document

REPLAY = "explorer.differences({{...explorer.data, ...{}}})"
WAYS = """{}.map((each) => new explorer.Telling(
    explorer.data, explorer.fromCounterexample(each, explorer.story().choices)
  ).entries.flatMap(({{ taken }}) => taken.map(({{ from, event, branch }}) => [from, event, branch.to]))
  .filter(([source, , target]) => source !== target))"""


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    body = document()
    return {"readings": body["readings"], "traces": body["traces"]}


def test_all_vectors_replay_without_a_difference(opened: Tab, vectors: dict[str, Any]) -> None:
    assert len(vectors["traces"]) >= 1_000
    assert opened.evaluate(REPLAY.format(json.dumps(vectors))) == []


def test_a_wrong_vector_is_noticed(opened: Tab, vectors: dict[str, Any]) -> None:
    trace = vectors["traces"][0]
    wrong = {**trace["steps"][0], "state": "nowhere"}
    body = {**vectors, "traces": [{**trace, "steps": [wrong, *trace["steps"][1:]]}]}
    assert opened.evaluate(REPLAY.format(json.dumps(body))) == [wrong]


ENDS = """{}.map((hash) => {{
  const story = explorer.fromHash(hash, explorer.data.choices);
  const told = new explorer.Telling(explorer.data, story);
  return [told.state.up, told.entries.filter(({{ who }}) => who === "time").map(({{ at }}) => at)];
}})"""
BEGUN = "#mode=manual&do=0:init,0:login,0:connect,1000:background,"
SUSPENDED: list[tuple[str, list[bool | list[int]]]] = [
    # A grace of 30 s from 1 s on, and 40 s of suspension in it.
    ("11000:suspend,51000:resume&now=51000&grace-while-suspended=runs", [False, [51_000]]),
    ("11000:suspend,51000:resume&now=51000&grace-while-suspended=stands-still", [True, []]),
    ("11000:suspend,51000:resume&now=71002&grace-while-suspended=stands-still", [False, [71_000]]),
    ("11000:suspend&now=90000&grace-while-suspended=runs", [True, []]),
    ("11000:suspend,12000:resume&now=31002&grace-while-suspended=runs", [False, [31_000]]),
    ("11000:suspend,40000:kill,41000:init&now=90000", [False, []]),
    ("11000:suspend,12000:network_down,13000:network_up,14000:resume&now=14000", [False, []]),
    # A path that is left: replaced where that is found out, and in the background given up.
    ("11000:network_handover:true&now=12000", [False, []]),
    ("11000:network_handover:false&now=12000&silent-loss=not-noticed", [True, []]),
    ("11000:network_handover:false&now=12000&silent-loss=noticed", [False, []]),
    ("11000:foreground,12000:network_handover:true&now=12000", [False, []]),
    ("11000:foreground,12000:network_handover:true&now=12100", [True, []]),
]


def test_a_suspension_and_a_handover_do_to_the_grace_what_the_reading_says(opened: Tab) -> None:
    rows = [BEGUN + rest for rest, _ in SUSPENDED]
    assert opened.evaluate(ENDS.format(json.dumps(rows))) == [expected for _, expected in SUSPENDED]


def test_stories_of_the_kit_take_the_same_ways_as_the_pictures_of_their_paths(opened: Tab) -> None:
    """Each named case, played by the bundled machine, told from what was observed: here, and by `connref draw`."""
    shown: list[dict[str, Any]] = []
    paths: list[list[list[str]]] = []
    for case in named_cases(Profile()):
        seen = Simulation(case.mode, jitter=random.Random(1).random, traced=False).run(case.steps)
        steps = tuple(step.request() for step in case.steps)
        observed = tuple(each.to_json() for each in seen)
        mode = None if case.mode is None else case.mode.value
        played = Counterexample(mode, steps, observed, "", "")
        shown.append({"mode": mode, "steps": steps, "observations": observed})
        path = counterexample_path(played, Profile(), DEFAULT)[1]
        paths.append(
            [[transition.source, transition.event.value, transition.destination] for transition in path]
        )
    assert len(shown) > 500
    assert opened.evaluate(WAYS.format(json.dumps(shown))) == paths
