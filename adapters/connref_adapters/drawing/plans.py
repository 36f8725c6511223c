"""Where everything stands in the overviews, by hand: panels, boxes, and the way of each arrow.

This is taste, not knowledge: what exists comes from the declaration, and an arrow without a planned way gets a plain
one. Coordinates are pixels from the top left. A way is a port of the source, lines to go to, and a port of the target:
"r-14 x=640 t+20" leaves 14 above the middle of the right side, turns at x = 640, and enters the top 20 right of its
middle. After "|" stands where the words go: the number of the leg, the side (a above, b below, l left, r right), and
after "@" how far along the leg.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connref_adapters.drawing.source import ChartName


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


_NO_USER = "No user yet, the app in either state"
_FRONT, _BACK = "App in foreground", "App in background"
_FRESH = ("not_initialised", "not_initialised_background")
_SIGNED_OUT = ("signed_out", "signed_out_background")
_IN_BACKGROUND = ("opening_in_grace", "opening_for_grace", "opening_to_hold")

MANUAL = Plan(
    panels=(
        Panel("session", _NO_USER, 0, -24, 700, 116),
        Panel("foreground", _FRONT, 0, 130, 700, 520),
        Panel("background", _BACK, 760, 130, 550, 520),
    ),
    spots=(
        Spot(_FRESH, 110, 56),
        Spot(_SIGNED_OUT, 340, 56),
        Spot(("idle",), 340, 232, 224),
        Spot(("reconnecting",), 95, 390, 120),
        Spot(("opening", "waiting"), 600, 390, 120, "opening"),
        Spot(("connected",), 340, 560, 224),
        Spot(("idle_background",), 930, 232, 210, "idle in background"),
        Spot(_IN_BACKGROUND, 930, 390, 210, "opening in background"),
        Spot(("reconnecting_in_grace",), 1480, 390, 190),
        Spot(("grace",), 930, 560, 210),
        Spot(("held",), 1300, 560, 120),
    ),
    ways={
        ("not_initialised", "signed_out"): "r l | 1a",
        ("not_initialised", "idle"): "b l-8 | 2a@0.45",
        ("signed_out", "idle"): "b t | 1r@0.35",
        ("not_initialised", "idle_background"): "b-30 y=104 t-60 | 2a@0.94",
        ("signed_out", "idle_background"): "b-25 y=118 t-80 | 2b@0.6",
        ("idle", "opening"): "r+16 t | 2r",
        ("opening", "idle"): "l-12 b+98 | 2r@0.45",
        ("reconnecting", "idle"): "r-12 b-98 | 2l@0.4",
        ("connected", "idle"): "t b | 1r@0.75",
        ("opening", "connected"): "l+12 t+98 | 2r",
        ("reconnecting", "connected"): "r+12 t-98 | 2l",
        ("connected", "reconnecting"): "l b | 1b@0.55",
        ("idle", "idle_background"): "r-14 l-14 | 1a@0.74",
        ("idle_background", "idle"): "l r | 1b@0.26",
        ("opening", "opening_in_grace"): "r-12 l-12 | 1a",
        ("opening_in_grace", "opening"): "l+12 r+12 | 1b",
        ("connected", "grace"): "r-10 l-10 | 1a@0.77",
        ("grace", "connected"): "l+10 r+10 | 1b@0.23",
        ("reconnecting", "idle_background"): "t-40 y=172 t | 1r@0.52",
        ("idle_background", "opening_in_grace"): "b-60 t-60 | 1r",
        ("opening_in_grace", "idle_background"): "t+42 b+42 | 1r",
        ("opening_in_grace", "grace"): "b t | 1r",
        ("grace", "idle_background"): "r x=1140 r | 2r",
        ("opening", "idle_background"): "t+30 y=306 b-92 | 2a@0.5",
        ("opening_in_grace", "held"): "b+75 y=508 t-20 | 2a@0.72",
        ("held", "idle_background"): "t+35 r+14 | 2a@0.2",
        ("held", "connected"): "b y=634 b+60 | 2a@0.2",
        ("held", "grace"): "l+14 r+14 | 1b",
        ("reconnecting", "reconnecting_in_grace"): "t-50 y=160 t+60 | 2b@0.93",
        ("reconnecting_in_grace", "idle_background"): "t-20 r-14 | 2b@0.35",
        ("reconnecting_in_grace", "grace"): "b-30 y=616 b+80 | 1l@0.3",
        ("reconnecting_in_grace", "reconnecting"): "b+30 y=642 b-40 | 2a@0.72",
    },
)

AUTO = Plan(
    panels=(
        Panel("session", _NO_USER, 0, -24, 740, 116),
        Panel("foreground", _FRONT, 0, 130, 740, 520),
        Panel("background", _BACK, 810, 130, 330, 520),
    ),
    spots=(
        Spot(_FRESH, 140, 56),
        Spot(_SIGNED_OUT, 445, 56),
        Spot(("stopped",), 585, 232, 180),
        Spot(("disconnected",), 140, 390, 220),
        Spot(("disconnected_until_connect",), -260, 390, 220),
        Spot(("connecting",), 540, 390, 230),
        Spot(("connected",), 540, 560, 230),
        Spot(("background",), 975, 390, 190),
        Spot(("disconnected_until_connect_background",), 1350, 232, 220),
        Spot(("background_connecting",), 1350, 390, 190),
        Spot(("background_connected",), 1350, 560, 190),
    ),
    ways={
        ("not_initialised", "signed_out"): "r l | 1a",
        ("not_initialised", "connecting"): "b y=310 t-105 | 1r@0.6",
        ("signed_out", "connecting"): "b t-95 | 1l@0.45",
        ("not_initialised", "background"): "b-30 y=104 t-50 | 2a@0.93",
        ("signed_out", "background"): "b-25 y=118 t-70 | 2b@0.65",
        ("connecting", "stopped"): "t+20 b-25 | 1l@0.42",
        ("stopped", "connecting"): "b+15 t+60 | 1r",
        ("stopped", "disconnected"): "l+8 t-20 | 1b@0.72",
        ("stopped", "background"): "r t | 1a@0.7",
        ("connecting", "disconnected"): "l-10 r-10 | 1a",
        ("disconnected", "connecting"): "r+10 l+10 | 1b",
        ("connecting", "connected"): "b-40 t-40 | 1l",
        ("connected", "connecting"): "t+20 b+20 | 1r",
        ("connecting", "background"): "r-10 l-10 | 1a@0.57",
        ("background", "connecting"): "l+10 r+10 | 1b@0.43",
        ("connected", "disconnected"): "l-8 b+40 | 1a@0.45",
        ("connected", "background"): "r-8 b-40 | 1a@0.45",
        ("disconnected", "background"): "b-30 y=620 b+30 | 2a@0.75",
        ("connecting", "disconnected_until_connect"): "t-110 y=330 t | 2a@0.9",
        ("disconnected_until_connect", "connecting"): "t+60 y=345 t-113 | 2b@0.2",
        ("connected", "disconnected_until_connect"): "l+8 b | 1a@0.75",
        ("stopped", "disconnected_until_connect"): "l+8 t-40 | 1a@0.8",
        ("disconnected_until_connect", "disconnected_until_connect_background"): "t-70 y=165 t+40 | 2a@0.9",
        ("disconnected_until_connect_background", "disconnected_until_connect"): "t-40 y=178 t-90 | 2b@0.12",
        ("background", "background_connecting"): "r-10 l-10 | 1a",
        ("background_connecting", "background"): "l+10 r+10 | 1b",
        ("background_connecting", "background_connected"): "b-30 t-30 | 1l",
        ("background_connected", "background_connecting"): "t+30 b+30 | 1r",
        ("background_connected", "background"): "l-12 b+60 | 1a",
        ("background_connected", "connected"): "l+14 r+14 | 1b@0.3",
        ("background_connecting", "connecting"): "t y=320 t+90 | 2a@0.2",
        ("background", "disconnected_until_connect_background"): "t+40 l | 2a",
        ("disconnected_until_connect_background", "background"): "l+14 t+60 | 1b",
    },
)

LINK = Plan(
    panels=(
        Panel("with", "Internet there", 0, 0, 860, 570),
        Panel("without", "Internet lost", 980, 0, 380, 570),
    ),
    spots=(
        Spot(("down",), 380, 90, 400),
        Spot(("waiting",), 105, 290, 150),
        Spot(("opening",), 740, 290, 150),
        Spot(("up",), 380, 470, 400),
        Spot(("down_offline",), 1165, 90, 190),
        Spot(("offline",), 1165, 290, 190),
    ),
    ways={
        ("down", "opening"): "r+14 t | 2r@0.5",
        ("opening", "down"): "l-18 b+175 | 2r@0.5",
        ("waiting", "down"): "r-18 b-175 | 2l@0.55",
        ("up", "down"): "t b | 1r@0.8",
        ("waiting", "opening"): "r-4 l-4 | 1a@0.24",
        ("opening", "waiting"): "l+8 r+8 | 1b@0.405",
        ("opening", "up"): "l+20 t+175 | 2r@0.5",
        ("up", "waiting"): "l b+30 | 2r@0.5",
        ("down", "down_offline"): "r-14 l-14 | 1a@0.69",
        ("down_offline", "down"): "l r | 1b@0.31",
        ("opening", "offline"): "r-10 l-10 | 1a@0.41",
        ("offline", "opening"): "l+10 r+10 | 1b@0.59",
        ("down_offline", "offline"): "b-25 t-25 | 1l",
        ("offline", "down_offline"): "t+10 b+10 | 1r",
        ("up", "offline"): "r b-30 | 1a@0.61",
        ("waiting", "offline"): "b-45 y=540 b+30 | 2a@0.775",
    },
)

PLANS: Mapping[ChartName, Plan] = {ChartName.MANUAL: MANUAL, ChartName.AUTO: AUTO, ChartName.LINK: LINK}
"""The plan of each chart."""
