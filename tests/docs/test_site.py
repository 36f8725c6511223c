"""The site builds without a warning, and no link inside it is dead: pages, anchors, pictures, and links in pictures."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from tests.adapters.explorer.browser import tab
from tests.docs.fenced import ROOT

from connref import INTERPRETATIONS, REQUIREMENTS

_ANSWERS_WITHIN_S = 60.0

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


def missing_anchors(site: Path) -> Iterator[str]:
    """Every ID without an anchor that is spelled like it."""
    for page, names in (("requirements", REQUIREMENTS), ("interpretations", INTERPRETATIONS)):
        anchors = Links((site / f"{page}.html").read_text(encoding="utf-8")).anchors
        yield from set(names) - anchors


def pictures_without_requirements(site: Path) -> Iterator[str]:
    """Pictures that lead to no requirement's text."""
    for picture in (site / "diagrams").rglob("*.svg"):
        links = Links(picture.read_text(encoding="utf-8")).targets
        if not any(link.rsplit("/", 1)[-1].startswith("requirements.html#") for link in links):
            yield picture.name


def foreign_loads(site: Path) -> Iterator[str]:
    """What a page shows and has to ask another host for."""
    loads = re.compile(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"(?:https?:)?//[^\"]+")
    for page in site.rglob("*.html"):
        yield from (f"{page.name}: {found}" for found in loads.findall(page.read_text(encoding="utf-8")))


def build(folder: Path) -> Path:
    """Build the site, every warning an error."""
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


def test_the_site_builds_without_a_warning_and_all_of_it_is_there(tmp_path: Path) -> None:
    # One test, so that one worker builds, once.
    site = build(tmp_path)
    assert sorted(set(dead_links(site))) == []
    assert sorted(missing_anchors(site)) == []
    assert sorted(pictures_without_requirements(site)) == []
    assert sorted(foreign_loads(site)) == []
    for asked, page in (("MAN-GRACE-ENDS", "requirements"), ("ping-at-deadline", "interpretations")):
        assert first_found(site, asked) == f"{page}.html#{asked.lower()}"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass


@contextmanager
def served(site: Path) -> Generator[str]:
    """The address of the site on the loopback: a browser lets no page from a file search others."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def first_found(site: Path, asked: str) -> str:
    """What the search of the site lists first."""
    look = "document.querySelector('#search-results li a')?.getAttribute('href') ?? null"
    with served(site) as address, tab() as opened:
        opened.call("Page.navigate", url=f"{address}/search.html?q={asked}")
        until, href = time.monotonic() + _ANSWERS_WITHIN_S, None
        while href is None and time.monotonic() < until:
            time.sleep(0.05)
            href = opened.evaluate(look)
    page, _, anchor = str(href).partition("#")
    return f"{page.partition('?')[0]}#{anchor}"


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here"></a><img src="c.png"><a href="#x">', encoding="utf-8"
    )
    (tmp_path / "b.html").write_text(
        '<p id="there"><a href="a.html"></a><a href="#there"></a></p>', encoding="utf-8"
    )
    assert sorted(dead_links(tmp_path)) == ["a.html → #x", "a.html → b.html#here", "a.html → c.png"]


def test_a_missing_anchor_and_a_foreign_load_are_found(tmp_path: Path) -> None:
    (tmp_path / "requirements.html").write_text('<b id="MAN-GRACE"></b>', encoding="utf-8")
    (tmp_path / "interpretations.html").write_text(
        '<script src="https://example.org/x.js">', encoding="utf-8"
    )
    missing = set(missing_anchors(tmp_path))
    assert "MAN-GRACE-ENDS" in missing
    assert "MAN-GRACE" not in missing
    assert len(list(foreign_loads(tmp_path))) == 1


def test_no_link_of_a_committed_picture_is_dead_in_the_checkout() -> None:
    for picture in (ROOT / "diagrams").rglob("*.svg"):
        targets = {target.split("#")[0] for target in Links(picture.read_text(encoding="utf-8")).targets}
        assert [each for each in targets if each and not (picture.parent / each).exists()] == [], picture.name


def test_no_link_of_the_readme_is_dead() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []
