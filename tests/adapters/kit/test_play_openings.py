"""How long openings take, learned from what was seen."""

from __future__ import annotations

from connref.protocol import Observation, ObservationKind
from connref_adapters.drivers import Playback, Reply
from connref_adapters.kit.play import Openings


def playback(*seen: tuple[int, str]) -> Playback:
    observations = tuple(Observation(at, ObservationKind(kind)) for at, kind in seen)
    return Playback((Reply(1_000, observations, None),))


def test_nothing_is_known_before_an_opening_was_seen() -> None:
    openings = Openings()
    openings.note(playback((0, "status"), (5, "socket_open")))
    assert openings.usual_ms() is None


def test_what_most_openings_took() -> None:
    openings = Openings()
    openings.note(
        playback((0, "socket_opening"), (40, "socket_open"), (50, "socket_opening"), (90, "socket_open"))
    )
    openings.note(playback((0, "socket_opening"), (7, "socket_open")))
    assert openings.usual_ms() == 40


def test_an_opening_that_fails_says_nothing() -> None:
    openings = Openings()
    openings.note(playback((0, "socket_opening"), (5, "socket_failed"), (9, "socket_open")))
    assert openings.usual_ms() is None


def test_the_shorter_of_two_that_are_as_usual() -> None:
    openings = Openings()
    openings.note(
        playback((0, "socket_opening"), (9, "socket_open"), (10, "socket_opening"), (12, "socket_open"))
    )
    assert openings.usual_ms() == 2
