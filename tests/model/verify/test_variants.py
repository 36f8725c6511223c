"""The proof of a variant: what ships holds, and a chart that breaks a feature is found."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.features import CONSEQUENCES, FEATURES
from connref.spec.variant import DOCUMENT, Variant, variant
from connref.spec.vocabulary import Event
from connref.verify import POLICY_PROPERTIES, verify
from connref.verify.explore import check
from connref.verify.properties.features import FEATURE_PROPERTIES
from connref.verify.regions import RegionGraph
from connref.verify.variants import promised
from connref_adapters.profiles import shipped_names, shipped_profile

OTHERS = {
    "session": "none",
    "manual-background": "drop",
    "manual-foreground": "reconnect",
    "auto-background": "nothing",
    "retries": "given-up",
    "close-codes": "ranges",
    "failed-attempt": "dropped",
}


@pytest.mark.parametrize("name", shipped_names()[1:])
def test_every_shipped_profile_is_proved_in_seconds(name: str) -> None:
    profile = shipped_profile(name)
    began = time.process_time()
    report = verify(profile.numbers.variant, [mode for mode in Mode if mode in profile.modes])
    assert time.process_time() - began < 10
    assert report.holds, [each for each in report.properties if not each.holds]
    assert report.properties


def test_all_other_answers_together_are_proved() -> None:
    every = variant({name: (option,) for name, option in OTHERS.items()})
    report = verify(every)
    assert report.holds, [each for each in report.properties if not each.holds]
    names = {each.name for each in report.properties}
    assert {each.property.name for each in FEATURE_PROPERTIES if each.speaks_of(every)} <= names


def test_every_other_answer_has_a_property() -> None:
    told = {(each.name, each.option) for each in FEATURE_PROPERTIES}
    others = {(feature.id, option) for feature in FEATURES.values() for option in feature.options[1:]}
    assert others <= told
    assert {(each.feature, each.option) for each in CONSEQUENCES} <= others


def test_what_is_not_promised_is_not_asked() -> None:
    drops = variant({"manual-background": ("drop",)}, by_retry=frozenset({"MAN-RECONNECT"}))
    asked = list(promised(drops, POLICY_PROPERTIES))
    assert not {each.requirement for each in asked} & (drops.unjudged | {"MAN-RECONNECT"})
    assert "the background takes it down at once" in {each.name for each in asked}
    assert not list(promised(DOCUMENT, ()))


@pytest.mark.parametrize(
    ("chosen", "event", "source", "target", "broken"),
    [
        ({"retries": "given-up"}, Event.GAVE_UP, "reconnecting", "waiting", "after the last attempt it is over"),
        ({"close-codes": "ranges"}, Event.STOPPED, "connected", "reconnecting", "after a final close it is over"),
        ({"manual-background": "drop"}, Event.BACKGROUND, "connected", "held", "the background takes it down at once"),
        ({"manual-background": "nothing"}, Event.BACKGROUND, "connected", "idle", "the background changes nothing"),
        ({"session": "none"}, Event.INIT, "not_initialised", "opening", "init opens nothing"),
    ],
    ids=["given-up", "stopped", "dropped", "unmoved", "init"],
)  # fmt: skip
def test_a_chart_that_breaks_a_feature_is_found(
    chosen: dict[str, str], event: Event, source: str, target: str, broken: str
) -> None:
    member = variant({name: (option,) for name, option in chosen.items()})
    wrong = _with_target(member, event, source, target)
    each = next(
        p.property for p in FEATURE_PROPERTIES if p.property.name == broken and p.property.mode is Mode.MANUAL
    )
    assert not check(RegionGraph(compile_table(Mode.MANUAL, member)), each).found
    assert check(wrong, each).found


def _with_target(member: Variant, event: Event, source: str, target: str) -> RegionGraph:
    table = compile_table(Mode.MANUAL, member)
    rows = {
        key: replace(row, branches=tuple(replace(branch, target=target) for branch in row.branches))
        if key[:2] == (source, event)
        else row
        for key, row in table.rows.items()
    }
    return RegionGraph(replace(table, rows=rows))
