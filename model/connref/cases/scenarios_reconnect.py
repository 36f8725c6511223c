"""Named scenarios: manual mode after a loss (MAN-RECONNECT, MAN-BACKGROUND-STAYS-DOWN)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import (
    CLOSE_CODES_TRIED,
    ORDINALS,
    Act,
    away,
    boundaries,
    few_offsets,
    lapsed,
    losing,
    manual_up,
    outages,
    signed_in,
)
from connref.cases.scenario import Story
from connref.protocol import Case, Mode, Profile


def reconnect(profile: Profile) -> Iterator[Case]:
    """MAN-RECONNECT: up again after every outage, of any length, in any state, as often as it happens."""
    rid = "MAN-RECONNECT"
    for name, length in outages(profile).items():
        story = manual_up(profile)
        for nth in (1, 2, 3, 4, 5):
            story.outage(length).up().hear()
            if nth in (1, 5):
                yield story.fork().case(
                    rid, f"{name}/{nth}", f"Outage number {nth}, each {name}, is repaired."
                )
    for name, code in CLOSE_CODES_TRIED.items():
        story = manual_up(profile).server_close(code).up().hear().server_close(code).up().hear()
        yield story.case(rid, f"closed/{name}", f"A close with {name} in the foreground is repaired, twice.")
    for offset in few_offsets(profile):
        story = signed_in(profile, Mode.MANUAL).connect().wait(offset).outage(profile.grace_ms).up().hear()
        yield story.case(rid, f"while-opening/+{offset}ms", "An outage in the first opening is repaired.")
        story = manual_up(profile).outage(profile.grace_ms).wait(offset).outage(profile.grace_ms).up().hear()
        yield story.case(
            rid, f"while-reopening/+{offset}ms", "An outage in the repair of another is repaired."
        )
    for name, act in _troubles(profile).items():
        words = name.replace("-", " ")
        story = act(manual_up(profile)).up().hear().wait(profile.grace_ms).message()
        yield story.case(rid, name, f"Up again after {words}, with no call.")


def _troubles(profile: Profile) -> Mapping[str, Act]:
    grace = profile.grace_ms
    return {
        "flapping": lambda s: _flap(s, 10),
        "refusal": lambda s: s.network_down().refuse().wait(grace).network_up().linger().accept(),
        "silence": lambda s: s.network_down().mute().wait(grace).network_up().linger().unmute(),
        "long-refusal": lambda s: losing(s).wait(5 * profile.reconnect_bound_ms).accept(),
        "earlier-background": lambda s: s.background().wait(grace // 2).foreground().outage(grace),
        "earlier-disconnect": lambda s: s.disconnect().observe().connect().up().outage(grace),
        "earlier-deadline": lambda s: (
            s.background().after_deadline().foreground().connect().up().outage(grace)
        ),
        "messages-meanwhile": lambda s: s.network_down().message().wait(grace).message().network_up(),
        "ping-meanwhile": lambda s: s.network_down().ping().wait(grace).network_up(),
        "reopening": lambda s: s.kill().init().connect().up().outage(grace),
    }


def _flap(story: Story, times: int) -> Story:
    for _ in range(times):
        story.outage(story.edge).wait(story.edge)
    return story


def stays_down(profile: Profile) -> Iterator[Case]:
    """MAN-BACKGROUND-STAYS-DOWN: what went down in the background waits for connect()."""
    yield from _down_by_deadline(profile)
    yield from _down_by_loss(profile)


def _down_by_deadline(profile: Profile) -> Iterator[Case]:
    rid = "MAN-BACKGROUND-STAYS-DOWN"
    noise: Mapping[str, Act] = {
        "time": lambda s: s.wait(10 * profile.reconnect_bound_ms),
        "return": lambda s: s.foreground(),
        "third-return": lambda s: (
            s.foreground()
            .observe()
            .background()
            .observe()
            .foreground()
            .observe()
            .background()
            .observe()
            .foreground()
        ),
        "outage": lambda s: s.outage(profile.grace_ms),
        "outage-after-return": lambda s: s.foreground().observe().outage(profile.grace_ms),
        "return-offline": lambda s: s.network_down().foreground().observe().network_up(),
        "ping": lambda s: s.ping().observe().foreground().ping(),
        "ping-loop": lambda s: s.keep_alive(s.bound),
        "doubled-background": lambda s: s.background(),
        "message": lambda s: s.message().observe().foreground().message(),
        "refusal": lambda s: s.refuse().observe().accept(),
    }
    for name, act in noise.items():
        story = act(lapsed(profile)).observe().hear().foreground().observe().hear().connect().up().hear()
        words = name.replace("-", " ")
        yield story.case(
            rid, f"deadline/{name}", f"Down by its deadline, it stays down through {words} until connect()."
        )
    for nth, ordinal in enumerate(ORDINALS, 1):
        story = away(profile, nth).after_deadline().foreground().observe().hear().connect().up().hear()
        yield story.case(
            rid, f"deadline/{ordinal}-background", f"The {ordinal} background: down until connect()."
        )
        story = signed_in(profile, Mode.MANUAL)
        for _ in range(nth):
            story.connect().up().background().after_deadline().foreground().observe().hear()
        yield (
            story.connect()
            .up()
            .hear()
            .case(
                rid,
                f"deadline/{ordinal}-time",
                f"The {ordinal} deadline that passes is as final as the first.",
            )
        )
    for point in boundaries(profile)[-1:]:
        story = (
            away(profile).wait(profile.grace_ms // 2).ping().to_deadline(point.offset).foreground().observe()
        )
        yield (
            story.hear()
            .connect()
            .up()
            .hear()
            .case(rid, f"ping-{point.name}", "The same after a ping ran out.")
        )


def _down_by_loss(profile: Profile) -> Iterator[Case]:
    rid = "MAN-BACKGROUND-STAYS-DOWN"
    grace = profile.grace_ms
    for name, code in CLOSE_CODES_TRIED.items():
        for after, at in (("at-once", 0), ("half", grace // 2)):
            story = away(profile).wait(at).server_close(code).observe().foreground().observe().hear()
            yield (
                story.connect()
                .up()
                .hear()
                .case(
                    rid,
                    f"closed/{name}/{after}",
                    f"Closed with {name} in the background, it stays down until connect().",
                )
            )
    losses: Mapping[str, Act] = {
        "offline-past-deadline": lambda s: s.network_down().linger().network_up(),
        "offline-half": lambda s: s.network_down().wait(grace // 2).network_up().linger(),
        "offline-with-pings": lambda s: s.network_down().keep_alive(2 * s.bound).network_up(),
        "offline-over-return": lambda s: s.network_down().linger().foreground().linger().network_up(),
        "closed-then-ping": lambda s: s.server_close().wait(grace // 4).ping().wait(grace // 4).ping(),
        "closed-then-outage": lambda s: s.server_close().outage(grace),
        "closed-then-quick-return": lambda s: s.server_close().wait(grace // 10).foreground(),
        "refused-then-accepted": lambda s: losing(s).wait(grace // 4).accept(),
        "closed-after-ping": lambda s: s.wait(grace // 2).ping().wait(grace // 4).server_close(),
    }
    for name, act in losses.items():
        story = act(away(profile)).linger().hear()
        if not story.device.foreground:
            story.foreground().observe().hear()
        words = name.replace("-", " ")
        yield (
            story.connect()
            .up()
            .hear()
            .case(rid, name, f"Lost in the background ({words}) it waits for connect().")
        )
    for offset in few_offsets(profile):
        story = (
            manual_up(profile)
            .outage(0)
            .wait(offset)
            .background()
            .linger()
            .hear()
            .foreground()
            .observe()
            .hear()
        )
        yield (
            story.connect()
            .up()
            .hear()
            .case(
                rid,
                f"away-while-reopening/+{offset}ms",
                "A repair that the background ends is not taken up again later.",
            )
        )
        story = away(profile).server_close().wait(offset).foreground().observe().hear().connect().up().hear()
        yield story.case(
            rid, f"closed-return/+{offset}ms", "A return right after the loss does not revive it."
        )


SCENARIOS: Mapping[str, Callable[[Profile], Iterator[Case]]] = {
    "MAN-RECONNECT": reconnect,
    "MAN-BACKGROUND-STAYS-DOWN": stays_down,
}
"""The scenarios of this module by requirement."""
