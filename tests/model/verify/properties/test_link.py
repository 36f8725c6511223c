"""Each property of policy and link together notices a link that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from connref.protocol import Mode
from connref.semantics.table import LinkKey, compile_table, link_table
from connref.spec.declare import Transition
from connref.spec.vocabulary import LinkEvent
from connref.verify import product_check
from connref.verify.product_check import check_product
from connref.verify.properties.link import LINK_PROPERTIES
from connref.verify.regions import RegionGraph

LINK = link_table(Mode.MANUAL)


def faults(monkeypatch: pytest.MonkeyPatch, changed: Mapping[LinkKey, Transition | None]) -> set[str]:
    """The names of the properties that a changed link breaks."""
    table = {key: each for key, each in {**LINK, **changed}.items() if each is not None}

    def changed_table(_: Mode) -> Mapping[LinkKey, Transition]:
        return table

    monkeypatch.setattr(product_check, "link_table", changed_table)
    graphs = {mode: RegionGraph(compile_table(mode)) for mode in Mode}
    found = {each.name for each in LINK_PROPERTIES if check_product(graphs[each.mode], each.check).found}
    monkeypatch.undo()
    return found


def test_nothing_is_wrong_with_the_link_as_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert faults(monkeypatch, {}) == set()


@pytest.mark.parametrize(
    ("key", "change", "name"),
    [
        (("up", LinkEvent.NETWORK_LOST), {"closes": None}, "one socket, and none left over"),
        (
            ("up", LinkEvent.SOCKET_CLOSED),
            {"target": "opening", "opens": True},
            "one socket, and none left over",
        ),
        (
            ("opening", LinkEvent.UNWANT),
            {"target": "waiting"},
            "the link is down exactly where nothing is wanted",
        ),
        (("opening", LinkEvent.SOCKET_OPENED), {"target": "waiting"}, "up for the policy is up for the link"),
        (
            ("offline", LinkEvent.NETWORK_AVAILABLE),
            {"target": "waiting"},
            "a fair world brings up what is wanted",
        ),
    ],
)
def test_a_wrong_link_is_found(
    monkeypatch: pytest.MonkeyPatch, key: LinkKey, change: dict[str, Any], name: str
) -> None:
    assert name in faults(monkeypatch, {key: replace(LINK[key], **change)})


def test_a_missing_transition_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "whatever the world does has a transition" in faults(
        monkeypatch, {("waiting", LinkEvent.RETRY_DUE): None}
    )
