"""The benchmark of findings counts what it says."""

from __future__ import annotations

from benchmarks.findings import Told, figures, lines, told

ONE = Told("one", ("In grace, …",), expected_first=True)
TWO = Told("two", ("In idle, …", "In opening, …"), expected_first=True)
THREE = Told("three", ("a", "b", "c"), expected_first=False)
NONE = Told("none", (), expected_first=False)


def test_the_figures_are_shares_of_those_that_fail() -> None:
    assert [share for _, share, _ in figures([ONE, ONE, TWO, THREE, NONE])] == [0.5, 0.75, 0.75]


def test_what_is_not_as_it_should_be_is_named() -> None:
    told_lines = list(lines([ONE, TWO, NONE]))
    assert told_lines[0] == "3 wrong SDKs, 1 of them without a failure in these cases"
    assert "two: In idle, …; In opening, …" in told_lines
    assert not any(line.startswith("one") for line in told_lines)


def test_a_wrong_sdk_is_played_and_told() -> None:
    found = told("grace-never-ends", one_in=60)
    assert found.sentences == ("In grace, when the deadline comes, the connection stays up",)
    assert found.expected_first
