"""A learned SDK in the explorer: loaded from its file or shipped in the page, and walked beside the chart."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.explorer.browser import Tab
from tests.adapters.explorer.pressing import click, text

from connref.learning import ALPHABETS, Letter, preamble
from connref.protocol import Mode, Profile
from connref.spec.interpretations import DEFAULT
from connref_adapters.explorer import page
from connref_adapters.learn.colour import Colour
from connref_adapters.learn.diagram import Diagram, diagram_of, plain_edges
from connref_adapters.learn.reference import reference
from connref_adapters.learn.report import SCHEMA


@cache
def document(mode: Mode = Mode.MANUAL) -> Diagram:
    """The document's own diagram, as if it had been learned of an SDK."""
    found = reference(mode, ALPHABETS["core"], preamble("core"), Profile(), DEFAULT)
    return diagram_of("sdk 1", mode.value, found.machine, found, plain_edges(found.machine), "")


def wrong() -> Diagram:
    """One that goes down at once in the background."""
    diagram = document()
    names = [state.name for state in diagram.states]
    place = next(
        n
        for n, way in enumerate(diagram.ways)
        if (names[way.source], way.letter) == ("connected", Letter.BACKGROUND)
    )
    red = replace(
        diagram.ways[place], target=names.index("idle, background"), output=("down",), colour=Colour.RED,
        requirement="MAN-GRACE", told="expected up until 30040, observed down at 40",
    )  # fmt: skip
    return replace(diagram, ways=(*diagram.ways[:place], red, *diagram.ways[place + 1 :]))


def body(*diagrams: Diagram) -> dict[str, Any]:
    return {"schema": SCHEMA, "machines": [{"diagram": each.to_json()} for each in diagrams]}


def load(tab: Tab, path: Path) -> None:
    box = tab.call("Runtime.evaluate", expression="document.getElementById('learned-file')")["result"][
        "objectId"
    ]
    tab.call("DOM.setFileInputFiles", files=[str(path)], objectId=box)
    done = "new Promise((done) => { const look = () => document.getElementById('message').textContent"
    tab.evaluate(f"{done} ? done(true) : setTimeout(look, 20); look(); }})")


def press(tab: Tab, *ways: str) -> None:
    for words in ways:
        found = f"[...document.querySelectorAll('#ways button')].find((b) => b.textContent === {words!r})"
        tab.evaluate(f"{found}.click()")


def test_both_are_walked_and_part_where_the_sdk_is_wrong(opened: Tab, tmp_path: Path) -> None:
    file = tmp_path / "learned.json"
    file.write_text(json.dumps(body(wrong())), "utf-8")
    load(opened, file)
    assert text(opened, "learned-at") == "The SDK: idle. The document: idle."
    press(opened, "connect()", "time passes to the next event")
    assert text(opened, "learned-at") == "The SDK: connected. The document: connected."
    told = opened.evaluate("document.querySelector('#ways .red').textContent")
    assert "MAN-GRACE" in told
    assert "expected up until 30.040 s, observed down at 40 ms" in told
    press(opened, "app goes into background")
    assert text(opened, "learned-at") == "The SDK: idle, background. The document: grace."
    assert text(opened, "learned-did") == "app goes into background: down"
    click(opened, "one letter back")
    assert text(opened, "learned-at") == "The SDK: connected. The document: connected."
    assert opened.evaluate("document.querySelector('#states .now').textContent") == "connected"


def test_who_presses_other_buttons_is_told_that_the_two_have_parted(opened: Tab, tmp_path: Path) -> None:
    file = tmp_path / "learned.json"
    file.write_text(json.dumps(body(document())), "utf-8")
    load(opened, file)
    click(opened, "+1 s")
    assert "The story has gone on without it" in text(opened, "learned-at")
    click(opened, "from the start")
    assert text(opened, "learned-at") == "The SDK: idle. The document: idle."
    click(opened, "close")
    assert opened.evaluate("document.getElementById('learned').hidden") is True


@pytest.mark.parametrize("mode", [Mode.MANUAL, Mode.AUTO])
def test_the_documents_own_diagram_is_where_the_chart_is(opened: Tab, mode: Mode) -> None:
    """The explorer's table and the learner's machine, along the word of each state."""
    diagram = document(mode)
    for state in diagram.states:
        story = "explorer.storyAlong(explorer.data, diagram, choices, letters)"
        place = opened.evaluate(
            f"(() => {{ const diagram = {json.dumps(diagram.to_json())}, letters = {json.dumps(state.access)};"
            f" const choices = explorer.story().choices;"
            f" return new explorer.Telling(explorer.data, {story}).state.label; }})()"
        )
        assert place == state.place, state.access


def test_a_page_can_bring_its_sdk_along(browser: Tab, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(page(learned=body(wrong(), document(Mode.AUTO))), encoding="utf-8")
    browser.log.clear()
    browser.open(file.as_uri())
    assert text(browser, "learned-h") == "sdk 1, manual mode, as it was learned"
    browser.evaluate("document.querySelector('[value=auto]').click()")
    assert text(browser, "learned-h") == "sdk 1, auto mode, as it was learned"
    assert browser.log == []


@pytest.mark.parametrize(
    "content",
    [
        "no JSON",
        '{"schema": "other"}',
        json.dumps({"schema": SCHEMA}),
        json.dumps({"schema": SCHEMA, "machines": [{"diagram": None}]}),
        json.dumps(
            {"schema": SCHEMA, "machines": [{"diagram": {"states": [], "edges": [], "alphabet": []}}]}
        ),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(opened: Tab, tmp_path: Path, content: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(content, "utf-8")
    load(opened, file)
    assert text(opened, "message").startswith("wrong.json cannot be read: ")
