"""What tests do with the page of the explorer: press, go to a story, and read what it shows."""

from __future__ import annotations

import pytest
from tests.adapters.explorer.browser import Tab

UP_IN_GRACE = "#mode=manual&now=5000&do=0:init,0:login,1000:connect,5000:background"


def go(tab: Tab, story: str, size: tuple[int, int] = (1280, 900), *, dark: bool = False) -> None:
    """Open the page anew with the story of this hash."""
    tab.open(tab.evaluate("location.href.split('#')[0]") + story, size, dark=dark)


def text(tab: Tab, id_: str) -> str:
    return tab.evaluate(f"document.getElementById('{id_}').textContent")


def press_until(tab: Tab, wanted: str) -> None:
    """Go on with Tab until the control with these words has the focus, then press Enter."""
    for _ in range(80):
        tab.press("Tab", 9)
        words = tab.evaluate("document.activeElement.textContent")
        if words == wanted:
            tab.press("Enter", 13, "\r")
            return
    pytest.fail(f"{wanted!r} cannot be reached with the Tab key")


def click(tab: Tab, *buttons: str) -> None:
    for words in buttons:
        tab.evaluate(
            f"[...document.querySelectorAll('button')].find((b) => b.textContent === {words!r}).click()"
        )


def entries(tab: Tab) -> list[str]:
    return tab.evaluate("[...document.querySelectorAll('#entries li')].map((entry) => entry.textContent)")
