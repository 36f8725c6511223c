"""Cases that make the readings of deadlines and of the background visible (interpretations about the grace).

Each question is put at least twice on one device and in several situations, so that an SDK that answers
differently from time to time is caught. A builder of stories here yields (name, story, what is seen).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from connref.cases.preambles import (
    ORDINALS,
    Act,
    away,
    few_offsets,
    losing,
    manual_idle,
    manual_up,
    signed_in,
)
from connref.cases.scenario import Story
from connref.protocol import Mode, Profile

Told = tuple[str, Story, str]
"""The name of a case, its story, and what one knows after it."""


def _comeback(story: Story) -> Story:
    """Foreground, connected and up, whatever the reading was: ready to ask again."""
    if not story.device.foreground:
        story.foreground()
    return story.connect().up()


def _at_deadline(profile: Profile, asks: Act, what: str) -> Iterator[Told]:
    if profile.tolerance_ms:
        return
    for nth, ordinal in enumerate(ORDINALS, 1):
        story = asks(away(profile, nth).to_deadline()).linger()
        yield f"{ordinal}-background", story, f"Whether {what} in the {ordinal} background counts."
    story = manual_up(profile)
    for _ in range(3):
        story.background()
        _comeback(asks(story.to_deadline()).observe())
    yield "three-times", story, f"Whether {what} counts, three times over: the answer is the same."
    story = asks(away(profile).wait(profile.grace_ms // 2).ping().to_deadline()).linger()
    yield "after-ping", story, f"Whether {what} counts where a ping began the grace."
    story = asks(away(profile).keep_alive(2 * profile.grace_ms).to_deadline()).linger()
    yield "after-ping-loop", story, f"Whether {what} counts after many pings."
    story = asks(away(profile).to_deadline().message()).linger()
    yield "with-message", story, f"Whether {what} counts where a message comes at the same instant."


def ping_at_deadline(profile: Profile) -> Iterator[Told]:
    """Ask whether a ping at the deadline is in time."""
    yield from _at_deadline(profile, lambda s: s.ping(), "a ping at the very deadline")


def return_at_deadline(profile: Profile) -> Iterator[Told]:
    """Ask whether a return at the deadline is in time."""
    yield from _at_deadline(
        profile, lambda s: s.foreground().observe().message(), "a return at the very deadline"
    )


def ping_counts_when(profile: Profile) -> Iterator[Told]:
    """Ask whether the new grace runs from the call, or from the answer that a silent server delays."""
    grace = profile.grace_ms
    for nth, ordinal in enumerate(ORDINALS, 1):
        story = away(profile, nth).mute().wait(grace // 4).ping().wait(grace // 4).unmute().linger()
        yield f"answered-late/{ordinal}", story, "Whether a grace runs from the ping or from its late answer."
        story = away(profile, nth).mute().wait(grace // 4).ping().linger().unmute()
        yield f"unanswered/{ordinal}", story, "Whether a ping that is never answered begins a grace."
    story = away(profile).wait(grace // 4).mute().ping().wait(grace // 4).unmute().ping().linger()
    yield "second-ping", story, "Whether an answered ping after an unanswered one begins the grace."
    story = manual_up(profile)
    for _ in range(2):
        _comeback(story.background().wait(grace // 4).mute().ping().linger().unmute().observe())
    yield "twice", story, "Whether an unanswered ping counts, twice over: the answer is the same."
    story = away(profile).before_deadline().ping().linger()
    yield "last-moment", story, "Whether a ping counts whose answer is due only after the deadline."
    story = away(profile).wait(grace // 2).network_down().ping().wait(grace // 4).network_up().linger()
    yield "offline", story, "Whether a ping without internet begins a grace."


def connect_in_background(profile: Profile) -> Iterator[Told]:
    """Ask whether connect() in the background is refused, and if not, when the connection ends."""
    grace = profile.grace_ms
    entries: Mapping[str, Callable[[], Story]] = {
        "never-up": lambda: manual_idle(profile).background(),
        "disconnected": lambda: manual_up(profile).disconnect().observe().background(),
        "disconnected-in-background": lambda: away(profile).disconnect(),
        "closed-in-background": lambda: away(profile).server_close(),
    }
    calls = {
        "at-entry": 0,
        "early": grace // 4,
        "late": 3 * grace // 4,
        "past-entry-deadline": grace + grace // 4,
    }
    for entry, start in entries.items():
        for name, at in calls.items():
            if entry == "never-up" or name in {"early", "past-entry-deadline"}:
                story = start()
                begun = story.now
                story.wait_until(begun + at).connect().linger().message().linger()
                yield (
                    f"{entry}/{name}",
                    story,
                    "Which end, if any, a connection asked for in the background gets.",
                )
    for name, act in _slow_openings(grace).items():
        story = act(manual_idle(profile).background().wait(grace // 4)).linger().linger()
        yield f"slow/{name}", story, "Whether the grace of a slow opening runs from entry, call or opening."
    for name, act in _after_background_connect(grace).items():
        story = (
            act(manual_idle(profile).background().wait(grace // 4).connect().wait(grace // 4)).linger().hear()
        )
        yield f"then/{name}", _comeback(story).hear(), f"How the answer goes on ({name.replace('-', ' ')})."
    story = manual_idle(profile)
    for _ in range(3):
        _comeback(
            story.background().wait(grace // 4).connect().linger().disconnect().observe()
        ).disconnect().observe()
    yield "three-times", story, "The same answer three times over."
    story = away(profile).after_deadline().wait(grace // 4).connect().linger().connect().linger()
    yield "lapsed", story, "Whether a connection that ran out can be asked for again in the background."


def _slow_openings(grace: int) -> Mapping[str, Act]:
    return {
        "mute": lambda s: s.mute().connect().wait(grace // 4).unmute(),
        "mute-past-entry-deadline": lambda s: s.mute().connect().wait(grace).unmute(),
        "refused": lambda s: s.refuse().connect().wait(grace // 4).accept(),
        "refused-past-call-deadline": lambda s: s.refuse().connect().wait(2 * grace).accept(),
        "late-mute": lambda s: s.wait(grace // 2).mute().connect().wait(grace // 2).unmute(),
    }


def _after_background_connect(grace: int) -> Mapping[str, Act]:
    return {
        "ping": lambda s: s.ping(),
        "ping-loop": lambda s: s.keep_alive(3 * grace),
        "return": lambda s: s.foreground().wait(2 * grace).message(),
        "return-and-away": lambda s: s.foreground().wait(grace).background(),
        "second-connect": lambda s: s.connect().wait(grace // 4).connect(),
        "disconnect": lambda s: s.disconnect(),
        "outage": lambda s: s.outage(grace // 4),
        "server-close": lambda s: s.server_close(),
    }


def background_while_opening(profile: Profile) -> Iterator[Told]:
    """Ask whether the background aborts an opening of connect(), or gives it a grace, and from when."""
    grace = profile.grace_ms
    for offset in few_offsets(profile):
        story = signed_in(profile, Mode.MANUAL).connect().wait(offset).background().linger().message()
        yield f"+{offset}ms", _comeback(story).hear(), "What becomes of an opening when the app goes away."
    slow: Mapping[str, Act] = {
        "mute": lambda s: s.mute().connect().wait(grace // 10).background().wait(grace // 4).unmute(),
        "mute-nearly-all": lambda s: s.mute().connect().background().wait(3 * grace // 4).unmute(),
        "mute-past-deadline": lambda s: s.mute().connect().background().wait(2 * grace).unmute(),
        "refused": lambda s: s.refuse().connect().wait(grace // 10).background().wait(grace // 4).accept(),
        "offline": lambda s: (
            s.network_down().connect().wait(grace // 10).background().wait(grace // 4).network_up()
        ),
        "mute-then-ping": lambda s: (
            s.mute().connect().background().wait(grace // 4).unmute().wait(grace // 2).ping()
        ),
        "mute-then-return": lambda s: s.mute().connect().background().wait(grace // 4).foreground().unmute(),
    }
    for name, act in slow.items():
        story = act(manual_idle(profile)).linger().message().linger()
        yield f"slow/{name}", _comeback(story).hear(), "When a slow opening in the background is given up."
    story = manual_idle(profile)
    for _ in range(3):
        story.mute().connect().wait(grace // 10).background().wait(grace // 4).unmute().linger().linger()
        _comeback(story).disconnect().observe()
    yield "three-times", story, "The same answer three times over."


def background_while_waiting(profile: Profile) -> Iterator[Told]:
    """Ask whether the background ends the repair of a lost connection, or leaves it a grace."""
    grace = profile.grace_ms
    ways: Mapping[str, Act] = {
        "refused": lambda s: losing(s).wait(grace // 10).background().wait(grace // 4).accept(),
        "refused-nearly-all": lambda s: (
            losing(s).wait(grace // 10).background().wait(3 * grace // 4).accept()
        ),
        "refused-past-deadline": lambda s: losing(s).wait(grace // 10).background().wait(2 * grace).accept(),
        "offline": lambda s: s.network_down().linger().background().wait(grace // 4).network_up(),
        "reopening": lambda s: s.outage(grace).background(),
        "mute-reopening": lambda s: (
            losing(s).mute().accept().wait(grace // 10).background().wait(grace // 4).unmute()
        ),
        "with-ping": lambda s: losing(s).wait(grace // 10).background().wait(grace // 4).ping().accept(),
        "with-return": lambda s: (
            losing(s).wait(grace // 10).background().wait(grace // 4).foreground().accept()
        ),
        "second-stay": lambda s: (
            s.background()
            .wait(grace // 2)
            .foreground()
            .refuse()
            .server_close()
            .wait(grace // 10)
            .background()
            .wait(grace // 4)
            .accept()
        ),
    }
    for name, act in ways.items():
        story = act(manual_up(profile)).linger().message().linger()
        yield (
            name,
            _comeback(story).hear(),
            "Whether the repair of a lost connection goes on in the background.",
        )
    for offset in few_offsets(profile):
        story = (
            losing(manual_up(profile)).wait(offset).background().wait(grace // 4).accept().linger().message()
        )
        yield f"+{offset}ms", _comeback(story).hear(), "The same, right after the loss."
    story = manual_up(profile)
    for _ in range(3):
        losing(story).wait(grace // 10).background().wait(grace // 4).accept().linger()
        _comeback(story)
    yield "three-times", story, "The same answer three times over."


def background_again(profile: Profile) -> Iterator[Told]:
    """Ask whether a second "background" without a return restarts the grace."""
    grace = profile.grace_ms
    for nth, ordinal in enumerate(ORDINALS, 1):
        story = away(profile, nth)
        first = story.deadline
        story.wait(grace // 2).background().wait_until(first + story.edge).message().linger()
        yield f"{ordinal}-background", story, "Whether a doubled background restarts the grace."
    ways: Mapping[str, Act] = {
        "at-once": lambda s: s.background(),
        "nearly-all": lambda s: s.before_deadline().background(),
        "three-doubles": lambda s: (
            s.wait(grace // 4).background().wait(grace // 4).background().wait(grace // 4).background()
        ),
        "after-ping": lambda s: s.wait(grace // 4).ping().wait(grace // 2).background(),
        "before-ping": lambda s: s.wait(grace // 2).background().wait(grace // 4).ping(),
        "then-return": lambda s: s.wait(grace // 2).background().wait(grace // 4).foreground(),
        "after-deadline": lambda s: s.after_deadline().background(),
    }
    for name, act in ways.items():
        story = act(away(profile)).wait(grace // 3).message().linger()
        yield name, story, f"Whether a doubled background restarts the grace ({name.replace('-', ' ')})."
    story = manual_up(profile)
    for _ in range(2):
        _comeback(story.background().wait(grace // 2).background().linger().observe())
    yield "twice", story, "The same answer twice over."


READINGS: Mapping[str, Callable[[Profile], Iterator[Told]]] = {
    "ping-at-deadline": ping_at_deadline,
    "ping-counts-when": ping_counts_when,
    "return-at-deadline": return_at_deadline,
    "connect-in-background": connect_in_background,
    "background-while-opening": background_while_opening,
    "background-while-waiting": background_while_waiting,
    "background-again": background_again,
}
"""The stories of this module by interpretation."""
