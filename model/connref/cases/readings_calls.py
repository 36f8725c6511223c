"""Cases that make the readings of calls visible: what ping, connect, disconnect, init and login do where it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import (
    Act,
    auto_up,
    away,
    few_offsets,
    lapsed,
    losing,
    manual_idle,
    manual_up,
    signed_in,
)
from connref.cases.readings_grace import Told
from connref.cases.scenario import Story
from connref.protocol import InputName, Mode, Profile

_CALLS = (InputName.CONNECT, InputName.DISCONNECT, InputName.PING)


def _asked(story: Story, received: InputName, times: int = 3) -> Story:
    """The same call several times, each with time enough for its outcome."""
    for _ in range(times):
        story.inject(received).observe()
    return story


def ping_in_foreground(profile: Profile) -> Iterator[Told]:
    """Ask whether a ping in the foreground sends, fails or does nothing."""
    ways: Mapping[str, Act] = {
        "up": lambda s: s,
        "reconnected": lambda s: s.outage(profile.grace_ms).up(),
        "returned": lambda s: s.background().wait(profile.grace_ms // 2).foreground(),
        "connected-again": lambda s: s.disconnect().observe().connect().up(),
        "reopened": lambda s: s.kill().init().connect().up(),
    }
    for name, act in ways.items():
        yield (
            name,
            _asked(act(manual_up(profile)), InputName.PING),
            "What ping() does in the foreground, thrice.",
        )


def ping_when_down(profile: Profile) -> Iterator[Told]:
    """Ask whether a ping without a connection reports an error or a success."""
    starts: Mapping[str, Callable[[Profile], Story]] = {
        "never-connected": manual_idle,
        "disconnected": lambda p: manual_up(p).disconnect().observe(),
        "lapsed": lapsed,
        "lapsed-and-returned": lambda p: lapsed(p).foreground().observe(),
        "background-never-up": lambda p: manual_idle(p).background(),
        "without-user": lambda p: Story(p, Mode.MANUAL).init(),
        "logged-out": lambda p: manual_up(p).logout().observe(),
        "reopened": lambda p: manual_up(p).kill().init(),
        "closed-in-background": lambda p: away(p).server_close().observe(),
    }
    for name, start in starts.items():
        yield (
            name,
            _asked(start(profile), InputName.PING).message(),
            "What ping() reports while down; it opens nothing.",
        )


def ping_in_auto(profile: Profile) -> Iterator[Told]:
    """Ask whether a ping in auto mode sends, fails or does nothing."""
    ways: Mapping[str, Act] = {
        "up": lambda s: s,
        "returned": lambda s: s.background().linger().foreground().up(),
        "reconnected": lambda s: s.outage(profile.grace_ms).up(),
        "reopened": lambda s: s.kill().init().up(),
    }
    for name, act in ways.items():
        yield name, _asked(act(auto_up(profile)), InputName.PING), "What ping() does in auto mode, thrice."
    yield (
        "no-mode",
        _asked(auto_up(profile, None), InputName.PING),
        "What ping() does with no mode chosen, thrice.",
    )


def connect_when_up(profile: Profile) -> Iterator[Told]:
    """Ask whether connect() while up reports a success or an error."""
    ways: Mapping[str, Act] = {
        "up": lambda s: s,
        "reconnected": lambda s: s.outage(profile.grace_ms).up(),
        "returned": lambda s: s.background().wait(profile.grace_ms // 2).foreground(),
        "pinged": lambda s: s.ping().observe(),
    }
    for name, act in ways.items():
        story = _asked(act(manual_up(profile)), InputName.CONNECT).hear()
        yield name, story, "What connect() reports while up; the connection stays."
    yield "auto", _asked(auto_up(profile), InputName.CONNECT).hear(), "The same in auto mode."
    story = away(profile)
    for _ in range(3):
        story.wait(profile.grace_ms // 4).connect().wait(profile.grace_ms // 4).ping()
    yield "background", story.linger(), "The same while up in the background."


def connect_while_opening(profile: Profile) -> Iterator[Told]:
    """Ask whether connect() joins an opening that is under way, or fails."""
    grace = profile.grace_ms
    for offset in few_offsets(profile):
        story = (
            signed_in(profile, Mode.MANUAL).connect().wait(offset).connect().observe().disconnect().observe()
        )
        yield (
            f"+{offset}ms",
            story.connect().wait(offset).connect(),
            "What a second connect() reports, twice.",
        )
        story = (
            manual_up(profile).outage(grace).wait(offset).connect().up().outage(grace).wait(offset).connect()
        )
        yield (
            f"reopening/+{offset}ms",
            story,
            "What connect() reports while a lost connection comes back, twice.",
        )
    held: Mapping[str, Act] = {
        "mute": lambda s: s.mute().connect().wait(grace // 10).connect().wait(grace // 10).connect().unmute(),
        "refused": lambda s: (
            s.refuse().connect().wait(grace // 10).connect().wait(grace // 10).connect().accept()
        ),
        "waiting": lambda s: (
            losing(s.connect().up()).wait(grace // 10).connect().wait(grace // 10).connect().accept()
        ),
        "auto-like": lambda s: s.connect().connect().connect(),
    }
    for name, act in held.items():
        yield (
            name,
            act(manual_idle(profile)).observe().hear(),
            "What further connect() report while it opens.",
        )
    story = (
        losing(auto_up(profile)).wait(grace // 10).connect().wait(grace // 10).connect().accept().up().hear()
    )
    yield "auto", story, "The same in auto mode."


def connect_offline(profile: Profile) -> Iterator[Told]:
    """Ask whether connect() without internet waits for it, or fails."""
    grace = profile.grace_ms
    for name, length in {
        "short": grace // 10,
        "grace": grace,
        "long": 5 * profile.reconnect_bound_ms,
    }.items():
        story = manual_idle(profile)
        for _ in range(2):
            story.network_down().wait(grace // 4).connect().wait(length).network_up().observe().hear()
            story.connect().up().disconnect().observe()
        yield name, story, f"Whether connect() waits through a {name} time offline, twice."
    story = (
        manual_idle(profile).network_down().connect().observe().connect().observe().network_up().up().hear()
    )
    yield "two-calls", story, "Whether both of two connect() wait."
    story = (
        manual_up(profile).disconnect().observe().network_down().connect().observe().network_up().up().hear()
    )
    yield "after-disconnect", story, "The same after a disconnect()."
    story = (
        manual_idle(profile)
        .network_down()
        .background()
        .connect()
        .wait(grace // 4)
        .network_up()
        .linger()
        .hear()
    )
    yield "background", story.foreground().connect().up().hear(), "The same in the background."
    story = manual_idle(profile).network_down().connect().observe().disconnect().observe().network_up().hear()
    yield "then-disconnect", story, "A disconnect() ends the waiting."


def disconnect_when_down(profile: Profile) -> Iterator[Told]:
    """Ask whether disconnect() without a connection reports a success or an error."""
    starts: Mapping[str, Callable[[Profile], Story]] = {
        "never-connected": manual_idle,
        "disconnected": lambda p: manual_up(p).disconnect().observe(),
        "lapsed": lapsed,
        "lapsed-and-returned": lambda p: lapsed(p).foreground(),
        "without-user": lambda p: Story(p, Mode.MANUAL).init(),
        "logged-out": lambda p: manual_up(p).logout().observe(),
        "reopened": lambda p: manual_up(p).kill().init(),
        "auto-without-user": lambda p: Story(p, Mode.AUTO).init(),
    }
    for name, start in starts.items():
        yield (
            name,
            _asked(start(profile), InputName.DISCONNECT),
            "What disconnect() reports while down, thrice.",
        )


def init_again(profile: Profile) -> Iterator[Told]:
    """Ask whether a second init is ignored, fails or starts over."""
    starts: Mapping[str, Callable[[Profile], Story]] = {
        "idle": manual_idle,
        "up": manual_up,
        "opening": lambda p: signed_in(p, Mode.MANUAL).connect(),
        "waiting": lambda p: losing(manual_up(p)).wait(p.grace_ms // 10),
        "away": away,
        "lapsed": lapsed,
        "disconnected": lambda p: manual_up(p).disconnect().observe(),
        "without-user": lambda p: Story(p, Mode.MANUAL).init(),
        "auto-up": auto_up,
        "auto-opening": lambda p: signed_in(p, Mode.AUTO),
        "auto-away": lambda p: auto_up(p).background().linger(),
        "auto-without-user": lambda p: Story(p, Mode.AUTO).init(),
        "auto-disconnected": lambda p: auto_up(p).disconnect().observe(),
        "auto-long-disconnected": lambda p: auto_up(p).disconnect().observe().observe(),
    }
    for name, start in starts.items():
        story = start(profile).init().observe().hear().make_fair().init().observe().hear().revive()
        yield name, story, f"What init does a second and a third time ({name.replace('-', ' ')})."
    for share in (10, 5):
        waiting = losing(manual_up(profile)).wait(profile.grace_ms // share)
        story = waiting.init().make_fair().observe().hear().revive()
        yield (
            f"waiting/{share}",
            story,
            "Whether init a second time leaves a connection on its way back alone.",
        )


def login_again(profile: Profile) -> Iterator[Told]:
    """Ask whether a login over another is ignored, fails or switches users."""
    starts: Mapping[str, Callable[[Profile], Story]] = {
        "idle": manual_idle,
        "up": manual_up,
        "away": away,
        "auto-up": auto_up,
        "auto-away": lambda p: auto_up(p).background().linger(),
        "reopened": lambda p: manual_up(p).kill().init(),
        "auto-reopened": lambda p: auto_up(p).kill().init().up(),
        "disconnected": lambda p: manual_up(p).disconnect().observe(),
    }
    for name, start in starts.items():
        for whom in ("alice", "bob"):
            story = start(profile).login(whom).observe().hear().kill().init().observe()
            story.login("carol").observe().kill().init().observe().revive()
            words = "the same user" if whom == "alice" else "another user"
            yield f"{name}/{whom}", story, f"Whom a login of {words} over another leaves logged in, twice."


def call_before_init(profile: Profile) -> Iterator[Told]:
    """Ask what a call before init does."""
    for mode in Mode:
        for call in _CALLS:
            story = _asked(Story(profile, mode), call).init().login().observe().revive()
            yield (
                f"{call.value}/{mode.value}",
                story,
                f"What {call.value}() does before init, thrice, and that init works.",
            )
    story = Story(profile, Mode.MANUAL).connect().disconnect().ping().init().login().observe().hear().revive()
    yield "all-at-once", story, "The same for all three calls at one instant."
    story = (
        Story(profile, Mode.MANUAL)
        .background()
        .connect()
        .observe()
        .foreground()
        .ping()
        .observe()
        .init()
        .login()
    )
    yield "background", story.observe().revive(), "The same in the background."


READINGS: Mapping[str, Callable[[Profile], Iterator[Told]]] = {
    "ping-in-foreground": ping_in_foreground,
    "ping-when-down": ping_when_down,
    "ping-in-auto": ping_in_auto,
    "connect-when-up": connect_when_up,
    "connect-while-opening": connect_while_opening,
    "connect-offline": connect_offline,
    "disconnect-when-down": disconnect_when_down,
    "init-again": init_again,
    "login-again": login_again,
    "call-before-init": call_before_init,
}
"""The stories of this module by interpretation."""
