"""One browser for all tests of the page, and the page as a file."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from tests.adapters.explorer.browser import Tab, tab

from connref_adapters.explorer import page

DESKTOP, PHONE = (1280, 900), (390, 844)


@pytest.fixture(scope="session")
def browser() -> Generator[Tab]:
    with tab() as opened:
        yield opened


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page as it is made now, opened from a file."""
    path = tmp_path_factory.mktemp("explorer") / "index.html"
    path.write_text(page(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser: Tab, address: str) -> Generator[Tab]:
    """The page with a new device; nothing may have been thrown or logged as an error when the test is over."""
    browser.log.clear()
    browser.open(address)
    yield browser
    assert browser.log == []
