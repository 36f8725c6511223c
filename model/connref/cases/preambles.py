"""Where cases begin: states of an app that are worth asking about, instants around a deadline, and probes.

A `State` names a situation in words and builds the story that leads there. Which of them is in flight depends on
the latency of the SDK, which nobody knows, so openings come at several offsets (`offsets`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from connref.cases.scenario import Story
from connref.protocol import Mode, Profile

Act = Callable[[Story], Story]
"""Something that goes on with a story."""

ORDINALS = ("first", "second", "third")
"""How an n-th time is called in the ids of cases, from 1."""

CLOSE_CODES_TRIED: Mapping[str, int] = {"1001": 1001, "1006": 1006, "1011": 1011, "4000": 4000}
"""The close codes that are not a normal close: leaving, broken off, failing, and one of the application's own."""

REPEATS: Mapping[str, int] = {"first": 1, "third": 3}
"""How often something happens in cases that look at the first and at a later time."""

_OFFSETS = (0, 1, 10, 50, 200, 1_000, 5_000)
_FEW_OFFSETS = (0, 50, 1_000)


@dataclass(frozen=True, slots=True)
class Point:
    """An instant beside a deadline; `offset` milliseconds after it (negative: before)."""

    name: str
    offset: int

    @property
    def words(self) -> str:
        """The name as it reads in a sentence."""
        return self.name.replace("-", " ")


@dataclass(frozen=True, slots=True)
class State:
    """A situation, the words for it after "an app" or "a device", and the way there."""

    name: str
    words: str
    build: Callable[[Profile], Story]


def times(story: Story, count: int, act: Act) -> Story:
    """The story after `act` was done to it `count` times."""
    for _ in range(count):
        act(story)
    return story


def boundaries(profile: Profile) -> tuple[Point, ...]:
    """Just before, at and just after a deadline; "at" only where the clock is fine enough to tell (T = 0)."""
    edge = profile.tolerance_ms + 1
    before, after = Point("just-before-deadline", -edge), Point("just-after-deadline", edge)
    return (before, after) if profile.tolerance_ms else (before, Point("at-deadline", 0), after)


def offsets(profile: Profile) -> tuple[int, ...]:
    """Milliseconds after a trigger at which what it set going may be in flight; at least T + 1 where T > 0."""
    return _within(profile, _OFFSETS)


def few_offsets(profile: Profile) -> tuple[int, ...]:
    """A few of `offsets`, for scenarios that the races take further."""
    return _within(profile, _FEW_OFFSETS)


def _within(profile: Profile, wished: tuple[int, ...]) -> tuple[int, ...]:
    least = profile.tolerance_ms + 1 if profile.tolerance_ms else 0
    most = min(profile.reconnect_bound_ms, profile.grace_ms) // 4
    return tuple(dict.fromkeys(max(least, offset) for offset in wished if offset <= most))


def outages(profile: Profile) -> Mapping[str, int]:
    """Lengths of an outage in milliseconds, by name: shorter and longer than the grace and than R."""
    edge = profile.tolerance_ms + 1
    return {
        "momentary": edge,
        "short": profile.grace_ms // 10,
        "just-under-grace": profile.grace_ms - edge,
        "just-over-grace": profile.grace_ms + edge,
        "longer-than-bound": profile.reconnect_bound_ms + edge,
        "five-bounds": 5 * profile.reconnect_bound_ms,
    }


def signed_in(profile: Profile, mode: Mode | None) -> Story:
    """The app has called init and logged its user in, just now."""
    return Story(profile, mode).init().login()


def auto_up(profile: Profile, mode: Mode | None = Mode.AUTO) -> Story:
    """Auto mode (or no mode chosen), foreground, up."""
    return signed_in(profile, mode).up()


def manual_idle(profile: Profile) -> Story:
    """Manual mode, logged in, foreground, never connected."""
    return signed_in(profile, Mode.MANUAL).observe()


def manual_up(profile: Profile) -> Story:
    """Manual mode, foreground, connected and up."""
    return signed_in(profile, Mode.MANUAL).connect().up()


def away(profile: Profile, nth: int = 1) -> Story:
    """Manual mode, up, at the instant of its `nth` entry into the background; the earlier stays were short."""
    story = manual_up(profile)
    for _ in range(nth - 1):
        story.background().wait(profile.grace_ms // 2).foreground().wait(profile.grace_ms // 3)
    return story.background()


def lapsed(profile: Profile) -> Story:
    """Manual mode, background, down because the deadline has passed."""
    return away(profile).after_deadline().wait(profile.grace_ms)


def losing(story: Story, code: int = 1006) -> Story:
    """The server breaks the connection off and takes no new one: the SDK is between attempts or in one."""
    return story.refuse().server_close(code)


def _waiting(profile: Profile) -> Story:
    return losing(manual_up(profile)).wait(profile.grace_ms // 10)


MANUAL_STATES: tuple[State, ...] = (
    State("before-login", "with no user yet", lambda p: Story(p, Mode.MANUAL).init()),
    State("idle", "logged in and never connected", manual_idle),
    State("opening", "in the instant of connect()", lambda p: signed_in(p, Mode.MANUAL).connect()),
    State(
        "opening-mute",
        "opening towards a silent server",
        lambda p: signed_in(p, Mode.MANUAL).mute().connect().wait(p.grace_ms // 10),
    ),
    State(
        "refused",
        "trying against a server that refuses",
        lambda p: signed_in(p, Mode.MANUAL).refuse().connect().wait(p.grace_ms // 10),
    ),
    State(
        "rejected",
        "rejected by the server",
        lambda p: signed_in(p, Mode.MANUAL).reject().connect().wait(p.grace_ms // 10),
    ),
    State("up", "up in the foreground", manual_up),
    State(
        "offline",
        "in the foreground without internet",
        lambda p: manual_up(p).network_down().wait(p.grace_ms // 10),
    ),
    State("waiting", "waiting to try again", _waiting),
    State("reopening", "opening again after an outage", lambda p: manual_up(p).outage(p.grace_ms)),
    State("away", "just gone to the background", away),
    State(
        "away-pinged",
        "in the background after a ping",
        lambda p: away(p).wait(p.grace_ms // 2).ping().wait(p.grace_ms // 2),
    ),
    State(
        "away-unanswered",
        "in the background with an unanswered ping",
        lambda p: away(p).mute().ping().wait(p.grace_ms // 10),
    ),
    State(
        "away-offline",
        "in the background without internet",
        lambda p: away(p).network_down().wait(p.grace_ms // 10),
    ),
    State("lapsed", "down in the background", lapsed),
    State(
        "returned-down", "back in the foreground after its grace ran out", lambda p: lapsed(p).foreground()
    ),
    State("disconnected", "disconnected on purpose", lambda p: manual_up(p).disconnect().observe()),
    State("closing", "in the instant of disconnect()", lambda p: manual_up(p).disconnect()),
    State("logged-out", "logged out", lambda p: manual_up(p).logout().observe()),
)
"""Manual mode: one state of every kind."""

AUTO_STATES: tuple[State, ...] = (
    State("auto-before-login", "in auto mode with no user yet", lambda p: Story(p, Mode.AUTO).init()),
    State("auto-opening", "in auto mode in the instant of login", lambda p: signed_in(p, Mode.AUTO)),
    State(
        "auto-rejected",
        "in auto mode, rejected by the server",
        lambda p: Story(p, Mode.AUTO).init().reject().login().wait(p.grace_ms // 10),
    ),
    State("auto-up", "in auto mode, up", auto_up),
    State(
        "auto-offline",
        "in auto mode without internet",
        lambda p: auto_up(p).network_down().wait(p.grace_ms // 10),
    ),
    State(
        "auto-waiting",
        "in auto mode, waiting to try again",
        lambda p: losing(auto_up(p)).wait(p.grace_ms // 10),
    ),
    State(
        "auto-reopening",
        "in auto mode, opening again after an outage",
        lambda p: auto_up(p).outage(p.grace_ms),
    ),
    State("auto-away", "in auto mode, just gone to the background", lambda p: auto_up(p).background()),
    State(
        "auto-away-long", "in auto mode, long in the background", lambda p: auto_up(p).background().linger()
    ),
    State(
        "auto-returning",
        "in auto mode, in the instant of its return",
        lambda p: auto_up(p).background().linger().foreground(),
    ),
    State("auto-logged-out", "in auto mode, logged out", lambda p: auto_up(p).logout().observe()),
)
"""Auto mode: one state of every kind."""

STATES = MANUAL_STATES + AUTO_STATES
"""Both modes."""

REVEALS: Mapping[str, Act] = {
    "observed": lambda story: story,
    "ping": lambda story: story.ping(),
    "foreground": lambda story: story.foreground().observe().message(),
    "message": lambda story: story.message(),
    "connect": lambda story: story.connect(),
}
"""What makes the state after an instant in the background visible; each is followed by a wait."""
