"""Named scenarios: the grace in the background and the pings that extend it (MAN-GRACE*, MAN-PING-*)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import ORDINALS, REPEATS, REVEALS, Act, away, boundaries, manual_idle, manual_up
from connref.cases.scenario import Story
from connref.protocol import Case, Profile


def foreground_holds(profile: Profile) -> Iterator[Case]:
    """MAN-FOREGROUND-HOLDS: no deadline in the foreground, whatever came before."""
    yield from _held_over(profile)
    rid = "MAN-FOREGROUND-HOLDS"
    before: Mapping[str, Act] = {
        "connected": lambda s: s,
        "pinged": lambda s: s.ping(),
        "pinged-twice": lambda s: s.ping().wait(profile.grace_ms // 2).ping(),
        "returned": lambda s: s.background().wait(profile.grace_ms // 2).foreground(),
        "returned-at-once": lambda s: s.background().foreground(),
        "returned-after-ping": lambda s: s.background().wait(profile.grace_ms // 2).ping().foreground(),
        "third-return": lambda s: _stays(s, 3),
        "reconnected": lambda s: s.outage(profile.grace_ms).up(),
        "reconnected-at-once": lambda s: s.outage(s.edge).up(),
        "reconnected-soon": lambda s: s.outage(profile.grace_ms // 10).up(),
        "for-hours": lambda s: s.wait(360 * profile.grace_ms),
        "connected-again": lambda s: s.disconnect().observe().connect().up(),
        "connect-while-up": lambda s: s.connect(),
        "second-foreground": lambda s: s.foreground(),
    }
    for name, act in before.items():
        story = act(manual_up(profile))
        for _ in range(3):
            story.wait(profile.grace_ms + story.edge).message()
        story.wait(20 * profile.grace_ms).message()
        yield story.case(
            rid, name, f"In the foreground ({name.replace('-', ' ')}) it stays up without pings."
        )


def _held_over(profile: Profile) -> Iterator[Case]:
    """A connection in the foreground that is younger than a deadline of the one before it."""
    third = profile.grace_ms // 3
    ends: Mapping[str, Act] = {
        "disconnect": lambda s: s.disconnect().foreground().connect(),
        "disconnect-after-return": lambda s: s.foreground().disconnect().connect(),
        "server-close": lambda s: s.server_close().foreground().connect(),
        "momentary-outage": lambda s: s.outage(s.edge).foreground().connect(),
        "outage": lambda s: s.outage(profile.grace_ms // 10).foreground().connect(),
        "kill": lambda s: s.kill().init().connect(),
        "logout": lambda s: s.logout().login("bob").foreground().connect(),
        "connect": lambda s: s.connect().foreground(),
    }
    for name, end in ends.items():
        for label, start in (("entry", away(profile)), ("ping", away(profile).wait(third).ping())):
            story = end(start.wait(third)).linger().message().linger().message()
            yield story.case(
                "MAN-FOREGROUND-HOLDS",
                f"old-deadline/{label}/{name}",
                f"A deadline from before {name.replace('-', ' ')} does not end the connection after it.",
            )


def _stays(story: Story, count: int) -> Story:
    for _ in range(count):
        story.background().wait(story.profile.grace_ms // 2).foreground().wait(story.profile.grace_ms // 2)
    return story


def _before_background(profile: Profile) -> Mapping[str, Act]:
    """What may not change the length of the grace that follows."""
    return {
        "plain": lambda s: s,
        "ping-before": lambda s: s.ping().wait(profile.grace_ms // 3),
        "long-foreground": lambda s: s.wait(10 * profile.grace_ms),
        "connected-again": lambda s: s.disconnect().observe().connect().up(),
        "reconnected": lambda s: s.outage(profile.grace_ms).up(),
        "connect-while-up": lambda s: s.connect().observe(),
        "reopened": lambda s: s.kill().init().connect().up(),
        "new-login": lambda s: s.logout().observe().login("bob").connect().up(),
        "lapsed-before": lambda s: s.background().after_deadline().foreground().observe().connect().up(),
    }


def grace(profile: Profile) -> Iterator[Case]:
    """MAN-GRACE: up until just before the deadline, at the n-th background, whatever came before."""
    rid = "MAN-GRACE"
    for nth, ordinal in enumerate(ORDINALS, 1):
        for name in REVEALS if nth == 1 else ("observed", "ping"):
            story = REVEALS[name](away(profile, nth).before_deadline())
            yield story.case(
                rid,
                f"just-before-deadline/{ordinal}-background/{name}",
                f"In the {ordinal} background it is up until just before the deadline ({name}).",
            )
    for name, act in _before_background(profile).items():
        story = act(manual_up(profile)).background().wait(profile.grace_ms // 3).message().before_deadline()
        yield story.message().case(
            rid, f"just-before-deadline/{name}", f"The grace is whole ({name.replace('-', ' ')})."
        )
    for name, fraction in (("third", 3), ("half", 2)):
        story = away(profile).wait(profile.grace_ms // fraction).message().before_deadline()
        yield story.case(
            rid, f"message-after-a-{name}", "A message in the background does not end the grace."
        )


def grace_ends(profile: Profile) -> Iterator[Case]:
    """MAN-GRACE-ENDS: down by the deadline, at the n-th background, whatever came before."""
    rid = "MAN-GRACE-ENDS"
    for point in boundaries(profile)[1:]:
        for nth, ordinal in enumerate(ORDINALS, 1):
            for name in REVEALS if nth == 1 else ("observed", "ping"):
                story = REVEALS[name](away(profile, nth).to_deadline(point.offset))
                yield story.case(
                    rid,
                    f"{point.name}/{ordinal}-background/{name}",
                    f"In the {ordinal} background the deadline takes it down, as {name} {point.words} shows.",
                )
    for name, act in _before_background(profile).items():
        story = act(manual_up(profile)).background().after_deadline().message().linger().ping()
        yield story.case(rid, f"after/{name}", f"The deadline comes in time ({name.replace('-', ' ')}).")
    during: Mapping[str, Act] = {
        "messages": lambda s: s.wait(profile.grace_ms // 3).message().wait(profile.grace_ms // 3).message(),
        "outage": lambda s: s.wait(profile.grace_ms // 3).outage(profile.grace_ms // 3),
        "offline": lambda s: s.wait(profile.grace_ms // 3).network_down(),
        "mute": lambda s: s.mute(),
        "refusal": lambda s: s.refuse(),
        "connect-while-up": lambda s: s.wait(profile.grace_ms // 3).connect(),
    }
    for name, act in during.items():
        story = act(away(profile)).linger().make_fair().hear()
        yield story.case(
            rid, f"during/{name}", f"{name.replace('-', ' ').capitalize()} in the grace does not lengthen it."
        )


def ping_extends(profile: Profile) -> Iterator[Case]:
    """MAN-PING-EXTENDS: a ping restarts the grace where it falls; it neither adds to it nor shortens it."""
    rid = "MAN-PING-EXTENDS"
    for name, at in _ping_instants(profile).items():
        for ordinal, nth in REPEATS.items():
            start = away(profile, nth)
            old = start.deadline
            start.wait(at).ping()
            story = start.fork()
            if old + 2 * story.edge <= story.deadline - story.edge:
                story.wait_until(old + story.edge).message()
            story.before_deadline().message()
            yield story.case(
                rid,
                f"{name}/{ordinal}-background/held",
                f"A ping {name} into the grace holds it up a whole grace more.",
            )
            story = start.after_deadline().message()
            yield story.case(
                rid,
                f"{name}/{ordinal}-background/ended",
                f"A ping {name} into the grace gives one grace and no more.",
            )
    for name, count in (("two", 2), ("three", 3)):
        start = away(profile).wait(profile.grace_ms // 2)
        for _ in range(count):
            start.ping()
        yield (
            start.fork()
            .before_deadline()
            .message()
            .case(rid, f"{name}-at-once/held", f"Of {name} pings at one instant the last one counts.")
        )
        yield (
            start.after_deadline()
            .message()
            .case(rid, f"{name}-at-once/ended", f"The {name} pings at one instant do not add up.")
        )


def _ping_instants(profile: Profile) -> Mapping[str, int]:
    """Instants of a ping in milliseconds after the entry, from the entry itself to just before the deadline."""
    edge = profile.tolerance_ms + 1
    return {
        "nothing": 0,
        "a-moment": edge,
        "a-third": profile.grace_ms // 3,
        "two-thirds": 2 * profile.grace_ms // 3,
        "nearly-all": profile.grace_ms - edge,
    }


def ping_loop(profile: Profile) -> Iterator[Case]:
    """MAN-PING-LOOP: ten pings, at any gap under the grace, with messages between."""
    rid = "MAN-PING-LOOP"
    edge = profile.tolerance_ms + 1
    gaps = {
        "a-third": profile.grace_ms // 3,
        "half": profile.grace_ms // 2,
        "nearly-all": profile.grace_ms - edge,
    }
    for name, gap in gaps.items():
        for nth, ordinal in enumerate(ORDINALS, 1):
            story = away(profile, nth)
            for _ in range(10):
                due = story.deadline - profile.grace_ms + gap
                story.wait_until(due).ping().wait(edge).message()
            story.before_deadline().message()
            yield story.case(
                rid,
                f"{name}/{ordinal}-background",
                f"Ten pings {name} apart hold it up in the {ordinal} background.",
            )


def ping_lapses(profile: Profile) -> Iterator[Case]:
    """MAN-PING-LAPSES: one grace after the last ping it is down, however many there were."""
    rid = "MAN-PING-LAPSES"
    for count in (1, 3, 10):
        for point in boundaries(profile):
            for name in ("observed", "ping", "foreground"):
                story = away(profile).keep_alive(count * (profile.grace_ms // 2)).to_deadline(point.offset)
                yield REVEALS[name](story).case(
                    rid,
                    f"{point.name}/{count}-pings/{name}",
                    f"{point.words.capitalize()} of the last of {count} pings: down by then, as {name} shows.",
                )
    for nth, ordinal in enumerate(ORDINALS, 1):
        story = away(profile, nth).keep_alive(2 * profile.grace_ms).after_deadline().message().linger()
        yield (
            story.foreground()
            .observe()
            .message()
            .case(
                rid,
                f"{ordinal}-background",
                f"When the pings stop in the {ordinal} background it goes down and stays down.",
            )
        )


def ping_sends(profile: Profile) -> Iterator[Case]:
    """MAN-PING-SENDS: each ping in the background reaches the server."""
    rid = "MAN-PING-SENDS"
    for name, at in _ping_instants(profile).items():
        for ordinal, nth in REPEATS.items():
            story = away(profile, nth).wait(at).ping().wait(profile.grace_ms // 2).ping()
            yield story.keep_alive(story.bound).case(
                rid,
                f"{name}/{ordinal}-background",
                f"Each ping from {name} into the {ordinal} background on is sent.",
            )
    others: Mapping[str, Act] = {
        "twice-at-once": lambda s: s.background().ping().ping(),
        "after-silence": lambda s: s.background().mute().wait(profile.grace_ms // 4).unmute().ping(),
        "after-foreground-ping": lambda s: s.ping().observe().background().ping(),
        "after-reconnect": lambda s: s.outage(profile.grace_ms).up().background().ping(),
        "after-second-connect": lambda s: s.disconnect().observe().connect().up().background().ping(),
        "with-message": lambda s: s.background().message().ping().message(),
    }
    for name, act in others.items():
        story = act(manual_up(profile)).keep_alive(manual_idle(profile).bound)
        yield story.case(
            rid, name, f"A ping in the background ({name.replace('-', ' ')}) is sent to the server."
        )


def return_cancels(profile: Profile) -> Iterator[Case]:
    """MAN-RETURN-CANCELS: after a return inside the grace, nothing happens when the deadline would have passed."""
    rid = "MAN-RETURN-CANCELS"
    for name, at in _ping_instants(profile).items():
        for nth, ordinal in enumerate(ORDINALS, 1):
            story = away(profile, nth)
            old = story.deadline
            story.wait(at).foreground().wait_until(max(old, story.now) + story.edge).message()
            yield (
                story.wait(profile.grace_ms)
                .hear()
                .case(
                    rid,
                    f"{name}/{ordinal}-background",
                    f"A return {name} into the {ordinal} stay cancels its deadline.",
                )
            )
    pinged: Mapping[str, Act] = {
        "after-ping": lambda s: s.wait(profile.grace_ms // 2).ping().wait(profile.grace_ms // 4).foreground(),
        "with-ping": lambda s: s.wait(profile.grace_ms // 2).ping().foreground(),
        "before-ping": lambda s: s.wait(profile.grace_ms // 2).foreground().ping(),
        "just-before-ping-deadline": lambda s: (
            s.wait(profile.grace_ms // 2).ping().before_deadline().foreground()
        ),
        "after-ten-pings": lambda s: s.keep_alive(5 * profile.grace_ms).foreground(),
        "disconnected-and-connected": lambda s: (
            s.disconnect().connect().wait(profile.grace_ms // 4).foreground()
        ),
        "unanswered-ping": lambda s: s.mute().ping().wait(profile.grace_ms // 4).unmute().foreground(),
    }
    for name, act in pinged.items():
        story = act(away(profile))
        for _ in range(3):
            story.wait(profile.grace_ms + story.edge).message()
        yield story.case(
            rid, name, f"A return ({name.replace('-', ' ')}) cancels each deadline that was running."
        )


def grace_restarts(profile: Profile) -> Iterator[Case]:
    """MAN-GRACE-RESTARTS: each entry starts a whole grace, however much the stay before used up."""
    rid = "MAN-GRACE-RESTARTS"
    for used, at in _ping_instants(profile).items():
        for name, pause in (("at-once", 0), ("after-a-while", profile.grace_ms // 3)):
            start = away(profile).wait(at).foreground().wait(pause).background()
            yield (
                start.fork()
                .before_deadline()
                .message()
                .case(
                    rid,
                    f"{used}-used/{name}/held",
                    f"A stay that used {used} of the grace leaves the next a whole one.",
                )
            )
            yield (
                start.after_deadline()
                .message()
                .case(
                    rid,
                    f"{used}-used/{name}/ended",
                    f"After a stay that used {used} the next grace ends in time.",
                )
            )
    for name, fill in _fills(profile).items():
        start = fill(away(profile))
        yield (
            start.fork()
            .before_deadline()
            .message()
            .case(rid, f"{name}/held", f"A whole grace after {name.replace('-', ' ')}.")
        )
        yield (
            start.after_deadline()
            .message()
            .case(rid, f"{name}/ended", f"No more than a grace after {name.replace('-', ' ')}.")
        )


def _fills(profile: Profile) -> Mapping[str, Act]:
    half = profile.grace_ms // 2
    return {
        "pinged-stay": lambda s: s.wait(half).ping().wait(half).foreground().wait(half).background(),
        "ping-then-flip": lambda s: s.wait(half).ping().foreground().background(),
        "two-flips": lambda s: s.wait(half).foreground().background().wait(half).foreground().background(),
        "ping-in-foreground": lambda s: s.wait(half).foreground().ping().wait(half).background(),
        "long-foreground": lambda s: s.wait(half).foreground().wait(10 * profile.grace_ms).background(),
    }


SCENARIOS: Mapping[str, Callable[[Profile], Iterator[Case]]] = {
    "MAN-FOREGROUND-HOLDS": foreground_holds,
    "MAN-GRACE": grace,
    "MAN-GRACE-ENDS": grace_ends,
    "MAN-PING-EXTENDS": ping_extends,
    "MAN-PING-LOOP": ping_loop,
    "MAN-PING-LAPSES": ping_lapses,
    "MAN-PING-SENDS": ping_sends,
    "MAN-RETURN-CANCELS": return_cancels,
    "MAN-GRACE-RESTARTS": grace_restarts,
}
"""The scenarios of this module by requirement."""
