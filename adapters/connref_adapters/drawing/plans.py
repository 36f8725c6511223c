"""Where everything stands in the overviews, by hand: panels, boxes, and the way of each arrow.

This is taste, not knowledge: what exists comes from the declaration, and an arrow without a planned way gets a plain
one. Coordinates are pixels from the top left. A way is a port of the source, lines to go to, and a port of the target:
"r-14 x=640 t+20" leaves 14 above the middle of the right side, turns at x = 640, and enters the top 20 right of its
middle. After "|" stands where the words go: the number of the leg, the side (a above, b below, l left, r right), and
after "@" how far along the leg.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connref.spec import auto, link, manual, session
from connref.spec.declare import Location
from connref.spec.vocabulary import App
from connref_adapters.drawing.charts import SESSION, WITH, WITHOUT, ChartName


@dataclass(frozen=True, slots=True)
class Panel:
    """A ground with a heading, from (x, y), so wide and high; it grows where a box of its column stands outside."""

    column: str
    heading: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spot:
    """One box: the states that it folds, its middle, its least width; `label` where the state's own does not serve."""

    states: tuple[str, ...]
    x: float
    y: float
    width: float = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The overview of one chart."""

    panels: tuple[Panel, ...]
    spots: tuple[Spot, ...]
    ways: Mapping[tuple[str, str], str]


def spot(states: Sequence[Location], x: float, y: float, width: float = 0, label: str = "") -> Spot:
    """The box of these locations."""
    return Spot(tuple(state.id for state in states), x, y, width, label)


def ways(planned: Mapping[tuple[Location, Location], str]) -> Mapping[tuple[str, str], str]:
    """The ways of the arrows between two locations."""
    return {(source.id, target.id): way for (source, target), way in planned.items()}


_NO_USER = "No user yet, the app in either state"
_FRONT, _BACK = "App in foreground", "App in background"

MANUAL = Plan(
    panels=(
        Panel(SESSION, _NO_USER, 0, -24, 700, 116),
        Panel(App.FOREGROUND.value, _FRONT, 0, 130, 700, 520),
        Panel(App.BACKGROUND.value, _BACK, 760, 130, 640, 520),
    ),
    spots=(
        spot((manual.NOT_INITIALISED, manual.NOT_INITIALISED_BACKGROUND), 110, 56),
        spot((manual.SIGNED_OUT, manual.SIGNED_OUT_BACKGROUND), 340, 56),
        spot((manual.IDLE,), 340, 232, 250),
        spot((manual.RECONNECTING,), 95, 390, 120),
        spot((manual.OPENING, manual.WAITING), 600, 390, 120, manual.OPENING.label),
        spot((manual.CONNECTED,), 340, 560, 250),
        spot((manual.IDLE_BACKGROUND,), 930, 232, 210),
        spot(
            (manual.OPENING_IN_GRACE, manual.OPENING_FOR_GRACE, manual.OPENING_TO_HOLD),
            930,
            390,
            210,
            "opening in background",
        ),
        spot((manual.RECONNECTING_IN_GRACE,), 1530, 390, 190),
        spot((manual.GRACE,), 930, 560, 210),
        spot((manual.HELD,), 1360, 560, 120),
        spot((manual.TAKEN_DOWN,), 1530, 232, 190),
    ),
    ways=ways(
        {
            (manual.NOT_INITIALISED, manual.SIGNED_OUT): "r l | 1a",
            (manual.NOT_INITIALISED, manual.IDLE): "b+50 l-8 | 1r@0.36",
            (manual.SIGNED_OUT, manual.IDLE): "b t | 1r@0.55",
            (manual.NOT_INITIALISED, manual.IDLE_BACKGROUND): "b-30 y=104 t+60 | 2a@0.94",
            (manual.SIGNED_OUT, manual.IDLE_BACKGROUND): "b-25 y=118 t+85 | 2b@0.5",
            (manual.IDLE, manual.OPENING): "r+16 t | 2r",
            (manual.OPENING, manual.IDLE): "l-12 b+113 | 2r@0.45",
            (manual.RECONNECTING, manual.IDLE): "r-12 b-113 | 2l@0.4",
            (manual.CONNECTED, manual.IDLE): "t b | 1r@0.75",
            (manual.OPENING, manual.CONNECTED): "l+12 t+113 | 2r",
            (manual.RECONNECTING, manual.CONNECTED): "r+12 t-113 | 2l",
            (manual.CONNECTED, manual.RECONNECTING): "l b | 1b@0.62",
            (manual.IDLE, manual.IDLE_BACKGROUND): "r-14 l-14 | 1a@0.74",
            (manual.IDLE_BACKGROUND, manual.IDLE): "l r | 1b@0.26",
            (manual.OPENING, manual.OPENING_IN_GRACE): "r-12 l-12 | 1a",
            (manual.OPENING_IN_GRACE, manual.OPENING): "l+12 r+12 | 1b",
            (manual.CONNECTED, manual.GRACE): "r-10 l-10 | 1a@0.77",
            (manual.GRACE, manual.CONNECTED): "l+10 r+10 | 1b@0.23",
            (manual.RECONNECTING, manual.IDLE_BACKGROUND): "t-40 y=172 t | 2a@0.6",
            (manual.IDLE_BACKGROUND, manual.OPENING_IN_GRACE): "b-60 t-60 | 1r",
            (manual.OPENING_IN_GRACE, manual.IDLE_BACKGROUND): "t+58 b+58 | 1r",
            (manual.OPENING_IN_GRACE, manual.GRACE): "b t | 1r",
            (manual.GRACE, manual.IDLE_BACKGROUND): "r x=1205 r | 2r",
            (manual.OPENING, manual.IDLE_BACKGROUND): "t+30 y=345 b-92 | 2a@0.5",
            (manual.OPENING_IN_GRACE, manual.HELD): "b+75 y=508 t-20 | 2a@0.72",
            (manual.HELD, manual.IDLE_BACKGROUND): "t+35 r+14 | 2a@0.2",
            (manual.HELD, manual.CONNECTED): "b y=634 b+60 | 2a@0.2",
            (manual.HELD, manual.GRACE): "l+14 r+14 | 1b",
            (manual.RECONNECTING, manual.RECONNECTING_IN_GRACE): "t-50 y=160 t+60 | 2b@0.93",
            (manual.RECONNECTING_IN_GRACE, manual.IDLE_BACKGROUND): "t-20 r-14 | 2b@0.35",
            (manual.RECONNECTING_IN_GRACE, manual.GRACE): "b-30 y=616 b+80 | 1l@0.3",
            (manual.RECONNECTING_IN_GRACE, manual.RECONNECTING): "b+30 y=642 b-40 | 2a@0.72",
        }
    ),
)

AUTO = Plan(
    panels=(
        Panel(SESSION, _NO_USER, 0, -24, 740, 116),
        Panel(App.FOREGROUND.value, _FRONT, 0, 130, 740, 520),
        Panel(App.BACKGROUND.value, _BACK, 810, 130, 330, 520),
    ),
    spots=(
        spot((auto.NOT_INITIALISED, auto.NOT_INITIALISED_BACKGROUND), 140, 56),
        spot((auto.SIGNED_OUT, auto.SIGNED_OUT_BACKGROUND), 445, 56),
        spot((auto.STOPPED,), 585, 232, 180),
        spot((auto.DISCONNECTED,), 140, 390, 220),
        spot((auto.DISCONNECTED_UNTIL_CONNECT,), -260, 390, 220),
        spot((auto.CONNECTING,), 540, 390, 230),
        spot((auto.CONNECTED,), 540, 560, 230),
        spot((auto.BACKGROUND,), 975, 390, 190),
        spot((auto.DISCONNECTED_UNTIL_CONNECT_BACKGROUND,), 1350, 232, 220),
        spot((auto.BACKGROUND_CONNECTING,), 1350, 390, 190),
        spot((auto.BACKGROUND_CONNECTED,), 1350, 560, 190),
    ),
    ways=ways(
        {
            (auto.NOT_INITIALISED, auto.SIGNED_OUT): "r l | 1a",
            (auto.NOT_INITIALISED, auto.CONNECTING): "b y=310 t-105 | 1r@0.6",
            (auto.SIGNED_OUT, auto.CONNECTING): "b t-95 | 1l@0.45",
            (auto.NOT_INITIALISED, auto.BACKGROUND): "b-30 y=104 t+50 | 2a@0.93",
            (auto.SIGNED_OUT, auto.BACKGROUND): "b-25 y=118 t+75 | 2b@0.5",
            (auto.CONNECTING, auto.STOPPED): "t+20 b-25 | 1l@0.42",
            (auto.STOPPED, auto.CONNECTING): "b+15 t+60 | 1r",
            (auto.STOPPED, auto.DISCONNECTED): "l+8 t-20 | 1b@0.72",
            (auto.STOPPED, auto.BACKGROUND): "r t | 1a@0.7",
            (auto.CONNECTING, auto.DISCONNECTED): "l-10 r-10 | 1a",
            (auto.DISCONNECTED, auto.CONNECTING): "r+10 l+10 | 1b",
            (auto.CONNECTING, auto.CONNECTED): "b-40 t-40 | 1l",
            (auto.CONNECTED, auto.CONNECTING): "t+20 b+20 | 1r",
            (auto.CONNECTING, auto.BACKGROUND): "r-10 l-10 | 1a@0.57",
            (auto.BACKGROUND, auto.CONNECTING): "l+10 r+10 | 1b@0.43",
            (auto.CONNECTED, auto.DISCONNECTED): "l-8 b+40 | 1a@0.45",
            (auto.CONNECTED, auto.BACKGROUND): "r-8 b-40 | 1a@0.45",
            (auto.DISCONNECTED, auto.BACKGROUND): "b-30 y=620 b+30 | 2a@0.75",
            (auto.CONNECTING, auto.DISCONNECTED_UNTIL_CONNECT): "t-110 y=330 t | 2a@0.9",
            (auto.DISCONNECTED_UNTIL_CONNECT, auto.CONNECTING): "t+60 y=345 t-113 | 2b@0.2",
            (auto.CONNECTED, auto.DISCONNECTED_UNTIL_CONNECT): "l+8 b | 1a@0.75",
            (auto.STOPPED, auto.DISCONNECTED_UNTIL_CONNECT): "l+8 t-40 | 1a@0.8",
            (
                auto.DISCONNECTED_UNTIL_CONNECT,
                auto.DISCONNECTED_UNTIL_CONNECT_BACKGROUND,
            ): "t-70 y=165 t+40 | 2a@0.9",
            (
                auto.DISCONNECTED_UNTIL_CONNECT_BACKGROUND,
                auto.DISCONNECTED_UNTIL_CONNECT,
            ): "t-40 y=178 t-90 | 2b@0.12",
            (auto.BACKGROUND, auto.BACKGROUND_CONNECTING): "r-10 l-10 | 1a",
            (auto.BACKGROUND_CONNECTING, auto.BACKGROUND): "l+10 r+10 | 1b",
            (auto.BACKGROUND_CONNECTING, auto.BACKGROUND_CONNECTED): "b-30 t-30 | 1l",
            (auto.BACKGROUND_CONNECTED, auto.BACKGROUND_CONNECTING): "t+30 b+30 | 1r",
            (auto.BACKGROUND_CONNECTED, auto.BACKGROUND): "l-12 b+60 | 1a",
            (auto.BACKGROUND_CONNECTED, auto.CONNECTED): "l+14 r+14 | 1b@0.3",
            (auto.BACKGROUND_CONNECTING, auto.CONNECTING): "t y=320 t+90 | 2a@0.2",
            (auto.BACKGROUND, auto.DISCONNECTED_UNTIL_CONNECT_BACKGROUND): "t+40 l | 2a",
            (auto.DISCONNECTED_UNTIL_CONNECT_BACKGROUND, auto.BACKGROUND): "l+14 t+60 | 1b",
        }
    ),
)

LINK = Plan(
    panels=(
        Panel(WITH, "Internet there", 0, 0, 860, 570),
        Panel(WITHOUT, "Internet lost", 980, 0, 380, 570),
    ),
    spots=(
        spot((link.DOWN,), 380, 90, 400),
        spot((link.WAITING,), 105, 290, 150),
        spot((link.OPENING,), 740, 290, 150),
        spot((link.UP,), 380, 470, 400),
        spot((link.DOWN_OFFLINE,), 1165, 90, 190),
        spot((link.OFFLINE,), 1165, 290, 190),
    ),
    ways=ways(
        {
            (link.DOWN, link.OPENING): "r+14 t | 2r@0.5",
            (link.OPENING, link.DOWN): "l-18 b+175 | 2r@0.5",
            (link.WAITING, link.DOWN): "r-18 b-175 | 2l@0.55",
            (link.UP, link.DOWN): "t b | 1r@0.8",
            (link.WAITING, link.OPENING): "r-4 l-4 | 1a@0.24",
            (link.OPENING, link.WAITING): "l+8 r+8 | 1b@0.405",
            (link.OPENING, link.UP): "l+20 t+175 | 2r@0.5",
            (link.UP, link.WAITING): "l b+30 | 2r@0.5",
            (link.DOWN, link.DOWN_OFFLINE): "r-14 l-14 | 1a@0.69",
            (link.DOWN_OFFLINE, link.DOWN): "l r | 1b@0.31",
            (link.OPENING, link.OFFLINE): "r-10 l-10 | 1a@0.41",
            (link.OFFLINE, link.OPENING): "l+10 r+10 | 1b@0.59",
            (link.DOWN_OFFLINE, link.OFFLINE): "b-25 t-25 | 1l",
            (link.OFFLINE, link.DOWN_OFFLINE): "t+10 b+10 | 1r",
            (link.UP, link.OFFLINE): "r b-30 | 1a@0.61",
            (link.WAITING, link.OFFLINE): "b-45 y=540 b+30 | 2a@0.775",
        }
    ),
)

SESSION_PLAN = Plan(
    panels=(Panel(SESSION, "Process and user", 0, 0, 1250, 560),),
    spots=(
        spot((session.RUNNING,), 120, 290, 180),
        spot((session.NOT_RUNNING,), 520, 290, 180),
        spot((session.READY,), 950, 110, 340),
        spot((session.LOGGED_IN,), 950, 460, 340),
    ),
    ways=ways(
        {
            (session.RUNNING, session.READY): "t l-20 | 2a@0.3",
            (session.RUNNING, session.LOGGED_IN): "b l+20 | 2b@0.3",
            (session.RUNNING, session.NOT_RUNNING): "r l | 1a@0.5",
            (session.NOT_RUNNING, session.READY): "t l+20 | 1r@0.5",
            (session.NOT_RUNNING, session.LOGGED_IN): "b l-20 | 1r@0.5",
            (session.READY, session.NOT_RUNNING): "b-120 r-15 | 2a@0.5",
            (session.LOGGED_IN, session.NOT_RUNNING): "t-120 r+15 | 2b@0.5",
            (session.READY, session.LOGGED_IN): "b-40 t-40 | 1r@0.5",
            (session.LOGGED_IN, session.READY): "t+120 b+120 | 1r@0.5",
        }
    ),
)

PLANS: Mapping[ChartName, Plan] = {
    ChartName.MANUAL: MANUAL,
    ChartName.AUTO: AUTO,
    ChartName.LINK: LINK,
    ChartName.SESSION: SESSION_PLAN,
}
"""The plan of each chart."""
