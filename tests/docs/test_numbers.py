"""The numbers that pages give are counted: how many cases there are."""

from __future__ import annotations

import re

from tests.docs.fenced import ROOT

from connref.cases.catalogue import listed_cases
from connref.protocol import Profile

_SAID = re.compile(r"catalogue has ([0-9\u202f]+) cases")


def test_pages_say_how_many_cases_the_catalogue_has() -> None:
    count = f"{sum(1 for _ in listed_cases(Profile())):,}".replace(",", "\u202f")
    said = {page.name: _SAID.findall(page.read_text(encoding="utf-8")) for page in ROOT.glob("docs/*.md")}
    assert {name: numbers for name, numbers in said.items() if numbers} == {"command-line.md": [count]}
