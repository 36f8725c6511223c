"""Long stories: what only shows at the tenth ping, the third background, the fifth reconnect, after hours.

Messages are sent all along, so that each story also counts what arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from connref.cases.preambles import Act, auto_up, away, losing, manual_idle, manual_up, signed_in, times
from connref.cases.scenario import Story
from connref.protocol import Case, Mode, Profile

GRACES_AN_HOUR = 120
"""An hour of the document's grace; scales with the profile."""

Told = tuple[str, str, str, Story]
"""Requirement, name, what it proves, and the story."""


def _foreground(profile: Profile) -> Iterator[Told]:
    hour = GRACES_AN_HOUR * profile.grace_ms
    for label, rid, start in (
        ("manual", "MAN-FOREGROUND-HOLDS", manual_up),
        ("auto", "AUTO-FOREGROUND", auto_up),
    ):
        story = times(start(profile), 12, lambda s: s.wait(hour // 4).hear())
        yield (
            rid,
            f"three-hours/{label}",
            "Three hours in the foreground: up, and no message lost or doubled.",
            story,
        )
        story = times(
            start(profile), 5, lambda s: s.wait(hour // 2).hear().outage(profile.grace_ms).up().hear()
        )
        yield (
            rid,
            f"outage-each-half-hour/{label}",
            "An outage each half hour, and no message lost or doubled.",
            story,
        )
    story = times(
        manual_up(profile), 12, lambda s: s.wait(profile.grace_ms // 2).ping().wait(hour // 4).message()
    )
    yield (
        "MAN-FOREGROUND-HOLDS",
        "pings-in-foreground",
        "Pings in the foreground start no deadline, for hours.",
        story,
    )


def _pings(profile: Profile) -> Iterator[Told]:
    grace = profile.grace_ms
    rid = "MAN-PING-LOOP"
    # A message follows each ping by an edge, and the next ping keeps clear of the deadline by another.
    longest = grace - 3 * (profile.tolerance_ms + 1)
    hour = GRACES_AN_HOUR * grace
    story = away(profile).keep_alive(hour, grace * 2 // 3)
    yield (
        rid,
        "an-hour",
        "An hour in the background with pings, then the grace runs out.",
        story.linger().hear(),
    )
    story = away(profile)
    for n in range(1, 13):
        story.wait(longest * n // 12).ping().wait(story.edge).message()
    yield (
        rid,
        "growing-gaps",
        "Twelve pings, each gap longer than the last.",
        story.after_deadline().message(),
    )
    story = away(profile)
    for n in range(12, 0, -1):
        story.wait(longest * n // 12).ping().wait(story.edge).message()
    yield (
        rid,
        "shrinking-gaps",
        "Twelve pings, each gap shorter than the last.",
        story.before_deadline().message(),
    )
    for count in (10, 50):
        story = times(away(profile), count, lambda s: s.before_deadline().ping())
        yield (
            rid,
            f"{count}-to-the-edge",
            f"{count} pings, each at the last moment.",
            story.after_deadline().message(),
        )
    story = times(away(profile), 10, lambda s: s.wait(grace // 2).ping().ping())
    yield (
        rid,
        "doubled-pings",
        "Ten doubled pings extend, and none adds up.",
        story.after_deadline().message(),
    )
    story = times(manual_up(profile), 5, lambda s: s.background().keep_alive(3 * grace).foreground().hear())
    yield (
        rid,
        "five-stays",
        "Five stays in the background, each held by pings.",
        story.background().linger().hear(),
    )
    story = times(away(profile), 5, lambda s: s.wait(grace // 3).mute().wait(grace // 10).unmute().ping())
    yield (
        rid,
        "with-silences",
        "Pings between short silences of the server hold the connection.",
        story.message(),
    )


def _backgrounds(profile: Profile) -> Iterator[Told]:
    grace = profile.grace_ms
    story = times(manual_up(profile), 10, lambda s: s.background().wait(grace // 2).foreground().hear())
    story.background().before_deadline().message().after_deadline().message()
    yield (
        "MAN-GRACE-RESTARTS",
        "tenth-background",
        "The eleventh grace is as long as the first.",
        story.linger(),
    )
    story = times(
        manual_up(profile), 10, lambda s: s.background().before_deadline().foreground().wait(s.edge).message()
    )
    yield "MAN-RETURN-CANCELS", "ten-late-returns", "Ten returns at the last moment.", story.linger().hear()
    lapse: Act = lambda s: s.background().after_deadline().foreground().observe().hear().connect().up().hear()  # noqa: E731
    story = times(manual_up(profile), 5, lapse)
    yield (
        "MAN-BACKGROUND-STAYS-DOWN",
        "five-deadlines",
        "Five deadlines, each repaired by connect() alone.",
        story,
    )
    for gap, name in ((0, "at-once"), (grace // 2, "slow")):
        story = times(
            manual_up(profile), 15, lambda s, gap=gap: s.background().wait(gap).foreground().wait(gap)
        )
        yield (
            "MAN-RETURN-CANCELS",
            f"fifteen-flips/{name}",
            "Fifteen flips leave it up, with no deadline.",
            story.linger().hear(),
        )
        story = times(
            auto_up(profile), 15, lambda s, gap=gap: s.background().wait(gap).foreground().wait(gap)
        )
        yield (
            "AUTO-FOREGROUND",
            f"fifteen-flips/{name}",
            "Fifteen flips in auto mode end up.",
            story.up().hear(),
        )
    story = times(auto_up(profile), 10, lambda s: s.background().linger().message().foreground().up().hear())
    yield "AUTO-FOREGROUND", "ten-returns", "Ten stays in the background: down in each, up after each.", story


def _outages(profile: Profile) -> Iterator[Told]:
    grace = profile.grace_ms
    for label, rid, start in (("manual", "MAN-RECONNECT", manual_up), ("auto", "AUTO-RECONNECT", auto_up)):
        story = start(profile)
        for n in range(1, 9):
            story.outage(grace * n // 4).up().hear()
        yield (
            rid,
            f"growing-outages/{label}",
            "Eight outages, each longer than the last, each repaired.",
            story,
        )
        story = start(profile).network_down().wait(GRACES_AN_HOUR * grace).network_up().up().hear()
        yield rid, f"an-hour-offline/{label}", "An hour without internet is repaired within R.", story
        story = losing(start(profile)).wait(GRACES_AN_HOUR * grace).accept().up().hear()
        yield rid, f"an-hour-refused/{label}", "An hour of refusal is repaired within R.", story
        story = times(start(profile), 5, lambda s: s.server_close().up().hear())
        yield rid, f"five-closes/{label}", "Five abnormal closes are repaired.", story
        story = times(start(profile), 5, lambda s: s.mute().outage(grace).wait(grace).unmute().up().hear())
        yield (
            rid,
            f"silent-outages/{label}",
            "Five outages with a silent server after each are repaired.",
            story,
        )
    story = manual_up(profile)
    for _ in range(3):
        story.outage(grace).up().hear().background().wait(grace // 2).ping().wait(
            grace // 2
        ).foreground().hear()
    yield "MAN-RECONNECT", "alternating", "Outages and stays in the background by turns leave it up.", story


def _sessions(profile: Profile) -> Iterator[Told]:
    grace = profile.grace_ms
    story = signed_in(profile, Mode.AUTO).up()
    for n in range(6):
        story.hear().logout().hear().login(f"user-{n}").up()
    yield (
        "SES-LOGIN-CONNECTS",
        "six-users/auto",
        "Six users in a row: each is connected, none hears another's end.",
        story.hear(),
    )
    story = manual_idle(profile)
    for n in range(6):
        story.connect().up().hear().logout().hear().login(f"user-{n}").observe().message()
    yield (
        "SES-NO-USER",
        "six-users/manual",
        "Six users in a row: nobody is connected without connect().",
        story,
    )
    story = times(auto_up(profile), 6, lambda s: s.kill().message().wait(grace).init().up().hear())
    yield (
        "SES-REOPEN-CONNECTS",
        "six-kills/auto",
        "Six kills: the user is kept and each reopening is up.",
        story,
    )
    story = times(manual_up(profile), 6, lambda s: s.kill().init().observe().hear().connect().up().hear())
    yield (
        "SES-REOPEN-WAITS",
        "six-kills/manual",
        "Six kills: the user is kept and each reopening waits.",
        story,
    )
    story = times(
        manual_up(profile), 5, lambda s: s.background().wait(grace // 2).kill().init().connect().up().hear()
    )
    yield (
        "SES-LOGIN-SAVES",
        "kills-in-background",
        "Kills in the background: no deadline survives its process.",
        story.linger().hear(),
    )
    story = times(
        manual_up(profile), 5, lambda s: s.logout().kill().init().observe().login().connect().up().hear()
    )
    yield (
        "SES-NO-USER",
        "logout-and-kill",
        "Logout and kill by turns: a forgotten user stays forgotten.",
        story,
    )


def _calls(profile: Profile) -> Iterator[Told]:
    story = times(manual_up(profile), 10, lambda s: s.disconnect().hear().connect().up().hear())
    yield (
        "MAN-DISCONNECT-STAYS",
        "ten-cycles",
        "Ten times disconnect() and connect(): each does its part.",
        story,
    )
    story = times(manual_up(profile), 10, lambda s: s.disconnect().connect())
    yield (
        "MAN-CONNECT",
        "ten-quick-cycles",
        "Ten quick cycles end up, with one outcome for each call.",
        story.up().hear(),
    )
    story = times(manual_up(profile), 10, lambda s: s.disconnect().connect()).disconnect()
    yield (
        "MAN-DISCONNECT",
        "ten-quick-cycles",
        "Ten quick cycles and a disconnect() end down.",
        story.observe().hear(),
    )
    story = manual_up(profile)
    for _ in range(3):
        story.background().wait(profile.grace_ms // 2).ping().disconnect().linger().foreground().hear()
        story.connect().up().hear().outage(profile.grace_ms).up().hear().background().after_deadline()
        story.foreground().observe().hear().connect().up().hear()
    yield (
        "CALL-OUTCOME",
        "a-day",
        "A day of everything by turns: nothing is lost, doubled or left pending.",
        story,
    )


STORIES: tuple[Callable[[Profile], Iterator[Told]], ...] = (
    _foreground, _pings, _backgrounds, _outages, _sessions, _calls,
)  # fmt: skip


def stories(profile: Profile) -> Iterator[Case]:
    """Every long story, as cases."""
    for teller in STORIES:
        for requirement, name, proves, story in teller(profile):
            yield story.case(requirement, name, proves, group=f"story/{requirement}")
