"""Named scenarios: auto mode in the foreground, in the background and after outages (AUTO-*)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import (
    AUTO_STATES,
    CLOSE_CODES_TRIED,
    ORDINALS,
    REPEATS,
    Act,
    auto_up,
    few_offsets,
    losing,
    outages,
    signed_in,
)
from connref.cases.scenario import Story
from connref.protocol import Case, Mode, Profile


def _stays(profile: Profile) -> Mapping[str, int]:
    """Lengths of a stay in the background in milliseconds: none, short, around the grace, long."""
    edge = profile.tolerance_ms + 1
    return {
        "momentary": 0,
        "half-a-grace": profile.grace_ms // 2,
        "just-under-grace": profile.grace_ms - edge,
        "just-over-grace": profile.grace_ms + edge,
        "ten-graces": 10 * profile.grace_ms,
    }


def foreground(profile: Profile) -> Iterator[Case]:
    """AUTO-FOREGROUND: up in the foreground, after each return, after each kind of abnormal close."""
    rid = "AUTO-FOREGROUND"
    for name, stay in _stays(profile).items():
        for ordinal, times in REPEATS.items():
            story = auto_up(profile)
            for _ in range(times):
                story.background().wait(stay).foreground().up().hear()
            yield story.case(
                rid,
                f"returns/{name}/{ordinal}",
                f"The {ordinal} return, each after a {name} stay, brings it up.",
            )
    for name, code in CLOSE_CODES_TRIED.items():
        story = auto_up(profile).server_close(code).up().hear().server_close(code).up().hear()
        yield story.case(rid, f"closed/{name}", f"A close with {name} in the foreground is repaired, twice.")
    for offset in few_offsets(profile):
        story = auto_up(profile).background().wait(offset).foreground().up().hear()
        yield story.case(
            rid, f"back-while-closing/+{offset}ms", "A return while the closing is under way is not lost."
        )
        story = (
            auto_up(profile).background().linger().foreground().wait(offset).background().foreground().up()
        )
        yield story.hear().case(
            rid, f"away-while-opening/+{offset}ms", "Away and back in an opening ends up."
        )
    yield from _foreground_at_start(profile)


def _foreground_at_start(profile: Profile) -> Iterator[Case]:
    rid = "AUTO-FOREGROUND"
    story = auto_up(profile).wait(20 * profile.grace_ms).hear()
    yield story.case(rid, "long", "The foreground holds the connection for as long as one likes.")
    for name, stay in _stays(profile).items():
        story = (
            Story(profile, Mode.AUTO)
            .init()
            .background()
            .wait(stay)
            .login()
            .wait(stay)
            .foreground()
            .up()
            .hear()
        )
        yield story.case(
            rid, f"login-in-background/{name}", "A login in the background is up after the return."
        )
        story = (
            Story(profile, Mode.AUTO)
            .background()
            .wait(stay)
            .init()
            .login()
            .wait(stay)
            .foreground()
            .up()
            .hear()
        )
        yield story.case(
            rid, f"init-in-background/{name}", "An init in the background is up after the return."
        )
    story = auto_up(profile).refuse().background().linger().foreground().linger().accept().up().hear()
    yield story.case(rid, "return-refused", "A return that the server refuses first is up once it accepts.")
    story = auto_up(profile).background().linger().mute().foreground().linger().unmute().up().hear()
    yield story.case(rid, "return-mute", "A return to a silent server is up once it answers.")


def background(profile: Profile) -> Iterator[Case]:
    """AUTO-BACKGROUND: down at once from every state, at the n-th time, in flight and with pings before."""
    rid = "AUTO-BACKGROUND"
    for nth, ordinal in enumerate(ORDINALS, 1):
        story = auto_up(profile)
        for _ in range(nth - 1):
            story.background().linger().foreground().up()
        story.background().wait(story.edge).message().linger()
        yield story.case(rid, f"{ordinal}-background", f"The {ordinal} background takes it down at once.")
    for state in AUTO_STATES:
        story = state.build(profile)
        if story.device.foreground:
            story.background().linger().make_fair().hear()
            yield story.case(
                rid, f"from/{state.name}", f"The background takes an app {state.words} down at once."
            )
    flights: Mapping[str, Callable[[], Story]] = {
        "opening": lambda: signed_in(profile, Mode.AUTO),
        "reopening": lambda: auto_up(profile).outage(profile.grace_ms),
        "returning": lambda: auto_up(profile).background().linger().foreground(),
        "waiting": lambda: losing(auto_up(profile)),
        "offline": lambda: auto_up(profile).network_down(),
        "accepted-again": lambda: losing(auto_up(profile)).wait(profile.grace_ms // 2).accept(),
        "reopened": lambda: auto_up(profile).kill().init(),
    }
    for name, start in flights.items():
        for offset in few_offsets(profile):
            story = start().wait(offset).background().linger().make_fair().hear()
            yield story.case(rid, f"{name}/+{offset}ms", f"The background ends what is in flight ({name}).")
    for name, act in _held_by_pings().items():
        story = act(auto_up(profile)).linger()
        yield story.case(rid, name, "A ping never gives an app in auto mode a grace in the background.")


def _held_by_pings() -> Mapping[str, Act]:
    return {
        "ping-before": lambda s: s.ping().background(),
        "ping-answered-before": lambda s: s.ping().observe().background(),
        "ping-after": lambda s: s.background().ping(),
        "ping-loop": lambda s: s.background().keep_alive(s.bound),
        "mute": lambda s: s.mute().background().linger().unmute(),
    }


def background_quiet(profile: Profile) -> Iterator[Case]:
    """AUTO-BACKGROUND-QUIET: nothing but the return brings it up again."""
    rid = "AUTO-BACKGROUND-QUIET"
    noise: Mapping[str, Act] = {
        "time": lambda s: s.wait(10 * profile.reconnect_bound_ms),
        "outage": lambda s: s.outage(profile.grace_ms),
        "third-outage": lambda s: s.outage(s.edge).observe().outage(s.edge).observe().outage(s.edge),
        "outage-over-entry": lambda s: s.foreground().up().network_down().background().linger().network_up(),
        "outage-begun-before": lambda s: (
            s.foreground().up().network_down().linger().background().network_up()
        ),
        "message": lambda s: s.message().observe().message(),
        "refusal": lambda s: s.refuse().linger().accept(),
        "silence": lambda s: s.mute().linger().unmute(),
        "rejection": lambda s: s.reject().linger().approve(),
        "server-close": lambda s: s.server_close(),
        "second-background": lambda s: s.background(),
        "ping": lambda s: s.ping().observe().ping(),
        "ping-loop": lambda s: s.keep_alive(2 * s.bound),
        "new-login": lambda s: s.logout().observe().login("bob"),
        "return-and-away": lambda s: s.foreground().background(),
    }
    for name, act in noise.items():
        words = name.replace("-", " ")
        story = act(auto_up(profile).background().linger()).linger().hear().foreground().up().message()
        yield story.case(rid, name, f"In the background {words} opens nothing; the return does.")
    for name, length in outages(profile).items():
        story = auto_up(profile).background().outage(length).linger().hear().foreground().up().message()
        yield story.case(rid, f"outage/{name}", "The end of an outage in the background opens nothing.")
    for offset in few_offsets(profile):
        story = (
            losing(auto_up(profile)).wait(offset).background().wait(profile.grace_ms).accept().linger().hear()
        )
        yield story.case(
            rid,
            f"retry-armed/+{offset}ms",
            "A retry armed in the foreground does not fire in the background.",
        )
    for name, act in noise.items():
        if name in {"time", "outage", "ping", "message"}:
            story = (
                act(Story(profile, Mode.AUTO).init().background().login()).linger().hear().foreground().up()
            )
            yield story.message().case(
                rid, f"login/{name}", "A login in the background waits for the return."
            )


def reconnect(profile: Profile) -> Iterator[Case]:
    """AUTO-RECONNECT: up again after every outage, of any length, in any state, as often as it happens."""
    rid = "AUTO-RECONNECT"
    for name, length in outages(profile).items():
        story = auto_up(profile)
        for nth in (1, 2, 3, 4, 5):
            story.outage(length).up().hear()
            if nth in (1, 5):
                yield story.fork().case(
                    rid, f"{name}/{nth}", f"Outage number {nth}, each {name}, is repaired."
                )
    for offset in few_offsets(profile):
        story = signed_in(profile, Mode.AUTO).wait(offset).outage(profile.grace_ms).up().hear()
        yield story.case(rid, f"while-opening/+{offset}ms", "An outage in the first opening is repaired.")
        story = auto_up(profile).outage(profile.grace_ms).wait(offset).outage(profile.grace_ms).up().hear()
        yield story.case(
            rid, f"while-reopening/+{offset}ms", "An outage in the repair of another is repaired."
        )
    others: Mapping[str, Act] = {
        "flapping": lambda s: _flap(s, 10),
        "refused-then-accepted": lambda s: (
            s.network_down().refuse().wait(profile.grace_ms).network_up().linger().accept()
        ),
        "mute-then-answering": lambda s: (
            s.network_down().mute().wait(profile.grace_ms).network_up().linger().unmute()
        ),
        "return-offline": lambda s: s.network_down().background().linger().foreground().linger().network_up(),
        "away-offline": lambda s: s.background().network_down().linger().network_up().foreground(),
        "reopened-offline": lambda s: s.kill().network_down().init().linger().network_up(),
        "long-refusal": lambda s: losing(s).wait(5 * profile.reconnect_bound_ms).accept(),
        "messages-meanwhile": lambda s: (
            s.network_down().message().wait(profile.grace_ms).message().network_up()
        ),
    }
    for name, act in others.items():
        words = name.replace("-", " ")
        yield act(auto_up(profile)).up().hear().case(rid, name, f"Up again after {words}, with no call.")


def _flap(story: Story, times: int) -> Story:
    for _ in range(times):
        story.outage(story.edge).wait(story.edge)
    return story


SCENARIOS: Mapping[str, Callable[[Profile], Iterator[Case]]] = {
    "AUTO-FOREGROUND": foreground,
    "AUTO-BACKGROUND": background,
    "AUTO-BACKGROUND-QUIET": background_quiet,
    "AUTO-RECONNECT": reconnect,
}
"""The scenarios of this module by requirement."""
