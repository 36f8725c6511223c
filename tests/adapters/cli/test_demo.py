"""`connref demo`: the story, with the requirement of each step."""

from __future__ import annotations

from tests.adapters.cli.command import Connref


def test_the_story_has_its_turning_points_at_their_instants(connref: Connref) -> None:
    ended = connref("demo")
    assert ended.status == 0
    assert "52 000 ms" in ended.out, "a grace of 30 s after the ping at 22 s"
    assert "MAN-PING-EXTENDS" in ended.out
    assert "MAN-BACKGROUND-STAYS-DOWN" in ended.out
    seen = [line for line in ended.out.splitlines() if " seen " in line]
    assert any("delivered in time" in line for line in seen)
    assert not any("delivered too late" in line for line in seen)


def test_it_tells_the_same_story_each_time(connref: Connref) -> None:
    assert connref("demo").out == connref("demo").out
