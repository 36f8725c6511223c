"""What a history leaves behind: each promise of the document, kept once more after something else has happened.

An SDK that forgets a timer, a flag or a listener often does so only after a deadline that passed, a second session, a
connection that was lost. So every promise is put to the test after each of these, one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from connref.cases.preambles import Act, auto_up, losing, manual_up, signed_in, times
from connref.protocol import Case, Mode, Profile

_CODES = (1003, 1008, 1012, 3000, 4001)
"""Closes that are not normal, beside those of the named scenarios."""


def histories(profile: Profile) -> Iterator[Case]:
    """The cases of this module: manual mode, auto mode, an app that chooses none, and some single histories."""
    grace = profile.grace_ms
    for rid, keeps in _manual_promises(grace).items():
        for name, past in _manual_pasts(grace).items():
            proves = f"{_PROMISES[rid]}, also {_words(name)}."
            yield keeps(past(manual_up(profile))).case(rid, f"history/{name}", proves)
    for rid, keeps in _auto_promises(grace).items():
        for name, past in _auto_pasts(grace).items():
            proves = f"{_PROMISES[rid]}, also {_words(name)}."
            yield keeps(past(auto_up(profile))).case(rid, f"history/auto/{name}", proves)
    yield from _by_default(profile)
    yield from _closes(profile)
    yield from _singles(profile)


def _words(name: str) -> str:
    return f"after: {name.replace('-', ' ')}"


def _manual_pasts(grace: int) -> Mapping[str, Act]:
    """Each begins and ends with a connection that is up in the foreground."""
    return {
        "lapsed": lambda s: s.background().after_deadline().foreground().connect().up(),
        "lost-away": lambda s: s.background().outage(grace // 2).foreground().connect().up(),
        "disconnected": lambda s: s.disconnect().observe().connect().up(),
        "disconnected-away": lambda s: s.background().disconnect().foreground().connect().up(),
        "new-session": lambda s: s.logout().login("bob").connect().up(),
        "two-sessions": lambda s: s.logout().login("bob").connect().up().logout().login().connect().up(),
        "login-again": lambda s: s.login().connect().up(),
        "init-again": lambda s: s.init().connect().up(),
        "reopened": lambda s: s.kill().init().connect().up(),
        "reopened-away": lambda s: s.background().kill().init().connect().up(),
        "closed": lambda s: s.server_close().up(),
        "lost": lambda s: s.outage(grace).up(),
        "lost-twice": lambda s: s.outage(grace).up().outage(grace).up(),
        "refused": lambda s: losing(s).observe().accept().up(),
        "rejected": lambda s: s.disconnect().reject().connect().observe().approve().connect().up(),
        "silence": lambda s: s.mute().wait(grace // 2).unmute().outage(grace).up(),
        "pinged-away": lambda s: s.background().ping().wait(grace // 2).foreground().observe(),
        "ping-at-return": lambda s: s.background().wait(grace // 2).ping().foreground().observe(),
        "background-again": lambda s: s.background().wait(grace // 3).background().foreground().observe(),
        "foreground-again": lambda s: s.foreground().observe(),
        "five-stays": lambda s: times(s, 5, lambda s: s.background().wait(grace // 2).foreground()).observe(),
    }


def _manual_promises(grace: int) -> Mapping[str, Act]:
    return {
        "MAN-RETURN-CANCELS": lambda s: s.background().wait(grace // 2).foreground().linger().hear(),
        "MAN-GRACE": lambda s: s.background().before_deadline().message().wait(1),
        "MAN-GRACE-ENDS": lambda s: s.background().linger().message(),
        "MAN-PING-EXTENDS": lambda s: s.background().wait(grace * 2 // 3).ping().before_deadline().message(),
        "MAN-PING-LAPSES": lambda s: s.background().wait(grace * 2 // 3).ping().linger().message(),
        "MAN-PING-SENDS": lambda s: s.background().keep_alive(3 * grace).message(),
        "MAN-RECONNECT": lambda s: s.outage(grace).up().hear(),
        "MAN-FOREGROUND-HOLDS": lambda s: s.wait(3 * grace).hear(),
        "MAN-DISCONNECT-STAYS": lambda s: (
            s.disconnect().hear().background().foreground().hear().connect().up()
        ),
        "MAN-BACKGROUND-STAYS-DOWN": lambda s: (
            s.background().outage(grace // 2).observe().foreground().hear().connect().up().hear()
        ),
        "SES-NO-USER": lambda s: s.logout().hear().connect().hear(),
        "EVT-STOPS": lambda s: s.hear().disconnect().message().hear(),
    }


def _auto_pasts(grace: int) -> Mapping[str, Act]:
    """Each begins and ends with a connection that is up in the foreground."""
    return {
        "stay": lambda s: s.background().linger().foreground().up(),
        "four-stays": lambda s: times(s, 4, lambda s: s.background().wait(grace).foreground().up()),
        "disconnected": lambda s: s.disconnect().observe().connect().up(),
        "new-session": lambda s: s.logout().login("bob").up(),
        "login-again": lambda s: s.login().up(),
        "init-again": lambda s: s.init().up(),
        "reopened": lambda s: s.kill().init().up(),
        "reopened-twice": lambda s: s.kill().init().up().kill().init().up(),
        "closed": lambda s: s.server_close().up(),
        "lost": lambda s: s.outage(grace).up(),
        "lost-twice": lambda s: s.outage(grace).up().outage(grace).up(),
        "refused": lambda s: losing(s).observe().accept().up(),
        "rejected": lambda s: s.reject().server_close().observe().approve().connect().up(),
        "background-again": lambda s: s.background().wait(grace).background().foreground().up(),
        "foreground-again": lambda s: s.foreground().observe(),
    }


def _auto_promises(grace: int) -> Mapping[str, Act]:
    return {
        "AUTO-BACKGROUND": lambda s: s.background().wait(grace).message(),
        "AUTO-BACKGROUND-QUIET": lambda s: s.background().outage(grace).linger().message(),
        "AUTO-FOREGROUND": lambda s: s.background().wait(grace).foreground().up().hear(),
        "AUTO-RECONNECT": lambda s: s.outage(grace).up().hear(),
        "SES-NO-USER": lambda s: s.logout().hear().background().foreground().hear(),
    }


_PROMISES: Mapping[str, str] = {
    "MAN-RETURN-CANCELS": "A return inside the grace cancels the deadline",
    "MAN-GRACE": "It stays up for the grace",
    "MAN-GRACE-ENDS": "It is down when the grace is over",
    "MAN-PING-EXTENDS": "A ping starts a new grace",
    "MAN-PING-LAPSES": "It is down one grace after the last ping",
    "MAN-PING-SENDS": "A ping in the background is sent",
    "MAN-RECONNECT": "It comes back after an outage",
    "MAN-FOREGROUND-HOLDS": "It stays up in the foreground",
    "MAN-DISCONNECT-STAYS": "disconnect() lasts until connect()",
    "MAN-BACKGROUND-STAYS-DOWN": "What is lost in the background stays down until connect()",
    "SES-NO-USER": "Logout takes it down for good",
    "EVT-STOPS": "Nothing is delivered after disconnect()",
    "AUTO-BACKGROUND": "It is down at once in the background",
    "AUTO-BACKGROUND-QUIET": "Nothing brings it up in the background",
    "AUTO-FOREGROUND": "It is up after the return",
    "AUTO-RECONNECT": "It comes back after an outage",
}
"""What is tested, by the requirement that it is a test of."""


def _by_default(profile: Profile) -> Iterator[Case]:
    """AUTO-DEFAULT: an app that chooses no mode has all of auto mode."""
    grace = profile.grace_ms
    promises = {rid.lower(): keeps for rid, keeps in _auto_promises(grace).items()}
    more: Mapping[str, Act] = {
        "logged-in-away": lambda s: s.logout().background().login().linger().foreground().up().hear(),
        "away-while-opening": lambda s: s.kill().init().background().linger().foreground().up().hear(),
        "reopened": lambda s: s.kill().init().up().hear(),
        "reopened-after-logout": lambda s: s.logout().kill().init().hear(),
        "refused-for-long": lambda s: losing(s).wait(10 * grace).accept().up().hear(),
        "disconnected": lambda s: s.disconnect().background().foreground().up().hear(),
        "pinged": lambda s: s.ping().observe().hear(),
    }
    for name, keeps in {**promises, **more}.items():
        story = keeps(signed_in(profile, None).up())
        yield story.case("AUTO-DEFAULT", f"like/{name}", f"With no mode chosen it is auto mode: {name}.")


def _closes(profile: Profile) -> Iterator[Case]:
    for code in _CODES:
        for rid, start in (("MAN-RECONNECT", manual_up), ("AUTO-RECONNECT", auto_up)):
            story = start(profile).server_close(code).up().hear()
            yield story.case(
                rid, f"closed-with/{code}", f"A close with {code} is no normal one: it comes back."
            )


def _singles(profile: Profile) -> Iterator[Case]:
    story = manual_up(profile).background().server_close(1000).linger().foreground().hear().connect().up()
    yield story.hear().case(
        "MAN-BACKGROUND-STAYS-DOWN",
        "closed-normally",
        "Closed by the server in the background: it stays down.",
    )
    for mode, start in ((Mode.MANUAL, manual_up), (Mode.AUTO, auto_up)):
        story = start(profile).network_up().hear().network_down().network_down().observe()
        yield (
            story.network_up()
            .network_up()
            .up()
            .hear()
            .case(
                "RES-ONE-SOCKET",
                f"network-again/{mode.value}",
                "The network comes and goes twice in a row: one socket.",
            )
        )
        yield (
            start(profile)
            .ping()
            .login("bob")
            .observe()
            .case(
                "CALL-OUTCOME",
                f"ping/at-switch/{mode.value}",
                "A ping that another login overtakes has its outcome.",
            )
        )
