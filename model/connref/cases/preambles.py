"""Where cases begin: ways to a situation by name, instants around a deadline, and moments in flight.

Which openings are in flight depends on the latency of the SDK, which nobody knows, so they come at several `offsets`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from connref.cases.data import preambles as data
from connref.cases.notation import parse, tell
from connref.cases.scenario import Story
from connref.errors import DefinitionError
from connref.protocol import MODES, Mode, Profile

_OFFSETS = (0, 1, 10, 50, 200, 1_000, 5_000)
_FEW_OFFSETS = (0, 50, 1_000)


@dataclass(frozen=True, slots=True)
class Point:
    """An instant beside a deadline; `offset` milliseconds after it (negative: before)."""

    name: str
    offset: int

    @property
    def words(self) -> str:
        """The name as it reads in a sentence."""
        return self.name.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Preamble:
    """A situation: the mode of the app, the story that leads there, and the words for it after "an app"."""

    name: str
    mode: Mode | None
    story: str
    words: str


def _read(line: str) -> Preamble:
    name, mode, story, words = (column.strip() for column in line.split("|"))
    return Preamble(name, MODES[mode], story, words)


PREAMBLES: Mapping[str, Preamble] = {
    preamble.name: preamble for preamble in map(_read, data.ROWS.splitlines())
}
"""Every preamble by its name."""


def begin(profile: Profile, start: str) -> Story:
    """A story at the end of a preamble, or on a fresh device where `start` is a mode or `default` (`MODES`).

    Raises `DefinitionError` for a profile that cannot be judged, and for a name that is neither.
    """
    return _begun(profile, start).fork()


@lru_cache(maxsize=256)
def _begun(profile: Profile, start: str) -> Story:
    if start in MODES:
        return Story(profile, MODES[start])
    preamble = PREAMBLES.get(start)
    if preamble is None:
        raise DefinitionError(f"no such preamble as {start!r}; there are {', '.join((*MODES, *PREAMBLES))}")
    return tell(Story(profile, preamble.mode), parse(preamble.story))


def boundaries(profile: Profile) -> tuple[Point, ...]:
    """Just before, at and just after a deadline; "at" only where the clock is fine enough to tell (T = 0)."""
    edge = profile.tolerance_ms + 1
    before, after = Point("just-before-deadline", -edge), Point("just-after-deadline", edge)
    return (before, after) if profile.tolerance_ms else (before, Point("at-deadline", 0), after)


def offsets(profile: Profile) -> tuple[int, ...]:
    """Milliseconds after a trigger at which what it set going may be in flight; at least T + 1 where T > 0."""
    return _within(profile, _OFFSETS)


def few_offsets(profile: Profile) -> tuple[int, ...]:
    """A few of `offsets`, for cases that the interleavings take further."""
    return _within(profile, _FEW_OFFSETS)


def _within(profile: Profile, wished: tuple[int, ...]) -> tuple[int, ...]:
    least = profile.tolerance_ms + 1 if profile.tolerance_ms else 0
    most = min(profile.reconnect_bound_ms, profile.grace_ms) // 4
    return tuple(dict.fromkeys(max(least, offset) for offset in wished if offset <= most))
