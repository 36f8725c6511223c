"""Ways to rows: each leads there, and none is missing that the kit's own exploration knows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from connref.protocol import Mode
from connref.semantics.table import compile_table, resolve
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import PONG_EVENTS, Event
from connref_adapters.vectors.routes import Player, routes


def player(mode: Mode) -> Player:
    table = compile_table(mode)
    return Player(table, resolve(table, DEFAULT), 30_000)


@pytest.mark.parametrize("mode", Mode)
def test_each_way_is_taken_by_the_last_step_of_its_story(mode: Mode) -> None:
    playing = player(mode)
    for (key, rule), story in routes(playing, 30_000).items():
        last = playing.play(story)[-1]
        assert rule in last.taken
        assert key[0] == rule.source
        assert all(before.at <= after.at for before, after in pairwise(story))


@pytest.mark.parametrize("mode", Mode)
def test_no_pong_without_a_ping(mode: Mode) -> None:
    for story in routes(player(mode), 30_000).values():
        events = [step.event for step in story]
        for place, event in enumerate(events):
            if event in PONG_EVENTS:
                assert Event.PING in events[:place]


@pytest.mark.parametrize("mode", Mode)
def test_every_state_that_the_default_reading_can_reach_has_a_way_out_of_it(mode: Mode) -> None:
    rules = resolve(compile_table(mode), DEFAULT)
    reached, ahead = {compile_table(mode).initial}, [compile_table(mode).initial]
    while ahead:
        state = ahead.pop()
        for (source, _, region), rule in rules.items():
            if source == state and region.value != "at" and rule.destination not in reached:
                reached.add(rule.destination)
                ahead.append(rule.destination)
    assert {key[0] for key, _ in routes(player(mode), 30_000)} == reached
