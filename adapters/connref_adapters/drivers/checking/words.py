"""What the probes share: the words for what was seen, and which kinds are the life of a socket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from connref.protocol import Mode, Observation, ObservationKind
from connref_adapters.drivers.checking.bench import Bench
from connref_adapters.drivers.messages import Playback

Problems = Iterator[str]
"""A sentence for each mistake that was found."""

ENDED = frozenset({ObservationKind.SOCKET_CLOSED, ObservationKind.SOCKET_FAILED})
LIFE = frozenset({ObservationKind.SOCKET_OPENING, ObservationKind.SOCKET_OPEN, *ENDED})


def some(bench: Bench, word: str) -> str:
    """The word, if the driver has that input; else nothing."""
    return word if word.partition("(")[0] in bench.hello.inputs else ""


def observed(playback: Playback) -> Iterator[Observation]:
    """Everything that was observed in a playback."""
    return (each for reply in playback.replies for each in reply.observations)


def first(seen: Iterable[Observation], kind: ObservationKind) -> Observation:
    """The first of a kind, which there is."""
    return next(each for each in seen if each.kind is kind)


def mode_name(mode: Mode | None) -> str:
    """The mode as the hello names it."""
    return "default" if mode is None else mode.value


def told_of(seen: Iterable[Observation]) -> str:
    """Observations in a few words."""
    counted = Counter(f"{each.kind} at {each.at} ms" for each in seen)
    return ", ".join(counted)
