"""Named scenarios: what reaches the app and what must not (EVT-*), and that calls report once (CALL-OUTCOME)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import (
    STATES,
    Act,
    auto_up,
    away,
    boundaries,
    few_offsets,
    lapsed,
    losing,
    manual_idle,
    manual_up,
    signed_in,
)
from connref.cases.scenario import Story
from connref.protocol import Case, InputName, Mode, Profile

_STREAM_GROWTH = 3
"""A stream of messages starts dense, and each pause is longer than the last by this part of it."""

_CALLS = (InputName.CONNECT, InputName.DISCONNECT, InputName.PING)


def _burst(story: Story, count: int) -> Story:
    for _ in range(count):
        story.message()
    return story


def delivered(profile: Profile) -> Iterator[Case]:
    """EVT-DELIVERED: each message once and in order, whatever the connection has been through."""
    rid = "EVT-DELIVERED"
    grace = profile.grace_ms
    ways: Mapping[str, Act] = {
        "foreground": lambda s: s,
        "long-foreground": lambda s: s.wait(20 * grace),
        "reconnected": lambda s: s.outage(grace).up(),
        "third-reconnect": lambda s: s.outage(grace).up().outage(grace).up().outage(grace).up(),
        "closed-by-server": lambda s: s.server_close().up(),
        "connected-again": lambda s: s.disconnect().observe().connect().up(),
        "third-connect": lambda s: (
            s.disconnect().observe().connect().up().disconnect().observe().connect().up()
        ),
        "connect-while-up": lambda s: s.connect().observe(),
        "returned": lambda s: s.background().wait(grace // 2).foreground(),
        "reopened": lambda s: s.kill().init().connect().up(),
        "new-login": lambda s: s.logout().observe().login("bob").connect().up(),
        "background": lambda s: s.background(),
        "background-pinged": lambda s: s.background().wait(grace // 2).ping(),
        "after-silence": lambda s: s.mute().wait(grace // 4).unmute().observe(),
    }
    for name, way in ways.items():
        story = _burst(way(manual_up(profile)), 3).wait(grace // 4).message().observe()
        yield story.case(rid, name, f"Messages arrive once and in order ({name.replace('-', ' ')}).")
    for name in (
        "foreground",
        "long-foreground",
        "reconnected",
        "third-reconnect",
        "closed-by-server",
        "new-login",
    ):
        story = _burst(ways[name](auto_up(profile)).observe(), 5).observe()
        yield story.case(
            rid, f"auto/{name}", f"In auto mode messages arrive once ({name.replace('-', ' ')})."
        )
    yield from _streams(profile)
    story = _burst(manual_up(profile), 30)
    yield story.case(rid, "burst", "Thirty messages in one go arrive once each, in order.")


def _streams(profile: Profile) -> Iterator[Case]:
    """Messages from the trigger of an opening on: those that come once it is up must all arrive."""
    starts: Mapping[str, Callable[[], Story]] = {
        "connect": lambda: signed_in(profile, Mode.MANUAL).connect(),
        "second-connect": lambda: manual_up(profile).disconnect().observe().connect(),
        "reconnect": lambda: manual_up(profile).outage(profile.grace_ms),
        "closed-by-server": lambda: manual_up(profile).server_close(),
        "auto-login": lambda: signed_in(profile, Mode.AUTO),
        "auto-return": lambda: auto_up(profile).background().linger().foreground(),
        "auto-reconnect": lambda: auto_up(profile).outage(profile.grace_ms),
        "auto-reopened": lambda: auto_up(profile).kill().init(),
    }
    for name, start in starts.items():
        story = start()
        pause = story.edge
        while pause < profile.reconnect_bound_ms // 4:
            story.wait(pause).message()
            pause += max(1, pause // _STREAM_GROWTH)
        yield story.case(
            "EVT-DELIVERED",
            f"from-the-first-moment/{name}",
            "Each message from the first moment of a connection on arrives once, in order.",
        )


def lost(profile: Profile) -> Iterator[Case]:
    """EVT-LOST: what is sent while it is down is gone, also once it is up again."""
    rid = "EVT-LOST"
    grace = profile.grace_ms
    ways: Mapping[str, Act] = {
        "never-connected": lambda s: s.disconnect().observe().kill().init().observe(),
        "disconnected": lambda s: s.disconnect().observe(),
        "lapsed": lambda s: s.background().after_deadline().observe(),
        "lapsed-and-returned": lambda s: s.background().after_deadline().observe().foreground().observe(),
        "refused": lambda s: losing(s).wait(grace),
        "killed": lambda s: s.kill().wait(grace),
        "logged-out": lambda s: s.logout().observe(),
        "closed-in-background": lambda s: s.background().server_close().observe(),
    }
    for name, way in ways.items():
        story = (
            _burst(way(manual_up(profile)), 3).wait(grace).message().observe().revive().disconnect().hear()
        )
        yield story.revive().case(
            rid, name, f"Messages sent while down ({name.replace('-', ' ')}) never arrive."
        )
    autos: Mapping[str, Act] = {
        "background": lambda s: s.background().linger(),
        "killed": lambda s: s.kill().wait(grace),
        "logged-out": lambda s: s.logout().observe(),
        "refused": lambda s: losing(s).wait(grace),
    }
    for name, way in autos.items():
        story = _burst(way(auto_up(profile)), 3).observe().reopen().up().hear().background().hear()
        yield (
            story.foreground()
            .up()
            .case(rid, f"auto/{name}", f"In auto mode what is sent then ({name}) is gone.")
        )


def stops(profile: Profile) -> Iterator[Case]:
    """EVT-STOPS: after disconnect() nothing reaches the app, in the foreground or in the background."""
    rid = "EVT-STOPS"
    grace = profile.grace_ms
    for offset in few_offsets(profile):
        story = manual_up(profile).disconnect().wait(offset).message().observe().message()
        yield story.case(
            rid, f"foreground/+{offset}ms", "No message that is sent after disconnect() arrives."
        )
        story = (
            away(profile).wait(grace // 2).disconnect().wait(offset).message().observe().foreground().hear()
        )
        yield story.case(
            rid, f"background/+{offset}ms", "After disconnect() in the background none arrives either."
        )
    ways: Mapping[str, Act] = {
        "message-just-before": lambda s: s.message().disconnect(),
        "burst-around": lambda s: _burst(_burst(s, 3).disconnect(), 3),
        "after-reconnect": lambda s: s.outage(grace).up().disconnect(),
        "after-second-connect": lambda s: s.connect().observe().disconnect(),
        "third-disconnect": lambda s: (
            s.disconnect().observe().connect().up().disconnect().observe().connect().up().disconnect()
        ),
        "while-mute": lambda s: s.mute().disconnect().observe().unmute(),
        "offline": lambda s: s.network_down().disconnect().observe().network_up(),
        "then-return": lambda s: s.disconnect().background().observe().foreground(),
        "then-outage": lambda s: s.disconnect().outage(grace),
    }
    for name, way in ways.items():
        story = way(manual_up(profile)).observe().hear().wait(grace).hear()
        yield story.case(rid, name, f"Events stop with disconnect() ({name.replace('-', ' ')}).")


def outcomes(profile: Profile) -> Iterator[Case]:
    """CALL-OUTCOME: each call in each state, twice, in each trouble, and interrupted."""
    rid = "CALL-OUTCOME"
    for call in _CALLS:
        for state in STATES:
            story = state.build(profile).inject(call).inject(call).linger().make_fair().observe().inject(call)
            yield story.case(
                rid,
                f"{call.value}/{state.name}",
                f"{call.value}() of an app {state.words} reports exactly once each.",
            )
    for first in _CALLS:
        for second in _CALLS:
            if first is not second:
                story = manual_up(profile).inject(first).inject(second).observe().inject(second).inject(first)
                yield story.case(
                    rid,
                    f"pair/{first.value},{second.value}",
                    f"{first.value}() and {second.value}() at one instant report once each.",
                )
    yield from _pending(profile)
    for point in boundaries(profile):
        for call in _CALLS:
            story = away(profile).to_deadline(point.offset).inject(call).linger().inject(call)
            yield story.case(
                rid, f"{call.value}/{point.name}", f"{call.value}() {point.words} reports exactly once."
            )


def _pending(profile: Profile) -> Iterator[Case]:
    rid = "CALL-OUTCOME"
    grace = profile.grace_ms
    troubles: Mapping[str, Act] = {
        "outage": lambda s: s.network_down().wait(grace).network_up(),
        "silence": lambda s: s.mute().wait(grace).unmute(),
        "refusal": lambda s: losing(s).wait(grace).accept(),
        "rejection": lambda s: s.reject().outage(s.edge).wait(grace).approve(),
        "server-close": lambda s: s.server_close(),
        "background": lambda s: s.background().linger().foreground(),
        "disconnect": lambda s: s.disconnect(),
        "logout": lambda s: s.logout(),
        "kill": lambda s: s.kill().wait(grace).init(),
    }
    for name, trouble in troubles.items():
        for offset in few_offsets(profile)[:2]:
            story = trouble(signed_in(profile, Mode.MANUAL).connect().wait(offset)).observe()
            yield (
                story.reopen()
                .ping()
                .connect()
                .observe()
                .disconnect()
                .case(
                    rid,
                    f"connect-then-{name}/+{offset}ms",
                    f"connect() that meets {name.replace('-', ' ')} reports once.",
                )
            )
        story = trouble(manual_up(profile).ping()).observe().reopen().ping().connect().observe().disconnect()
        yield story.case(
            rid, f"ping-then-{name}", f"ping() that meets {name.replace('-', ' ')} reports once."
        )
    for name, start in {"idle": manual_idle, "up": manual_up, "lapsed": lapsed}.items():
        story = start(profile)
        for _ in range(5):
            story.connect().ping().disconnect()
        yield story.case(rid, f"storm/{name}", "Fifteen calls in one go report once each.")


SCENARIOS: Mapping[str, Callable[[Profile], Iterator[Case]]] = {
    "EVT-DELIVERED": delivered,
    "EVT-LOST": lost,
    "EVT-STOPS": stops,
    "CALL-OUTCOME": outcomes,
}
"""The scenarios of this module by requirement."""
