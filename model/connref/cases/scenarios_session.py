"""Named scenarios: logging in and out, killing and reopening (SES-*), and the mode that nobody chose (AUTO-DEFAULT)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import (
    AUTO_STATES,
    MANUAL_STATES,
    STATES,
    Act,
    auto_up,
    away,
    boundaries,
    few_offsets,
    manual_idle,
    manual_up,
    outages,
    signed_in,
)
from connref.cases.scenario import Story
from connref.protocol import Case, InputName, Mode, Profile

_WITHOUT_USER = frozenset({"before-login", "auto-before-login", "logged-out", "auto-logged-out"})
_MODES: Mapping[str, Mode | None] = {"auto": Mode.AUTO, "manual": Mode.MANUAL, "no-mode": None}


def login_saves(profile: Profile) -> Iterator[Case]:
    """SES-LOGIN-SAVES: a kill in every state, in every mode, repeatedly, and with another user."""
    rid = "SES-LOGIN-SAVES"
    for state in STATES:
        if state.name not in _WITHOUT_USER:
            story = state.build(profile).kill().make_fair().init().observe()
            yield story.case(
                rid,
                f"killed/{state.name}",
                f"An app {state.words} that is killed finds its user again on init.",
            )
    for name, mode in _MODES.items():
        story = signed_in(profile, mode).observe()
        for _ in range(3):
            story.kill().wait(profile.grace_ms).init().observe()
        yield story.case(rid, f"three-kills/{name}", "The user is still there after the third kill in a row.")
        story = signed_in(profile, mode).observe().logout().observe().login("bob").observe()
        yield (
            story.kill()
            .init()
            .case(rid, f"second-user/{name}", "The user kept is the one who logged in last.")
        )
        story = (
            signed_in(profile, mode).observe().kill().network_down().wait(profile.grace_ms).init().observe()
        )
        yield story.network_up().case(
            rid, f"offline-init/{name}", "The saved user is found without internet too."
        )


def login_connects(profile: Profile) -> Iterator[Case]:
    """SES-LOGIN-CONNECTS: login alone is enough, whatever came before it."""
    rid = "SES-LOGIN-CONNECTS"
    before: Mapping[str, Act] = {
        "at-once": lambda s: s,
        "late": lambda s: s.linger(),
        "after-background": lambda s: s.background().linger().foreground(),
        "after-outage": lambda s: s.outage(profile.grace_ms),
        "after-refusal": lambda s: s.refuse().observe().accept(),
        "after-kill": lambda s: s.kill().init(),
        "after-connect-without-user": lambda s: s.connect().observe(),
        "after-logout": lambda s: s.login().up().logout().observe(),
        "after-quick-logout": lambda s: s.login().logout(),
        "after-third-logout": lambda s: _sessions(s, 3),
        "after-disconnect": lambda s: s.login().up().disconnect().observe().logout().observe(),
        "after-normal-close": lambda s: s.login().up().server_close(1000).observe().logout(),
        "after-rejection": lambda s: s.reject().login().observe().approve().logout().observe(),
        "after-messages": lambda s: s.message().observe().message(),
    }
    for name, act in before.items():
        for label, mode in (("auto", Mode.AUTO), ("no-mode", None)):
            story = act(Story(profile, mode).init()).login().up().hear().wait(profile.grace_ms).message()
            yield story.case(
                rid,
                f"{name}/{label}",
                f"Login brings the connection up by itself ({name.replace('-', ' ')}).",
            )


def _sessions(story: Story, count: int) -> Story:
    for _ in range(count):
        story.login().up().logout().observe()
    return story


def reopen_connects(profile: Profile) -> Iterator[Case]:
    """SES-REOPEN-CONNECTS: init of a reopened app is enough, from every state in which the app was killed."""
    rid = "SES-REOPEN-CONNECTS"
    for state in AUTO_STATES:
        if state.name not in _WITHOUT_USER:
            story = state.build(profile).kill().make_fair().init().up().hear()
            yield story.case(
                rid, f"killed/{state.name}", f"An app {state.words}, killed and reopened, is up after init."
            )
    for offset in few_offsets(profile):
        story = auto_up(profile).kill().init().wait(offset).kill().init().up().hear()
        yield story.case(
            rid, f"killed-again/+{offset}ms", "A kill while it opens again does not spoil the next init."
        )
    for name, length in outages(profile).items():
        story = auto_up(profile).kill().network_down().init().wait(length).network_up().up().hear()
        yield story.case(
            rid, f"offline-init/{name}", "A reopened app without internet is up once the internet is back."
        )
    held: Mapping[str, Act] = {
        "disconnect": lambda s: s.disconnect(),
        "disconnect-seen": lambda s: s.disconnect().observe(),
        "disconnect-in-background": lambda s: s.background().disconnect().observe(),
        "normal-close": lambda s: s.server_close(1000).observe(),
        "rejection": lambda s: s.reject().outage(profile.grace_ms).observe().approve(),
    }
    for name, hold in held.items():
        story = hold(auto_up(profile)).kill().wait(profile.grace_ms).init().up().hear()
        yield story.case(
            rid, f"held/{name}", f"What {name.replace('-', ' ')} may have held down is up in a new process."
        )
    for nth in (2, 3):
        story = auto_up(profile, None)
        for _ in range(nth):
            story.kill().message().wait(profile.grace_ms).init().up().hear()
        yield story.case(
            rid, f"no-mode/{nth}-kills", "With no mode chosen, each reopening is up after init as well."
        )


def reopen_waits(profile: Profile) -> Iterator[Case]:
    """SES-REOPEN-WAITS: in manual mode a reopened app opens nothing until it calls connect()."""
    rid = "SES-REOPEN-WAITS"
    for state in MANUAL_STATES:
        if state.name not in _WITHOUT_USER:
            story = state.build(profile).kill().make_fair().init().observe().hear()
            yield (
                story.connect()
                .up()
                .message()
                .case(
                    rid,
                    f"killed/{state.name}",
                    f"An app {state.words}, killed and reopened, waits for connect().",
                )
            )
    after: Mapping[str, Act] = {
        "background-and-return": lambda s: s.background().linger().foreground(),
        "outage": lambda s: s.outage(profile.grace_ms),
        "long-time": lambda s: s.wait(10 * profile.reconnect_bound_ms),
        "ping": lambda s: s.ping(),
        "disconnect": lambda s: s.disconnect(),
        "second-kill": lambda s: s.kill().wait(profile.grace_ms).init(),
        "refusal": lambda s: s.refuse().observe().accept(),
    }
    for name, act in after.items():
        story = act(manual_up(profile).kill().init()).observe().hear().connect().up().message()
        yield story.case(rid, f"then/{name}", f"A reopened app stays down through {name.replace('-', ' ')}.")


def no_user(profile: Profile) -> Iterator[Case]:
    """SES-NO-USER: nothing opens without a user, and logout ends everything."""
    yield from _never_logged_in(profile)
    yield from _logged_out(profile)
    yield from _logged_out_in_flight(profile)


def _never_logged_in(profile: Profile) -> Iterator[Case]:
    tries: Mapping[str, Act] = {
        "time": lambda s: s.linger(),
        "connect": lambda s: s.connect().observe().connect(),
        "ping": lambda s: s.ping().observe().ping(),
        "disconnect": lambda s: s.disconnect(),
        "background-and-return": lambda s: s.background().linger().foreground(),
        "connect-in-background": lambda s: s.background().connect().linger().foreground(),
        "outage": lambda s: s.outage(profile.grace_ms).observe().connect(),
        "kill": lambda s: s.kill().init().observe().connect(),
    }
    for name, act in tries.items():
        for mode in Mode:
            story = act(Story(profile, mode).init()).observe().hear()
            yield story.case(
                "SES-NO-USER",
                f"never/{name}/{mode.value}",
                f"With nobody logged in, {name.replace('-', ' ')} opens nothing.",
            )


def _logged_out(profile: Profile) -> Iterator[Case]:
    for state in STATES:
        story = state.build(profile)
        if state.name in _WITHOUT_USER or not story.allows(InputName.LOGOUT):
            continue
        story.logout().message().observe().connect().observe().message()
        if not story.device.foreground:
            story.foreground()
        story.observe().outage(profile.grace_ms).observe().message().kill().init().observe()
        yield story.case(
            "SES-NO-USER",
            f"logout/{state.name}",
            f"Logout of an app {state.words} is final: down, silent, forgotten.",
        )
    for name, start in {"foreground": manual_up, "background": away, "auto": auto_up}.items():
        story = start(profile).message().logout().message().observe().login("bob").observe().message()
        yield story.case(
            "SES-NO-USER",
            f"logout/with-message/{name}",
            "What is sent right before logout is not kept for later.",
        )
    for point in boundaries(profile):
        story = away(profile).to_deadline(point.offset).logout().message().observe().foreground().observe()
        yield (
            story.connect()
            .observe()
            .message()
            .case(
                "SES-NO-USER",
                f"logout/{point.name}",
                f"Logout {point.words} leaves nothing up and nothing pending.",
            )
        )


def _logged_out_in_flight(profile: Profile) -> Iterator[Case]:
    flights: Mapping[str, Callable[[], Story]] = {
        "opening": lambda: signed_in(profile, Mode.MANUAL).connect(),
        "reopening": lambda: manual_up(profile).outage(profile.grace_ms),
        "auto-opening": lambda: signed_in(profile, Mode.AUTO),
        "auto-reopening": lambda: auto_up(profile).outage(profile.grace_ms),
        "auto-returning": lambda: auto_up(profile).background().linger().foreground(),
    }
    for name, start in flights.items():
        for offset in few_offsets(profile):
            story = (
                start().wait(offset).logout().observe().message().observe().login("bob").observe().message()
            )
            yield story.case(
                "SES-NO-USER",
                f"logout/{name}/+{offset}ms",
                "Logout in the middle of an opening leaves nothing to open.",
            )


def auto_default(profile: Profile) -> Iterator[Case]:
    """AUTO-DEFAULT: an app that chooses no mode behaves as in auto mode in each respect."""
    rid = "AUTO-DEFAULT"
    acts: Mapping[str, tuple[str, Act]] = {
        "login": ("login connects", lambda s: s.hear()),
        "reopen": ("init of a reopened app connects", lambda s: s.kill().init().up().hear()),
        "background": (
            "the background takes the connection down at once",
            lambda s: s.background().linger().hear(),
        ),
        "background-no-grace": (
            "a ping in the background does not hold the connection",
            lambda s: s.background().wait(profile.grace_ms // 2).ping().wait(profile.grace_ms // 2).message(),
        ),
        "return": ("a return connects", lambda s: s.background().linger().foreground().up().hear()),
        "third-return": ("the third return connects", lambda s: _cycles(s, 3)),
        "outage": ("an outage is repaired", lambda s: s.outage(profile.grace_ms).up().hear()),
        "third-outage": ("the third outage is repaired", lambda s: _outages(s, 3)),
        "foreground-long": ("the foreground needs no ping", lambda s: s.wait(10 * profile.grace_ms).hear()),
        "new-login": ("a new login connects", lambda s: s.logout().observe().login("bob").up().hear()),
    }
    for name, (words, act) in acts.items():
        yield act(auto_up(profile, None)).case(rid, name, f"With no mode chosen, {words}.")
    story = manual_idle(profile).hear().connect().up().message()
    yield story.case(
        rid, "not-manual", "Manual mode, by contrast, waits for connect(): the mode chosen is honoured."
    )


def _cycles(story: Story, count: int) -> Story:
    for _ in range(count):
        story.background().linger().foreground().up().hear()
    return story


def _outages(story: Story, count: int) -> Story:
    for _ in range(count):
        story.outage(story.profile.grace_ms).up().hear()
    return story


SCENARIOS: Mapping[str, Callable[[Profile], Iterator[Case]]] = {
    "SES-LOGIN-SAVES": login_saves,
    "SES-LOGIN-CONNECTS": login_connects,
    "SES-REOPEN-CONNECTS": reopen_connects,
    "SES-REOPEN-WAITS": reopen_waits,
    "SES-NO-USER": no_user,
    "AUTO-DEFAULT": auto_default,
}
"""The scenarios of this module by requirement."""
