"""The generated entries: every ID, its words, its pictures, and nothing that the catalogue does not hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.diagrams import FOLDER, fakes

from connref import INTERPRETATIONS, LATITUDES, REQUIREMENTS
from connref_adapters.site.pages import GROUPS, interpretation_entries, requirement_entries


@pytest.fixture(scope="module")
def requirements() -> str:
    return requirement_entries(fakes())


@pytest.fixture(scope="module")
def interpretations() -> str:
    return interpretation_entries()


def entry(page: str, name: str) -> str:
    """What stands between a heading and the next."""
    found = re.search(rf"^#+ {re.escape(name)}$(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def test_every_requirement_has_an_entry_with_sentence_heading_and_anchor(requirements: str) -> None:
    for each in REQUIREMENTS.values():
        words = entry(requirements, each.id)
        assert each.sentence in words
        assert each.heading in words
        assert f'id="{each.id}"' in requirements


def test_every_requirement_shows_a_picture_that_is_there(requirements: str) -> None:
    for name in REQUIREMENTS:
        shown = re.findall(r'src="(diagrams/[^"]+)"', entry(requirements, name))
        assert shown, name
        assert [path for path in shown if not (FOLDER.parent / Path(path)).exists()] == []


def test_requirements_stand_under_their_groups_in_order(requirements: str) -> None:
    assert re.findall(r"^## (.*)$", requirements, re.MULTILINE) == list(GROUPS.values())
    assert re.findall(r"^### (.*)$", requirements, re.MULTILINE) == list(REQUIREMENTS)


def test_the_grace_names_transition_case_and_wrong_sdk(requirements: str) -> None:
    words = entry(requirements, "MAN-GRACE")
    assert "MAN-GRACE/just-before-deadline/plain" in words
    assert "manual: connected → " in words
    assert "0 wrong SDKs" not in words


def test_every_interpretation_has_its_question_options_and_reason(interpretations: str) -> None:
    for each in INTERPRETATIONS.values():
        words = entry(interpretations, each.id)
        assert each.question in words
        assert each.why in words
        assert f"**{each.default}** (ours)" in words
        assert [option for option in each.options if f"**{option}**" not in words] == []


def test_every_interpretation_shows_a_picture(interpretations: str) -> None:
    for name in INTERPRETATIONS:
        assert re.findall(r'src="diagrams/(?:readings|requirements)/[^"]+"', entry(interpretations, name)), (
            name
        )


def test_an_interpretation_names_where_it_is_consulted(interpretations: str) -> None:
    assert "connect()" in entry(interpretations, "connect-in-background")
    assert "refused – manual:" in entry(interpretations, "connect-in-background")


def test_every_latitude_is_in_the_table(interpretations: str) -> None:
    table = entry(interpretations, "Latitudes")
    assert [name for name in LATITUDES if f"| {name} |" not in table] == []
