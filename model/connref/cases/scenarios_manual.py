"""Named scenarios: manual mode, connecting and disconnecting (MAN-ONLY-CONNECT, MAN-CONNECT*, MAN-DISCONNECT*)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import (
    MANUAL_STATES,
    ORDINALS,
    Act,
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
from connref.protocol import Case, Mode, Profile


def _noises(profile: Profile) -> Mapping[str, Act]:
    """What must not bring up a connection that only connect() may bring up."""
    return {
        "time": lambda s: s.wait(10 * profile.reconnect_bound_ms),
        "foreground": lambda s: s.foreground(),
        "background-and-return": lambda s: s.background().linger().foreground(),
        "short-background": lambda s: s.background().wait(profile.grace_ms // 2).foreground(),
        "third-return": lambda s: _flips(s, 3),
        "outage": lambda s: s.outage(profile.grace_ms),
        "third-outage": lambda s: s.outage(s.edge).observe().outage(s.edge).observe().outage(s.edge),
        "outage-in-background": lambda s: s.background().outage(profile.grace_ms).observe().foreground(),
        "ping": lambda s: s.ping().observe().ping(),
        "ping-loop-in-background": lambda s: s.background().keep_alive(s.bound).foreground(),
        "refusal": lambda s: s.refuse().observe().accept(),
        "silence": lambda s: s.mute().observe().unmute(),
        "message": lambda s: s.message().observe().message(),
        "disconnect": lambda s: s.disconnect(),
        "new-login": lambda s: s.logout().observe().login("bob"),
        "all": lambda s: s.background().ping().wait(profile.grace_ms // 2).outage(s.edge).foreground().ping(),
    }


def _flips(story: Story, times: int) -> Story:
    for _ in range(times):
        story.background().wait(story.profile.grace_ms // 2).foreground().wait(story.profile.grace_ms // 2)
    return story


def only_connect(profile: Profile) -> Iterator[Case]:
    """MAN-ONLY-CONNECT: each noise alone leaves it down; connect() then works."""
    rid = "MAN-ONLY-CONNECT"
    for name, noise in _noises(profile).items():
        story = noise(signed_in(profile, Mode.MANUAL)).observe().hear().connect().up().message()
        words = name.replace("-", " ")
        yield story.case(rid, name, f"After login {words} opens nothing in manual mode; connect() does.")
    before: Mapping[str, Act] = {
        "background-before-init": lambda s: s.background().init().login().linger().foreground(),
        "background-before-login": lambda s: s.init().background().linger().login().linger().foreground(),
        "outage-before-init": lambda s: s.network_down().init().linger().network_up().login(),
        "init-alone": lambda s: s.init().linger().login(),
        "connect-before-login": lambda s: s.init().connect().observe().login(),
        "connect-before-login-at-once": lambda s: s.init().connect().login(),
        "connect-before-logout": lambda s: s.init().login().connect().up().logout().login("bob"),
        "connect-before-kill": lambda s: s.init().login().connect().kill().init(),
        "connect-failed-offline": lambda s: (
            s.init().login().network_down().connect().disconnect().network_up()
        ),
    }
    for name, act in before.items():
        story = act(Story(profile, Mode.MANUAL)).observe().hear().connect().up().message()
        yield story.case(rid, name, f"In manual mode {name.replace('-', ' ')} opens nothing; connect() does.")


def connect(profile: Profile) -> Iterator[Case]:
    """MAN-CONNECT: connect() works from every way of being down, and again after each."""
    rid = "MAN-CONNECT"
    ways: Mapping[str, Act] = {
        "at-once": lambda s: s,
        "late": lambda s: s.wait(10 * profile.grace_ms),
        "after-background": lambda s: s.background().linger().foreground(),
        "after-outage": lambda s: s.outage(profile.grace_ms),
        "after-kill": lambda s: s.kill().init(),
        "after-new-login": lambda s: s.logout().observe().login("bob"),
        "after-ping": lambda s: s.ping().observe(),
        "after-disconnect": lambda s: s.connect().up().disconnect().observe(),
        "at-disconnect": lambda s: s.connect().up().disconnect(),
        "after-deadline": lambda s: s.connect().up().background().after_deadline().observe().foreground(),
        "after-third-disconnect": lambda s: _sessions(s, 3),
        "after-refusal": lambda s: s.refuse().observe().accept(),
        "after-rejected-connect": lambda s: s.reject().connect().observe().approve(),
        "while-refused": lambda s: s.refuse().connect().observe().accept().observe(),
    }
    for name, way in ways.items():
        story = way(signed_in(profile, Mode.MANUAL)).connect().up().hear()
        yield story.case(
            rid, name, f"connect() brings the connection up and says so ({name.replace('-', ' ')})."
        )
    for offset in few_offsets(profile):
        story = manual_up(profile).disconnect().wait(offset).connect().up().hear()
        yield story.case(
            rid, f"after-disconnect/+{offset}ms", "connect() soon after disconnect() is not lost."
        )
        story = signed_in(profile, Mode.MANUAL).mute().connect().wait(offset).unmute().up().hear()
        yield story.case(rid, f"mute/+{offset}ms", "connect() towards a silent server is up once it answers.")
        story = signed_in(profile, Mode.MANUAL).refuse().connect().wait(offset).accept().up().hear()
        yield story.case(
            rid, f"refused/+{offset}ms", "connect() that is refused is up once the server accepts."
        )


def _sessions(story: Story, count: int) -> Story:
    for _ in range(count):
        story.connect().up().hear().disconnect().observe()
    return story


def connect_needs_user(profile: Profile) -> Iterator[Case]:
    """MAN-CONNECT-NEEDS-USER: without a user connect() fails, and leaves nothing behind."""
    rid = "MAN-CONNECT-NEEDS-USER"
    ways: Mapping[str, Act] = {
        "once": lambda s: s.connect(),
        "three-times": lambda s: s.connect().observe().connect().observe().connect(),
        "twice-at-once": lambda s: s.connect().connect(),
        "in-background": lambda s: s.background().connect().linger().foreground(),
        "after-outage": lambda s: s.outage(profile.grace_ms).connect(),
        "after-logout": lambda s: s.login().connect().up().logout().observe().connect(),
        "at-logout": lambda s: s.login().connect().up().logout().connect(),
        "after-logout-unconnected": lambda s: s.login().observe().logout().connect(),
        "after-logout-and-kill": lambda s: (
            s.login().connect().up().logout().observe().kill().init().connect()
        ),
        "after-kill": lambda s: s.kill().init().connect(),
        "with-ping-and-disconnect": lambda s: s.connect().ping().disconnect(),
    }
    for name, way in ways.items():
        words = name.replace("-", " ")
        story = way(Story(profile, Mode.MANUAL).init()).observe().hear()
        yield story.fork().case(
            rid, f"{name}/alone", f"connect() without a user ({words}) brings nothing up."
        )
        story.login().observe().hear().connect().up().message()
        yield story.case(
            rid, f"{name}/then-login", f"connect() without a user ({words}) is not made good at login."
        )


def disconnect(profile: Profile) -> Iterator[Case]:
    """MAN-DISCONNECT: down at once, from every state, in every flight, at each boundary."""
    rid = "MAN-DISCONNECT"
    for state in MANUAL_STATES:
        story = state.build(profile).disconnect().linger().make_fair().observe().hear()
        yield story.case(
            rid, f"from/{state.name}", f"disconnect() of an app {state.words} takes it down for good."
        )
    flights: Mapping[str, Callable[[], Story]] = {
        "opening": lambda: signed_in(profile, Mode.MANUAL).connect(),
        "reopening": lambda: manual_up(profile).outage(profile.grace_ms),
        "waiting": lambda: losing(manual_up(profile)),
        "closed-by-server": lambda: manual_up(profile).server_close(),
    }
    for name, start in flights.items():
        for offset in few_offsets(profile):
            story = start().wait(offset).disconnect().wait(profile.grace_ms).make_fair().observe().hear()
            yield story.case(rid, f"{name}/+{offset}ms", f"disconnect() ends what is in flight ({name}).")
    for point in boundaries(profile):
        story = (
            away(profile).to_deadline(point.offset).disconnect().observe().foreground().observe().message()
        )
        yield story.case(rid, point.name, f"disconnect() {point.words} takes it down, and reports once.")
    for nth, ordinal in enumerate(ORDINALS, 1):
        story = _sessions(signed_in(profile, Mode.MANUAL), nth).hear()
        yield story.case(rid, f"{ordinal}-time", f"The {ordinal} disconnect() works like the first.")
    story = manual_up(profile).disconnect().disconnect().observe().hear()
    yield story.case(rid, "twice-at-once", "Two disconnect() at one instant take it down, and each reports.")


def disconnect_stays(profile: Profile) -> Iterator[Case]:
    """MAN-DISCONNECT-STAYS: down through everything, until connect()."""
    rid = "MAN-DISCONNECT-STAYS"
    for name, noise in _noises(profile).items():
        story = noise(manual_up(profile).disconnect().observe()).observe().hear().connect().up().message()
        yield story.case(
            rid, name, f"After disconnect() {name.replace('-', ' ')} opens nothing; connect() does."
        )
        if name in {"foreground", "short-background", "outage", "ping", "time", "all"}:
            story = noise(manual_up(profile).disconnect()).observe().hear().connect().up().message()
            yield story.case(rid, f"at-once/{name}", "The same right at disconnect(), while it closes.")
    starts: Mapping[str, Callable[[], Story]] = {
        "offline": lambda: manual_up(profile).network_down().wait(profile.grace_ms).disconnect().observe(),
        "waiting": lambda: losing(manual_up(profile)).wait(profile.grace_ms).disconnect().observe(),
        "opening": lambda: signed_in(profile, Mode.MANUAL).connect().disconnect().observe(),
        "away": lambda: away(profile).wait(profile.grace_ms // 2).disconnect().observe(),
        "away-pinged": lambda: away(profile).wait(profile.grace_ms // 2).ping().disconnect().observe(),
        "lapsed": lambda: lapsed(profile).disconnect().observe(),
        "never-connected": lambda: manual_idle(profile).disconnect().observe(),
    }
    for name, start in starts.items():
        story = start().make_fair().observe().hear()
        if not story.device.foreground:
            story.foreground().observe()
        story.outage(profile.grace_ms).observe().background().ping().observe().foreground().observe().hear()
        yield (
            story.connect()
            .up()
            .message()
            .case(
                rid,
                f"from/{name}",
                f"disconnect() ({name.replace('-', ' ')}) holds until connect(), which works.",
            )
        )


SCENARIOS: Mapping[str, Callable[[Profile], Iterator[Case]]] = {
    "MAN-ONLY-CONNECT": only_connect,
    "MAN-CONNECT": connect,
    "MAN-CONNECT-NEEDS-USER": connect_needs_user,
    "MAN-DISCONNECT": disconnect,
    "MAN-DISCONNECT-STAYS": disconnect_stays,
}
"""The scenarios of this module by requirement."""
