"""Rows: how they become cases, in which order, and what is wrong with a line that is none."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from connref.cases import data
from connref.cases.catalogue import all_cases
from connref.cases.data import parameters
from connref.cases.notation import parse, written
from connref.cases.parameters import names_in
from connref.cases.rows import Row, cases_of, paragraphs, requirement_of, requirements_of
from connref.errors import DefinitionError
from connref.protocol import Case, Mode, Profile

COARSE = Profile(tolerance_ms=100)
TEXTS: dict[str, str] = {
    found.name: import_module(f"{data.__name__}.{found.name}").ROWS
    for found in iter_modules(data.__path__)
    if found.name not in {"parameters", "preambles", "promises", "reachable"}
}
"""The rows of every module that holds cases."""


def told(text: str, profile: Profile | None = None) -> list[Case]:
    return [case for paragraph in paragraphs(text) for case in cases_of(paragraph, profile or Profile())]


def ids(text: str, profile: Profile | None = None) -> list[str]:
    return [case.id.removeprefix("MAN-GRACE/") for case in told(text, profile)]


def test_a_row_is_a_case() -> None:
    (case,) = told("MAN-GRACE/mine | away | +grace/2 ping | It stays up.")
    assert (case.id, case.requirement, case.mode, case.proves) == (
        "MAN-GRACE/mine", "MAN-GRACE", Mode.MANUAL, "It stays up.",
    )  # fmt: skip
    assert (
        case.steps
        == told("MAN-GRACE/other | manual | init login connect up background +15s ping | S.")[0].steps
    )


def test_a_parameter_goes_round_in_its_row() -> None:
    text = "MAN-GRACE/{call}/{point} | away | {point.at} {call} | S.\nMAN-GRACE/after | away | ping | S."
    calls = ("connect", "disconnect", "ping")
    assert ids(text, COARSE) == [
        *(f"{call}/just-{side}-deadline" for call in calls for side in ("before", "after")),
        "after",
    ]


def test_parameters_that_all_rows_of_a_paragraph_share_go_round_together() -> None:
    rows = ["MAN-GRACE/{repeat}/a | up | | S.", "MAN-GRACE/{repeat}/{mode} | {mode} | init | S."]
    assert ids("\n".join(rows)) == [
        "first/a", "first/auto", "first/manual", "third/a", "third/auto", "third/manual",
    ]  # fmt: skip
    assert ids("\n\n".join(rows))[:3] == ["first/a", "third/a", "first/auto"]


def test_a_condition_leaves_a_row_out() -> None:
    text = "MAN-GRACE/fine | up | ping | S. | T=0\nMAN-GRACE/coarse | up | ping | S. | T>0"
    assert ids(text) == ["fine"]
    assert ids(text, COARSE) == ["coarse"]


@pytest.mark.parametrize(
    ("case_id", "manual", "auto"),
    [
        ("MAN-GRACE/x", "MAN-GRACE", "MAN-GRACE"),
        ("story/AUTO-FOREGROUND/x/y", "AUTO-FOREGROUND", "AUTO-FOREGROUND"),
        ("server-close/x", "MAN-RECONNECT", "AUTO-RECONNECT"),
    ],
)
def test_an_id_says_which_requirement_is_put_to_the_test(case_id: str, manual: str, auto: str) -> None:
    assert requirement_of(case_id, Mode.MANUAL) == manual
    assert requirement_of(case_id, Mode.AUTO) == requirement_of(case_id, None) == auto
    assert requirements_of(Row(case_id, "up", "", "S.")) == {manual, auto}


def test_a_row_knows_what_the_ids_of_its_cases_begin_with() -> None:
    assert Row("MAN-GRACE/just/{point}/x", "up", "", "S.").beginning == "MAN-GRACE/just/"
    assert Row("MAN-GRACE/just", "up", "", "S.").beginning == "MAN-GRACE/just"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MAN-GRACE/x | up | ping", "has 3 columns"),
        (
            "MAN-GRAZE/x | up | ping | S.",
            "MAN-GRAZE/x: no requirement or interpretation is called 'MAN-GRAZE'",
        ),
        ("story | up | ping | S.", "is called ''"),
        (
            "MAN-GRACE/x | upp | ping | S.",
            "no such preamble as 'upp'; there are auto, manual, default, before-login",
        ),
        ("MAN-GRACE/x | up | pong | S.", "column 1: no such word as 'pong'"),
        ("MAN-GRACE/{x} | up | ping | S.", "no such parameter"),
        ("MAN-GRACE/x | up | kill ping | S.", "after a kill"),
    ],
)
def test_a_line_that_is_no_case_is_refused(text: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said.replace("(", r"\(")):
        told(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_story_of_the_catalogue_stands_in_its_canonical_form(text: str) -> None:
    for row in (row for paragraph in paragraphs(text) for row in paragraph):
        if not names_in(row.story):
            assert written(parse(row.story)) == row.story, row.id


def test_every_module_of_rows_is_part_of_the_catalogue() -> None:
    told_of = {case.id for case in all_cases(Profile(), race_depth=0)}
    for name, text in TEXTS.items():
        assert {case.id for case in told(text)} <= told_of, name


def test_every_parameter_is_used() -> None:
    used = " ".join(TEXTS.values())
    declared = [line.split()[0] for line in (*parameters.NAMES.splitlines(), *parameters.VALUES.splitlines())]
    assert [name for name in declared if f"{{{name}" not in used] == []
