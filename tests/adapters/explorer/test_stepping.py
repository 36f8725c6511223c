"""From a report one click to the explorer: the same story, under the readings of the run, step by step both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest
from tests.adapters.explorer.browser import Tab
from tests.adapters.explorer.pressing import click, entries, go, text
from tests.adapters.explorer.test_sharing import counterexample

from connref_adapters.reports import Counterexample
from connref_adapters.reports.explorer_link import explorer_link
from connref_adapters.reports.text import instant, with_units

LATE = Counterexample(
    mode="manual",
    steps=tuple(counterexample()["steps"]),
    observations=tuple(counterexample()["observations"]),
    expected="down by 31000",
    observed="up at 31001",
)


def hash_of(found: Counterexample, interpretations: Mapping[str, Sequence[str]] | None = None) -> str:
    return explorer_link("", "MAN-GRACE-ENDS", found, interpretations or {})


def test_the_link_of_a_report_is_the_address_that_the_page_itself_writes(opened: Tab) -> None:
    link = hash_of(LATE, {"ping-at-deadline": ("inclusive",), "connect-when-up": ("success", "error")})
    go(opened, link)
    assert opened.evaluate("location.hash") == link
    assert text(opened, "finding") == "MAN-GRACE-ENDS: expected down by 31 s; observed up at 31.001 s."
    assert text(opened, "differing") == "ping-at-deadline = inclusive"


def test_an_option_that_the_run_ruled_out_is_not_chosen(opened: Tab) -> None:
    left = {"ping-when-down": ("success",), "ping-in-auto": ("error", "nothing")}
    go(opened, hash_of(LATE, left))
    choices = opened.evaluate("explorer.story().choices")
    assert all(choices[name] in options for name, options in left.items())
    same = opened.evaluate(f"explorer.established({json.dumps(left)}, explorer.data.choices)")
    assert {name: same[name] for name in choices} == choices


def test_a_story_is_stepped_through_both_ways(opened: Tab) -> None:
    go(opened, hash_of(LATE))
    whole = entries(opened)
    last = int(text(opened, "place").rpartition(" ")[2])
    assert text(opened, "place") == f"step {last} of {last}"
    click(opened, "◀ back")
    assert text(opened, "place") == f"step {last - 1} of {last}"
    assert entries(opened) == whole[1:]
    click(opened, "forward ▶")
    assert entries(opened) == whole


def test_a_deadline_is_a_step_of_its_own(opened: Tab) -> None:
    go(opened, hash_of(LATE) + "&step=6")
    assert text(opened, "clock") == "31 s"
    assert "MAN-GRACE-ENDS" in entries(opened)[0]


def test_arrow_keys_step_and_the_address_keeps_the_place(opened: Tab) -> None:
    go(opened, hash_of(LATE))
    opened.press("Home", 36)
    assert text(opened, "place").startswith("step 0 of ")
    opened.press("ArrowRight", 39)
    opened.press("ArrowRight", 39)
    told = entries(opened)
    assert text(opened, "place").startswith("step 2 of ")
    assert "&step=2" in opened.evaluate("location.hash")
    opened.open(opened.evaluate("location.href"))
    assert entries(opened) == told
    opened.press("ArrowLeft", 37)
    assert len(entries(opened)) == len(told) - 1


def test_what_is_done_at_a_step_begins_another_story_there(opened: Tab) -> None:
    go(opened, hash_of(LATE) + "&step=3")
    click(opened, "disconnect()")
    assert opened.evaluate("explorer.story().items.map((item) => item.name)") == [
        "init",
        "login",
        "connect",
        "disconnect",
    ]
    assert opened.evaluate("document.getElementById('finding').hidden")


@pytest.mark.parametrize("ms", [0, 1, 999, 1_000, 30_040, 60_000, 60_001, 120_001, 3_661_500, 36_000_000])
def test_the_page_writes_instants_as_every_report_does(opened: Tab, ms: int) -> None:
    assert opened.evaluate(f"explorer.instant({ms})") == instant(ms)
    told = f"success of 'c' at {ms} with no connection"
    assert opened.evaluate(f'explorer.withUnits("{told}")') == with_units(told)
