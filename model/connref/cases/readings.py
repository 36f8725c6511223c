"""Cases that make each option of each interpretation visible: those of auto mode and the server, and the whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases import readings_calls, readings_grace
from connref.cases.preambles import Act, auto_up, few_offsets, losing, manual_idle, manual_up, signed_in
from connref.cases.readings_grace import Told
from connref.cases.scenario import Story
from connref.protocol import Case, Mode, Profile
from connref.spec.interpretations import INTERPRETATIONS

_NORMAL = 1000


def connect_in_auto(profile: Profile) -> Iterator[Told]:
    """Ask whether connect() in the background of auto mode is refused or opens until the return."""
    grace = profile.grace_ms
    ways: Mapping[str, Act] = {
        "alone": lambda s: s,
        "long": lambda s: s.wait(10 * profile.reconnect_bound_ms),
        "outage": lambda s: s.outage(grace).up(),
        "server-close": lambda s: s.server_close().up(),
        "second-connect": lambda s: s.connect().observe(),
        "ping": lambda s: s.ping().observe(),
        "refused-first": lambda s: s.disconnect().observe().refuse().connect().wait(grace).accept().up(),
        "disconnect": lambda s: s.disconnect().observe(),
        "second-background": lambda s: s.background().observe(),
    }
    for name, act in ways.items():
        story = act(auto_up(profile).background().linger().connect().observe().hear()).hear()
        story.foreground().up().hear().background().linger().hear()
        yield (
            name,
            story,
            f"Whether connect() opens in the background of auto mode ({name.replace('-', ' ')}).",
        )
    story = Story(profile, Mode.AUTO).init().background().login().observe().connect().observe().hear()
    yield "login-in-background", story.foreground().up().hear(), "The same where the connection was never up."
    story = auto_up(profile)
    for _ in range(3):
        story.background().linger().connect().observe().hear().foreground().up()
    yield "three-times", story, "The same answer three times over."
    for offset in few_offsets(profile):
        story = auto_up(profile).background().wait(offset).connect().observe().hear().foreground().up().hear()
        yield f"+{offset}ms", story, "The same while the connection closes."


def disconnect_in_auto(profile: Profile) -> Iterator[Told]:
    """Ask whether disconnect() in auto mode is ignored, and if not, what brings the connection back."""
    grace = profile.grace_ms
    after: Mapping[str, Act] = {
        "return": lambda s: s.background().linger().foreground().up(),
        "short-return": lambda s: s.background().foreground().up(),
        "connect": lambda s: s.connect().up(),
        "outage": lambda s: s.outage(grace).up(),
        "login": lambda s: s.logout().observe().login("bob").up(),
        "reopening": lambda s: s.kill().init().up(),
        "time": lambda s: s.wait(10 * grace),
        "second-disconnect": lambda s: s.disconnect().observe(),
        "ping": lambda s: s.ping().observe(),
        "server-troubles": lambda s: s.refuse().observe().accept().up(),
    }
    for name, act in after.items():
        story = (
            act(auto_up(profile).disconnect().observe().hear()).hear().background().linger().foreground().up()
        )
        story.hear().connect().up().hear().disconnect().observe().hear()
        yield name, story, f"For how long disconnect() works in auto mode ({name.replace('-', ' ')})."
    flights: Mapping[str, Callable[[], Story]] = {
        "opening": lambda: signed_in(profile, Mode.AUTO),
        "reopening": lambda: auto_up(profile).outage(grace),
        "waiting": lambda: losing(auto_up(profile)),
    }
    for name, start in flights.items():
        for offset in few_offsets(profile):
            story = start().wait(offset).disconnect().wait(grace).make_fair().observe().hear()
            story.background().linger().foreground().up().hear().connect().up().hear()
            yield f"{name}/+{offset}ms", story, "The same in the middle of an opening."
    story = auto_up(profile)
    for _ in range(3):
        story.disconnect().observe().hear().background().linger().foreground().up().hear().connect().up()
    yield "three-times", story, "The same answer three times over."


def disconnect_in_auto_background(profile: Profile) -> Iterator[Told]:
    """Ask whether disconnect() in the background of auto mode outlasts the return."""
    ways: Mapping[str, Act] = {
        "alone": lambda s: s.disconnect(),
        "twice": lambda s: s.disconnect().observe().disconnect(),
        "after-connect": lambda s: s.connect().observe().disconnect(),
        "before-outage": lambda s: s.disconnect().outage(profile.grace_ms),
        "offline": lambda s: s.network_down().disconnect().observe().network_up(),
    }
    for name, act in ways.items():
        story = act(auto_up(profile).background().linger()).linger().foreground().up().hear()
        story.background().linger().foreground().up().hear().connect().up().hear()
        yield (
            name,
            story,
            f"Whether disconnect() in the background outlasts the return ({name.replace('-', ' ')}).",
        )
    for offset in few_offsets(profile):
        story = auto_up(profile).background().wait(offset).disconnect().observe().foreground().up().hear()
        yield f"+{offset}ms", story.connect().up().hear(), "The same while the connection closes."
    story = auto_up(profile)
    for _ in range(3):
        story.background().linger().disconnect().observe().foreground().up().hear().connect().up()
    yield "three-times", story, "The same answer three times over."


def server_close(profile: Profile) -> Iterator[Told]:
    """Ask whether the SDK connects again by itself after a normal close by the server."""
    for label, start in _bothmodes().items():
        for name, act in _ends_of_staying_down(profile).items():
            story = act(start(profile).server_close(_NORMAL).observe().hear()).up().hear()
            story.connect().up().server_close(_NORMAL).observe().hear()
            yield (
                f"{label}/{name}",
                story,
                f"Whether a normal close is repaired, and {name.replace('-', ' ')} after it.",
            )
        story = start(profile)
        for _ in range(3):
            story.server_close(_NORMAL).observe().hear().connect().up()
        yield f"{label}/three-times", story, "The same answer three times over."


def auth_rejected(profile: Profile) -> Iterator[Told]:
    """Ask whether the SDK tries again by itself after its credentials were rejected."""
    starts: Mapping[str, Callable[[Profile], Story]] = {
        "connect": lambda p: manual_idle(p).reject().connect(),
        "reconnect": lambda p: manual_up(p).reject().outage(p.grace_ms),
        "closed": lambda p: manual_up(p).reject().server_close(),
        "auto-login": lambda p: Story(p, Mode.AUTO).init().reject().login(),
        "auto-reconnect": lambda p: auto_up(p).reject().outage(p.grace_ms),
        "auto-return": lambda p: auto_up(p).background().linger().reject().foreground(),
        "auto-reopened": lambda p: auto_up(p).kill().reject().init(),
    }
    for label, start in starts.items():
        for name in ("connect", "login", "return", "reopening"):
            story = start(profile).observe().approve().observe().hear()
            story = _ends_of_staying_down(profile)[name](story).up().hear().connect().up().hear()
            yield (
                f"{label}/{name}",
                story,
                f"Whether a rejection is final, and {name.replace('-', ' ')} after it.",
            )
    story = manual_idle(profile)
    for _ in range(3):
        story.reject().connect().observe().approve().observe().hear().connect().up().disconnect().observe()
    yield "three-times", story, "The same answer three times over."
    story = (
        manual_idle(profile).reject().connect().observe().connect().observe().background().linger().approve()
    )
    yield (
        "background",
        story.linger().foreground().observe().connect().up().hear(),
        "The same over a stay away.",
    )


def _bothmodes() -> Mapping[str, Callable[[Profile], Story]]:
    return {"manual": manual_up, "auto": auto_up}


def _ends_of_staying_down(profile: Profile) -> Mapping[str, Act]:
    """What may end a connection's staying down, by the readings that say when it ends."""
    return {
        "connect": lambda s: s.connect(),
        "login": lambda s: s.logout().observe().login("bob"),
        "return": lambda s: s.background().wait(profile.grace_ms // 2).foreground(),
        "reopening": lambda s: s.kill().init(),
        "outage": lambda s: s.outage(profile.grace_ms),
    }


READINGS: Mapping[str, Callable[[Profile], Iterator[Told]]] = {
    **readings_grace.READINGS,
    **readings_calls.READINGS,
    "connect-in-auto": connect_in_auto,
    "disconnect-in-auto": disconnect_in_auto,
    "disconnect-in-auto-background": disconnect_in_auto_background,
    "server-close": server_close,
    "auth-rejected": auth_rejected,
}
"""The stories of every interpretation, by its ID."""


def cases_of(interpretation: str, profile: Profile) -> Iterator[Case]:
    """The cases that put one interpretation to the question; their requirement is the one it is judged under.

    Raises `KeyError` for an ID that is no interpretation.
    """
    judged_under = INTERPRETATIONS[interpretation].judged_under
    for name, story, shows in READINGS[interpretation](profile):
        requirement = judged_under[-1] if story.mode is Mode.MANUAL else judged_under[0]
        yield story.case(requirement, name, shows, group=interpretation)
