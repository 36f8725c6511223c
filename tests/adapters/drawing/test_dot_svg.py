"""SVG for readers: titles for screen readers, tooltips, links, both colour schemes, and contrast in each."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.diagrams import FOLDER

from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drawing import dot
from connref_adapters.drawing.picture import Tone

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
XLINK_TITLE = "{http://www.w3.org/1999/xlink}title"
PICTURES = sorted(FOLDER.rglob("*.svg"))


def parsed(path: Path) -> ET.Element:
    return ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own file


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_title_and_description_are_named_for_screen_readers(path: Path) -> None:
    root = parsed(path)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    for name in ("title", "desc"):
        element = root.find(f"{SVG}{name}")
        assert element is not None
        assert element.get("id") == name
        assert element.text


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_links_go_to_requirements_that_exist(path: Path) -> None:
    links = [each.get(HREF, "") for each in parsed(path).iter(f"{SVG}a") if each.get(HREF)]
    assert links
    for link in links:
        page, _, requirement = link.partition("#")
        assert page.endswith("docs/requirements.html")
        assert requirement in REQUIREMENTS


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_ids_are_unique(path: Path) -> None:
    ids = [each.get("id") for each in parsed(path).iter() if each.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_dark_colours_are_there(path: Path) -> None:
    assert "prefers-color-scheme:dark" in path.read_text(encoding="utf-8")


def test_arrows_have_tooltips_with_requirements() -> None:
    titles = [each.get(XLINK_TITLE, "") for each in parsed(FOLDER / "manual.svg").iter(f"{SVG}a")]
    assert any("30 seconds without ping()" in title and "(MAN-GRACE-ENDS)" in title for title in titles)


def test_every_colour_in_use_has_a_dark_one() -> None:
    text = (FOLDER / "manual.svg").read_text(encoding="utf-8")
    body = text[text.index("</style>") :]
    used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', body)) - {dot.PAPER}
    assert used
    assert used <= set(dot.DARK) | {dot.PAPER}


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = [*dot.FILL.values(), dot.GROUND, dot.PAPER]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", [dot.INK, dot.SOFT, dot.LINK, dot.FADED])
def test_words_can_be_read_on_every_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5
    dark_ground = dot.DARK_PAPER if ground == dot.PAPER else dot.DARK[ground]
    assert contrast(dot.DARK[ink], dark_ground) >= 4.5


@pytest.mark.parametrize("shade", dot.SHADES)
def test_words_can_be_read_on_every_shade(shade: str) -> None:
    assert contrast(dot.INK, shade) >= 4.5
    assert contrast(dot.DARK[dot.INK], dot.DARK[shade]) >= 4.5


def test_states_differ_in_more_than_colour() -> None:
    words = (FOLDER / "manual.svg").read_text(encoding="utf-8")
    assert set(Tone) == set(dot.FILL)
    for fact in ("on its way up", "up, until the deadline", ">down<"):
        assert fact in words
