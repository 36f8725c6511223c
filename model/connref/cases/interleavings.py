"""Interleavings ("races"): inputs at each instant at which something is in flight, up to three, in every order.

All inputs of one race come at the same instant (T + 1 apart where T > 0); after them the world is made fair and
a row of probes shows the state that the race has left. Built lazily: one prefix for each instant, forked for each race.

There are thousands, and most SDKs that fail one fail many. So a run plays a share of them (`SHARES`), laid out as a
Latin square: at each instant each input comes first, second and third beside some of all others, and each row of
inputs comes at some of the instants. The whole is for whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from connref.cases.notation import parse, tell
from connref.cases.preambles import Point, begin, boundaries, few_offsets, offsets
from connref.cases.scenario import Story
from connref.cases.selection import EVERYTHING, Selection
from connref.protocol import Case, InputName, Mode, Profile
from connref.semantics.environment import Process

RACED: tuple[InputName, ...] = (
    InputName.BACKGROUND,
    InputName.FOREGROUND,
    InputName.CONNECT,
    InputName.DISCONNECT,
    InputName.PING,
    InputName.NETWORK_DOWN,
    InputName.NETWORK_UP,
    InputName.SERVER_CLOSE,
    InputName.LOGOUT,
    InputName.LOGIN,
    InputName.KILL,
    InputName.INIT,
)
"""The inputs that race alone."""

PAIRED: tuple[InputName, ...] = tuple(name for name in RACED if name not in (InputName.LOGIN, InputName.INIT))
"""The inputs that race in pairs."""

CORE: tuple[InputName, ...] = tuple(
    name
    for name in PAIRED
    if name not in (InputName.PING, InputName.SERVER_CLOSE, InputName.LOGOUT, InputName.KILL)
)
"""The inputs that race in threes: lifecycle, connect, disconnect and the network."""

Shares = Mapping[int, tuple[int, int]]
"""By the number of inputs that race, of how many of their rows one is played: when a flight begins, and later in it."""

SHARES: Shares = {1: (1, 4), 2: (10, 10), 3: (6, 6)}
"""The shares of a run, by what they find (`docs/kills.md`); none is more than inputs race, so that they stay even."""

EVERY_RACE: Shares = dict.fromkeys(SHARES, (1, 1))
"""The shares of a run that leaves none out."""

_SWITCHES = frozenset({InputName.NETWORK_DOWN, InputName.NETWORK_UP})


_INPUTS_BEFORE = 4
"""How many inputs, T + 1 apart, come before a deadline where a race is to end before it: a pair and its repairs."""


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant at which something is in flight; `depth` is how many inputs race there at most.

    `later` says that another instant of the same flight comes before it.
    """

    name: str
    requirement: str
    words: str
    build: Callable[[], Story]
    depth: int
    later: bool = False


def _its_start(_profile: Profile) -> tuple[int, ...]:
    """One instant only, for what does not change by itself."""
    return (0,)


@dataclass(frozen=True, slots=True)
class _Flight:
    """Something in flight, where into it races start, and how many inputs race at the first and at later instants."""

    name: str
    requirement: str
    words: str
    start: str
    story: str = ""
    spread: Callable[[Profile], tuple[int, ...]] = few_offsets
    first: int = 2
    later: int = 1


_FLIGHTS: tuple[_Flight, ...] = (
    _Flight("opening", "RES-ONE-SOCKET", "in an opening", "opening", spread=offsets, first=3, later=2),
    _Flight("up", "MAN-CONNECT", "in the foreground", "up", spread=_its_start, first=3),
    _Flight("away", "MAN-GRACE", "in the background", "away", spread=_its_start, first=3),
    _Flight("away-opening", "MAN-GRACE-ENDS", "in an opening asked for in the background",
            "idle", "background connect"),
    _Flight("opening-mute", "CALL-OUTCOME", "in an opening without answer", "signed-in", "mute connect"),
    _Flight("refused", "CALL-OUTCOME", "between refused attempts", "signed-in", "refuse connect"),
    _Flight("offline", "MAN-RECONNECT", "right after an outage began", "up", "network_down"),
    _Flight("waiting", "MAN-RECONNECT", "in a wait to try again", "up", "refuse close"),
    _Flight("reopening", "MAN-RECONNECT", "in an opening after an outage", "up", "outage(grace)", later=2),
    _Flight("unanswered-ping", "MAN-PING-EXTENDS", "with a ping unanswered", "away", "mute ping"),
    _Flight("closing", "MAN-DISCONNECT", "in a closing", "closing"),
    _Flight("auto-opening", "AUTO-FOREGROUND", "in an opening in auto mode", "auto-opening"),
    _Flight("auto-waiting", "AUTO-RECONNECT", "in a wait to try again in auto mode", "auto-up", "refuse close"),
    _Flight("auto-reopening", "AUTO-RECONNECT", "in an opening after an outage in auto mode", "auto-reopening"),
    _Flight("auto-closing", "AUTO-BACKGROUND", "in a closing in auto mode", "auto-away"),
    _Flight("auto-returning", "AUTO-FOREGROUND", "in an opening after a return in auto mode", "auto-returning"),
)  # fmt: skip


def instants(profile: Profile) -> Iterator[Instant]:
    """Every instant at which races start, with the depth to which they go there."""
    deadlines = {
        "deadline": ("the deadline", ""),
        "ping-deadline": ("the deadline of a ping", "+grace/2 ping"),
    }
    for name, (words, before) in deadlines.items():
        for point, depth in _beside_deadlines(profile):
            yield Instant(
                f"{name}{point.offset:+d}",
                "MAN-GRACE-ENDS" if name == "deadline" else "MAN-PING-LAPSES",
                point.words.removesuffix("deadline") + words,
                lambda before=before, offset=point.offset: _after(profile, "away", before).to_deadline(
                    offset
                ),
                min(depth, 3 if name == "deadline" else 2),
            )
    for flight in _FLIGHTS:
        for offset in flight.spread(profile):
            later = offset != flight.spread(profile)[0]
            # The offsets that only the wide spread has are for single inputs: neighbours seldom differ.
            deep = flight.later if offset in few_offsets(profile) else 1
            depth = deep if later else flight.first
            yield Instant(
                f"{flight.name}+{offset}",
                flight.requirement,
                f"{flight.words}, {offset} ms after it began" if offset else flight.words,
                lambda flight=flight, offset=offset: _after(profile, flight.start, flight.story).wait(offset),
                depth,
                later,
            )


def _after(profile: Profile, start: str, story: str) -> Story:
    return tell(begin(profile, start), parse(story))


def _beside_deadlines(profile: Profile) -> Iterator[tuple[Point, int]]:
    """Instants beside a deadline, and how many inputs race there.

    On a coarse clock the inputs of a race are spread, so those that are to come before the deadline start earlier.
    """
    for point in boundaries(profile):
        early = profile.tolerance_ms > 0 and point.offset < 0
        yield point, 1 if early else (3 if point.offset > 0 else 2)
        if early:
            yield Point("before-deadline", _INPUTS_BEFORE * point.offset), 2


def races(
    profile: Profile,
    *,
    depth: int = 3,
    least: int = 1,
    selection: Selection = EVERYTHING,
    shares: Shares = SHARES,
) -> Iterator[Case]:
    """The races of `least` to `depth` inputs, the short ones first, at the instants that the selection may take.

    Of those with so many inputs one in `shares` of them; `EVERY_RACE` for all.
    """
    for length, inputs in enumerate((RACED, PAIRED, CORE)[:depth], 1):
        deep = (place for place in instants(profile) if place.depth >= length >= least)
        for turn, place in enumerate(deep):
            if selection.may_take((place.requirement,), f"race/{place.name}/"):
                share = shares[length][place.later]
                yield from _at(place, _share(inputs, length, share, turn))


def _share(
    inputs: tuple[InputName, ...], length: int, share: int, turn: int
) -> Iterator[tuple[InputName, ...]]:
    """One in `share` of the rows of `length` inputs, in turn, so that each input meets each other somewhere."""
    for row in product(enumerate(inputs), repeat=length):
        if (sum(index for index, _ in row) + turn) % share == 0:
            yield tuple(received for _, received in row)


def _at(place: Instant, rows: Iterable[tuple[InputName, ...]]) -> Iterator[Case]:
    start = place.build()
    for row in rows:
        story = start.fork()
        if all(_raced(story, received) for received in row):
            names = ",".join(received.value for received in row)
            for suffix, probed in _probes(story, alone=len(row) == 1).items():
                yield probed.case(
                    place.requirement,
                    f"{place.name}/{names}{suffix}",
                    f"{names.replace(',', ', then ')} {place.words}: the connection ends up where the document says.",
                    group="race",
                )


def _probes(story: Story, *, alone: bool) -> Mapping[str, Story]:
    """The story with its probes; a single input that ends in the background of manual mode also gets pings first."""
    if (
        not alone
        or story.mode is not Mode.MANUAL
        or story.device.foreground
        or not story.allows(InputName.PING)
    ):
        return {"": revealed(story)}
    pinged = story.fork().make_fair()
    return {"": revealed(story), "/pings": revealed(pinged.keep_alive(pinged.bound))}


def _raced(story: Story, received: InputName) -> bool:
    """Add the input, unless it is not allowed there or says nothing new."""
    if not story.allows(received) or (received in _SWITCHES and not story.device.changes(received)):
        return False
    if received is InputName.FOREGROUND and story.mode is Mode.AUTO and story.device.foreground:
        return False
    story.inject(received)
    return True


def revealed(story: Story) -> Story:
    """A fair world, then probes that show the state: messages, a return, a ping, a connect()."""
    story.make_fair()
    if story.device.process is not Process.RUNNING:
        story.init()
    story.linger().message()
    if not story.device.foreground:
        story.foreground()
    story.observe().message().ping().observe().connect()
    return story.observe().message()
