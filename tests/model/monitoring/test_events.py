"""An event is a class and a name: what the oracle heeds of it, and nothing else."""

from __future__ import annotations

import pytest

from connref.monitoring.events import classify, follow, symbolic
from connref.monitoring.symbols import Name
from connref.oracle.judge import Judge
from connref.protocol import Do, InputName, Mode, Observation, ObservationKind, Profile


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (None, ("end", None)),
        (Do(InputName.BACKGROUND), ("background", None)),
        (Do(InputName.LOGIN, "u"), ("login", "u")),
        (Do(InputName.SERVER_CLOSE, 1006), (("server_close", 1006), None)),
        (Observation(5, ObservationKind.SOCKET_OPEN, 3), ("socket_open", 3)),
        (Observation(5, ObservationKind.SOCKET_CLOSED, by="client"), (("socket_closed", "client"), None)),
        (
            Observation(5, ObservationKind.OUTCOME, call="c", api="ping", result="error"),
            (("outcome", "ping", "error"), "c"),
        ),
        (Observation(5, ObservationKind.STATUS, value="connected"), (("status", "connected"), None)),
        (Observation(5, ObservationKind.USER, value="u"), ("user", "u")),
        (Observation(5, ObservationKind.DELIVERED, message="m"), ("delivered", "m")),
    ],
)
def test_classes_and_names(event: Do | Observation | None, found: tuple[object, object]) -> None:
    assert classify(event) == found


def test_a_symbol_takes_the_place_of_the_name() -> None:
    name = Name(2)
    assert symbolic(Do(InputName.LOGIN, "u"), 9, name) == Do(InputName.LOGIN, name)
    seen = Observation(5, ObservationKind.OUTCOME, call="c", api="ping", result="error")
    assert symbolic(seen, 9, name) == Observation(
        9, ObservationKind.OUTCOME, call=name, api="ping", result="error"
    )
    assert symbolic(Do(InputName.KILL), 9, None) == Do(InputName.KILL)


def test_a_kind_counts_as_recorded_from_its_first_occurrence_on_where_that_is_asked() -> None:
    for learns in (True, False):
        judge = Judge(Mode.AUTO, Profile(), frozenset())
        follow(judge, Observation(5, ObservationKind.STATUS, value="connected"), 5, learns=learns)
        assert judge.estimate.sees(ObservationKind.STATUS) is learns
        assert judge.estimate.now == 5
        follow(judge, None, 9, learns=learns)
        assert judge.estimate.now == 9
