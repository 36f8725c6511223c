"""Mappings are read from TOML, extend each other, and say what is wrong with one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from connref.errors import UsageError
from connref_adapters.recorded.mapping import SHIPPED, load_mapping

LINE = "[line]\npattern = '^(?P<at>\\S+) (?P<message>.*)$'\n"
EVENT = "[[event]]\ninput = 'init'\nmatch = 'start'\n"


def written(folder: Path, text: str, name: str = "it.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_can_be_read(name: str) -> None:
    assert load_mapping(name).rules


def test_own_rules_come_before_those_that_they_extend(tmp_path: Path) -> None:
    text = "extends = 'logcat'\n[header]\nmode = 'auto'\n" + EVENT
    mapping = load_mapping(written(tmp_path, text))
    assert mapping.header["mode"] == "auto"
    assert [rule.embedded for rule in mapping.rules] == [False, True]
    assert mapping.line == load_mapping("logcat").line


def test_a_mapping_may_extend_one_beside_it(tmp_path: Path) -> None:
    written(tmp_path, LINE + EVENT, "base.toml")
    mapping = load_mapping(written(tmp_path, "extends = 'base.toml'\n" + EVENT))
    assert len(mapping.rules) == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("= 1", "not TOML"),
        (EVENT, "line.pattern: a regular expression with the groups at and message"),
        (LINE, "a mapping needs rules"),
        ("[line]\nformat = 'xml'\n" + EVENT, "format is text or json"),
        ("[line]\nformat = 'json'\n" + EVENT, "line.at: the path of the instant"),
        (LINE + "unit = 'hours'\n" + EVENT, "unit one of ms"),
        (LINE + "[[event]]\nmatch = 'x'\n", "needs one of input, kind"),
        (LINE + "[[event]]\ninput = 'init'\nkind = 'user'\nmatch = 'x'\n", "needs one of input, kind"),
        (LINE + "[[event]]\ninput = 'init'\n", "needs match or where"),
        (LINE + "[[event]]\ninput = 'init'\nmatch = '('\n", "is no regular expression"),
        (LINE + "[[event]]\ninput = 'init'\nwhere = { 'a[' = 'x' }\n", "is no path into JSON"),
        (LINE + "[[event]]\ninput = 'init'\nmatch = 'x'\nset = 3\n", "set: a table"),
        (LINE + "[header]\nmode = 'semi'\n" + EVENT, "field 'mode' is 'semi'"),
        ("extends = 'it.toml'\n" + LINE + EVENT, "extends itself"),
        ("extends = 3\n" + LINE + EVENT, "extends names a mapping"),
        ("extends = 'none.toml'\n" + LINE + EVENT, "name a file, or one that ships"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(UsageError) as found:
        load_mapping(written(tmp_path, text))
    assert problem in str(found.value)
    assert ".toml" in str(found.value)
