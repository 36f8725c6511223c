"""A variant narrows the line: one option of each feature, fewer of the questions, and what follows from them."""

from __future__ import annotations

import pytest

from connref.errors import DefinitionError
from connref.spec.features import CONSEQUENCES, FEATURES
from connref.spec.requirements import REQUIREMENTS
from connref.spec.variant import DOCUMENT, DOCUMENT_EVENTS, variant
from connref.spec.vocabulary import Event


def test_the_document_fixes_every_feature_and_leaves_every_question_open() -> None:
    assert variant({}) == DOCUMENT
    for feature in FEATURES.values():
        assert DOCUMENT.options(feature.id) == (feature.document,)
        assert variant({feature.id: (feature.document,)}) == DOCUMENT
    assert DOCUMENT.options("server-close") == ("reconnects", "stays-down")
    assert DOCUMENT.options("failed-attempt") == ("kept", "dropped")
    assert set(Event) - set(DOCUMENT_EVENTS) == {Event.GAVE_UP, Event.STOPPED}


def test_what_follows_from_an_option_follows() -> None:
    drops = variant({"manual-background": ("drop",)})
    assert "MAN-GRACE" in drops.unjudged
    assert drops.options("connect-in-background") == ("refused", "held")
    nobody = variant({"session": ("none",)})
    assert nobody.sessionless
    assert not nobody.has(Event.LOGIN)
    assert not nobody.has(Event.REOPEN)
    assert nobody.has(Event.INIT)
    assert all(each.replaces <= REQUIREMENTS.keys() for each in CONSEQUENCES)


def test_readings_are_committed_to_beside_the_charts() -> None:
    stays = variant({"server-close": ("stays-down",), "session": ("none",)})
    assert stays.committed == {"server-close": ("stays-down",)}
    assert stays.with_readings_open().committed == {}
    assert stays.with_readings_open().sessionless
    drops = variant({"manual-background": ("drop",), "connect-in-background": ("refused",)})
    assert drops.committed["connect-in-background"] == ("refused",)
    assert drops.with_readings_open().options("connect-in-background") == ("refused", "held")


@pytest.mark.parametrize(
    "chosen",
    [
        {"sesion": ("none",)},
        {"session": ("some",)},
        {"session": ("login", "none")},
        {"server-close": ()},
        {"manual-background": ("drop",), "connect-in-background": ("grace-from-call",)},
    ],
)
def test_what_does_not_exist_is_refused(chosen: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(DefinitionError):
        variant(chosen)


def test_an_unknown_requirement_is_refused() -> None:
    with pytest.raises(DefinitionError, match="MAN-GRACES"):
        variant({}, unjudged=frozenset({"MAN-GRACES"}))
