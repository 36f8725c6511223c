"""The site builds without a warning, and no link inside it is dead: pages, anchors, pictures, and links in pictures."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.docs.fenced import ROOT

from connref import INTERPRETATIONS, REQUIREMENTS

SECONDS = 240
"""Far more than a build takes, for a machine that is busy."""


class Links(HTMLParser):
    """What a page links to, shows, and can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name in {"id", "name"}:
                self.anchors.add(value)
            elif name in {"href", "src", "xlink:href"}:
                self.targets.append(value)


def dead_links(site: Path) -> Iterator[str]:
    """Every link inside a site, from a page or a picture, that leads nowhere."""
    pages = [*site.rglob("*.html"), *site.rglob("*.svg")]
    read = {page.resolve(): Links(page.read_text(encoding="utf-8")) for page in pages}
    for page, links in read.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            aim = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            there = aim.exists() and (
                not parts.fragment or aim not in read or unquote(parts.fragment) in read[aim].anchors
            )
            if not there:
                yield f"{page.relative_to(site.resolve())} → {target}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-b", "html"),
            *("-d", str(folder / "doctrees"), str(ROOT / "docs"), str(folder / "html")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_no_link_inside_the_site_is_dead(site: Path) -> None:
    assert sorted(set(dead_links(site))) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here"></a><img src="c.png"><a href="#x">', encoding="utf-8"
    )
    (tmp_path / "b.html").write_text(
        '<p id="there"><a href="a.html"></a><a href="#there"></a></p>', encoding="utf-8"
    )
    assert sorted(dead_links(tmp_path)) == ["a.html → #x", "a.html → b.html#here", "a.html → c.png"]


def test_every_id_has_an_anchor_that_is_spelled_like_it(site: Path) -> None:
    for page, names in (("requirements", REQUIREMENTS), ("interpretations", INTERPRETATIONS)):
        anchors = Links((site / f"{page}.html").read_text(encoding="utf-8")).anchors
        assert set(names) - anchors == set()


def test_pictures_lead_to_the_requirements(site: Path) -> None:
    links = Links((site / "diagrams" / "manual.svg").read_text(encoding="utf-8")).targets
    assert "../requirements.html#MAN-GRACE" in links
    deeper = Links(
        (site / "diagrams" / "requirements" / "MAN-GRACE-manual.svg").read_text(encoding="utf-8")
    ).targets
    assert "../../requirements.html#MAN-GRACE" in deeper


def test_the_site_asks_no_other_host_for_anything_that_it_shows(site: Path) -> None:
    loads = re.compile(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"(?:https?:)?//[^\"]+")
    for page in site.rglob("*.html"):
        assert loads.findall(page.read_text(encoding="utf-8")) == [], page.name


def test_no_link_of_the_readme_is_dead() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []
