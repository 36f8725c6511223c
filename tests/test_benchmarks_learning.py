"""What `make learning` prints: which wrong SDKs can be asked, and how the figures are counted."""

from __future__ import annotations

from benchmarks.kills import EVERY
from benchmarks.learning import Known, alphabet_of, lines, right, wrong


def test_a_wrong_sdk_is_asked_in_the_smallest_alphabet_of_its_story() -> None:
    asked = {name: alphabet_of(defect) for name, defect in EVERY.items()}
    assert asked["grace-never-ends"] == "core"
    assert asked["manual-third-reconnect-never"] == "network"
    assert asked["ping-when-down-changes-with-reset"] is None, "it changes with the reset"
    assert sum(alphabet is not None for alphabet in asked.values()) > len(asked) / 2


def test_one_of_each_is_learned() -> None:
    assert right("plain").red == 0
    found = wrong("grace-never-ends")
    assert found is not None
    assert found.red > 0
    assert found.right


def test_the_figures_count_what_was_learned_and_name_what_is_not_as_it_should_be() -> None:
    good = Known("plain", "core", 9, 0, right=True, ended="", seconds=1.0)
    seen = Known("seen", "core", 9, 1, right=True, ended="", seconds=1.0)
    missed = Known("missed", "all", 9, 0, right=False, ended="why", seconds=1.0)
    told = list(lines([good], [seen, missed]))
    assert told[0].startswith("1 right SDKs, 0 with something red")
    assert any("told apart            50.0%" in line for line in told)
    assert told[-1] == "missed (all): 9 states, 0 red; why"
