"""Named scenarios: never two sockets (RES-ONE-SOCKET), and nothing that throws or hangs (INP-ROBUST)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import STATES, Act, auto_up, few_offsets, losing, manual_up, signed_in
from connref.cases.scenario import Story
from connref.protocol import Case, InputName, Mode, Profile

_LIFE = (InputName.BACKGROUND, InputName.FOREGROUND)
_ODD_CODES = (1000, 1001, 1002, 1008, 1011, 1012, 1015, 3000, 4000, 4999)


def one_socket(profile: Profile) -> Iterator[Case]:
    """RES-ONE-SOCKET: at most one socket, through doubled calls, flips, repairs and sessions in a row."""
    rid = "RES-ONE-SOCKET"
    for offset in few_offsets(profile):
        for name, act in _doublings(offset).items():
            story = act(signed_in(profile, Mode.MANUAL).connect()).observe().hear().disconnect().hear()
            yield story.case(rid, f"{name}/+{offset}ms", f"One socket at a time: {name.replace('-', ' ')}.")
        for name, act in _auto_doublings(offset).items():
            story = act(auto_up(profile)).up().hear().background().hear()
            yield story.case(
                rid, f"auto/{name}/+{offset}ms", f"One socket at a time: {name.replace('-', ' ')}."
            )


def _doublings(offset: int) -> Mapping[str, Act]:
    return {
        "second-connect": lambda s: s.wait(offset).connect(),
        "third-connect": lambda s: s.wait(offset).connect().wait(offset).connect(),
        "disconnect-and-connect": lambda s: s.wait(offset).disconnect().connect(),
        "disconnect-connect-when-up": lambda s: s.up().disconnect().wait(offset).connect(),
        "outage-while-opening": lambda s: s.wait(offset).outage(s.edge),
        "connect-while-reopening": lambda s: s.up().outage(s.profile.grace_ms).wait(offset).connect(),
        "connect-after-close": lambda s: s.up().server_close().wait(offset).connect(),
        "connect-while-waiting": lambda s: losing(s.up()).wait(offset).connect().observe().accept(),
        "zombie": lambda s: s.up().mute().outage(s.profile.grace_ms).wait(offset).unmute(),
        "kill-and-connect": lambda s: s.wait(offset).kill().init().connect(),
        "new-session": lambda s: s.wait(offset).logout().login("bob").connect(),
        "flip": lambda s: s.wait(offset).background().foreground().connect(),
    }


def _auto_doublings(offset: int) -> Mapping[str, Act]:
    return {
        "flip": lambda s: s.background().wait(offset).foreground(),
        "three-flips": lambda s: _flips(s, 3, offset),
        "flip-offline": lambda s: s.network_down().background().wait(offset).foreground().network_up(),
        "outage-then-flip": lambda s: s.outage(s.profile.grace_ms).wait(offset).background().foreground(),
        "connect-when-up": lambda s: s.connect().wait(offset).connect(),
        "new-session": lambda s: s.logout().wait(offset).login("bob"),
        "close-then-flip": lambda s: s.server_close().wait(offset).background().foreground(),
    }


def _flips(story: Story, times: int, gap: int) -> Story:
    for _ in range(times):
        story.background().wait(gap).foreground().wait(gap)
    return story


def robust(profile: Profile) -> Iterator[Case]:
    """INP-ROBUST: every input in every state, twice at once; odd close codes; storms; and it still works after."""
    rid = "INP-ROBUST"
    for state in STATES:
        story = state.build(profile)
        for received in (*_LIFE, InputName.SERVER_CLOSE, *reversed(_LIFE)):
            story.inject(received).inject(received)
        yield (
            story.observe()
            .revive()
            .case(
                rid,
                f"doubled/{state.name}",
                f"Each lifecycle input twice in the same instant of an app {state.words} breaks nothing.",
            )
        )
    for name, act in _oddities(profile).items():
        for mode in Mode:
            story = act(signed_in(profile, mode).connect().up()).linger().revive()
            yield story.case(
                rid, f"odd/{name}/{mode.value}", f"An oddity ({name.replace('-', ' ')}) breaks nothing."
            )
    for code in _ODD_CODES:
        story = (
            manual_up(profile).server_close(code).observe().server_close(code).background().server_close(code)
        )
        yield (
            story.observe()
            .revive()
            .case(rid, f"close-code/{code}", f"A close with {code}, at any time, breaks nothing.")
        )
    for name, storm in _storms().items():
        for mode in Mode:
            story = storm(signed_in(profile, mode)).linger().revive()
            yield story.case(
                rid, f"storm/{name}/{mode.value}", f"A storm ({name.replace('-', ' ')}) breaks nothing."
            )


def _oddities(profile: Profile) -> Mapping[str, Act]:
    moment = profile.grace_ms // 10
    return {
        "second-logout": lambda s: s.logout().logout().observe().logout(),
        "logout-before-login": lambda s: s.logout().observe().kill().init().logout().observe(),
        "calls-offline": lambda s: (
            s.background().network_down().ping().connect().wait(moment).ping().disconnect()
        ),
        "calls-right-offline": lambda s: s.network_down().ping().connect().disconnect().ping(),
        "return-offline": lambda s: (
            s.background().network_down().foreground().wait(moment).ping().network_up()
        ),
        "return-with-ping": lambda s: s.background().mute().ping().foreground().wait(moment).unmute(),
        "kill-in-closing": lambda s: s.disconnect().kill().init(),
        "close-in-closing": lambda s: s.disconnect().server_close(),
        "close-without-socket": lambda s: s.disconnect().observe().server_close(),
        "message-in-closing": lambda s: s.message().disconnect().message().kill().message().init().message(),
    }


def _storms() -> Mapping[str, Act]:
    return {
        "flips": lambda s: _flips(s, 20, 0),
        "outages": lambda s: _outages(s, 20),
        "calls": lambda s: _calls(s, 10),
        "all-at-once": lambda s: _flips(_outages(_calls(s, 2), 2), 2, 0),
        "kills": lambda s: _kills(s, 5),
        "sessions": lambda s: _sessions(s, 5),
        "server-troubles": lambda s: _troubles(s, 5),
    }


def _outages(story: Story, times: int) -> Story:
    for _ in range(times):
        story.network_down().network_up()
    return story


def _calls(story: Story, times: int) -> Story:
    for _ in range(times):
        story.connect().ping().disconnect().connect()
    return story


def _kills(story: Story, times: int) -> Story:
    for _ in range(times):
        story.connect().kill().init()
    return story


def _sessions(story: Story, times: int) -> Story:
    for _ in range(times):
        story.connect().logout().login()
    return story


def _troubles(story: Story, times: int) -> Story:
    for _ in range(times):
        story.connect().refuse().server_close().mute().accept().unmute().reject().server_close().approve()
    return story


SCENARIOS: Mapping[str, Callable[[Profile], Iterator[Case]]] = {
    "RES-ONE-SOCKET": one_socket,
    "INP-ROBUST": robust,
}
"""The scenarios of this module by requirement."""
