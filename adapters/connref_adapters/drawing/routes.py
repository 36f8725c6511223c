"""The way of an arrow: from a planned way to corners, and from corners to a curve with rounded ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
_RADIUS = 12.0
ARROW = 9.0
"""The length of an arrow's head."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A box by its middle and its size."""

    x: float
    y: float
    width: float
    height: float

    def port(self, side: str, offset: float) -> Point:
        """A point on a side (l, r, t, b), `offset` from its middle."""
        match side:
            case "l":
                return self.x - self.width / 2, self.y + offset
            case "r":
                return self.x + self.width / 2, self.y + offset
            case "t":
                return self.x + offset, self.y - self.height / 2
            case _:
                return self.x + offset, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a way, both ends included, and the leg and side at which its words stand."""

    corners: tuple[Point, ...]
    leg: int
    side: str
    along: float = 0.5

    def anchor(self) -> Point:
        """The point of the leg at which the words stand."""
        (x1, y1), (x2, y2) = self.corners[self.leg], self.corners[self.leg + 1]
        return x1 + (x2 - x1) * self.along, y1 + (y2 - y1) * self.along

    def curve(self) -> tuple[Point, ...]:
        """Bézier points (3n + 1) along the corners, rounded, up to where the arrow's head begins."""
        corners = (*self.corners[:-1], _towards(self.corners[-1], self.corners[-2], ARROW))
        points: list[Point] = [corners[0]]
        for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
            radius = min(_RADIUS, _distance(before, corner) / 2, _distance(corner, after) / 2)
            enter, leave = _towards(corner, before, radius), _towards(corner, after, radius)
            _straight(points, enter)
            points += [corner, corner, leave]
        _straight(points, corners[-1])
        return tuple(points)


def planned(way: str, source: Rect, target: Rect) -> Route:
    """The route of a planned way (see `plans`)."""
    path, _, words = way.partition("|")
    first, *lines, last = path.split()
    corners = [source.port(first[0], _offset(first))]
    horizontal = first[0] in "lr"
    for line in lines:
        x, y = corners[-1]
        axis, value = line[0], float(line[2:])
        corners.append((value, y) if axis == "x" else (x, value))
        horizontal = axis == "y"
    corners += _arrive(
        corners[-1],
        target.port(last[0], _offset(last)),
        horizontal=horizontal,
        arrives_horizontally=last[0] in "lr",
    )
    clean = _without_repeats(corners)
    leg, _, along = words.strip().partition("@")
    return Route(clean, int(leg[:-1]) - 1, leg[-1], float(along or 0.5))


def plain(source: Rect, target: Rect, shift: float) -> Route:
    """A way for an arrow that nobody planned: one turn or two, `shift` off the middle to keep neighbours apart."""
    if abs(source.y - target.y) < (source.height + target.height) / 2:
        sides = "rl" if source.x < target.x else "lr"
    else:
        sides = "bt" if source.y < target.y else "tb"
    way = f"{sides[0]}{shift:+.0f} {sides[1]}{shift:+.0f} | 1a"
    route = planned(way, source, target)
    leg = _longest(route.corners) - 1
    (_, y1), (_, y2) = route.corners[leg], route.corners[leg + 1]
    return Route(route.corners, leg, "a" if y1 == y2 else "r")


def _arrive(start: Point, end: Point, *, horizontal: bool, arrives_horizontally: bool) -> list[Point]:
    """The corners from `start` to `end`: leaving and arriving in the given directions."""
    (x1, y1), (x2, y2) = start, end
    if horizontal and arrives_horizontally:
        middle = (x1 + x2) / 2
        return [end] if y1 == y2 else [(middle, y1), (middle, y2), end]
    if not horizontal and not arrives_horizontally:
        middle = (y1 + y2) / 2
        return [end] if x1 == x2 else [(x1, middle), (x2, middle), end]
    return [(x2, y1), end] if horizontal else [(x1, y2), end]


def _offset(port: str) -> float:
    return float(port[1:] or 0)


def _longest(corners: tuple[Point, ...]) -> int:
    legs = [_distance(a, b) for a, b in pairwise(corners)]
    return legs.index(max(legs)) + 1


def _without_repeats(corners: list[Point]) -> tuple[Point, ...]:
    return tuple(point for index, point in enumerate(corners) if index == 0 or point != corners[index - 1])


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _towards(start: Point, end: Point, length: float) -> Point:
    whole = _distance(start, end) or 1.0
    return start[0] + (end[0] - start[0]) * length / whole, start[1] + (end[1] - start[1]) * length / whole


def _straight(points: list[Point], end: Point) -> None:
    start = points[-1]
    third = ((end[0] - start[0]) / 3, (end[1] - start[1]) / 3)
    points += [
        (start[0] + third[0], start[1] + third[1]),
        (start[0] + 2 * third[0], start[1] + 2 * third[1]),
        end,
    ]
