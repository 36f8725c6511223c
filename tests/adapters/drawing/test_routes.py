"""Ways of arrows: ports, turns, rounded corners, and where the words stand."""

from __future__ import annotations

import pytest

from connref_adapters.drawing.routes import ARROW, Rect, plain, planned

LEFT, RIGHT, BELOW = Rect(0, 0, 40, 20), Rect(200, 0, 40, 20), Rect(200, 100, 40, 20)


def test_straight_way() -> None:
    route = planned("r-5 l-5 | 1a", LEFT, RIGHT)
    assert route.corners == ((20, -5), (180, -5))
    assert (route.anchor(), route.side) == ((100, -5), "a")


def test_way_with_one_turn() -> None:
    assert planned("r t | 2r@0.25", LEFT, BELOW).corners == ((20, 0), (200, 0), (200, 90))
    assert planned("r t | 2r@0.25", LEFT, BELOW).anchor() == (200, 22.5)


def test_way_over_a_line() -> None:
    route = planned("t y=-50 t+5 | 2b", LEFT, RIGHT)
    assert route.corners == ((0, -10), (0, -50), (205, -50), (205, -10))


def test_way_with_two_turns_meets_in_the_middle() -> None:
    assert planned("r l | 1a", LEFT, BELOW).corners == ((20, 0), (100, 0), (100, 100), (180, 100))


def test_curve_begins_at_the_port_and_leaves_room_for_the_head() -> None:
    points = planned("r t | 2r", LEFT, BELOW).curve()
    assert points[0] == (20, 0)
    assert points[-1] == (200, 90 - ARROW)
    assert len(points) % 3 == 1


def test_corners_are_rounded() -> None:
    points = planned("r t | 2r", LEFT, BELOW).curve()
    assert (200, 0) in points
    assert {(188, 0), (200, 12)} <= set(points)


@pytest.mark.parametrize(
    ("source", "target", "first", "last"),
    [
        (LEFT, RIGHT, (20, 4), (180, 4)),
        (RIGHT, LEFT, (180, 4), (20, 4)),
        (RIGHT, BELOW, (204, 10), (204, 90)),
    ],
)
def test_plain_way_leaves_towards_its_target(
    source: Rect, target: Rect, first: tuple[float, float], last: tuple[float, float]
) -> None:
    corners = plain(source, target, 4).corners
    assert (corners[0], corners[-1]) == (first, last)
