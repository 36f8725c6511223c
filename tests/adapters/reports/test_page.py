"""The frame of an HTML page: its policy, its anchors and its tables."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from string import ascii_letters, digits

from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.reports.page import HOSTILE, page_of

from connref_adapters.reports.page import SCRIPT, anchor, cell, document, esc, section, table
from connref_adapters.reports.page_style import STYLE


def test_only_the_own_style_and_script_may_run() -> None:
    html = document("t", "h", "m", "f")
    for content in (STYLE, SCRIPT):
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in html
        assert f">{content}</" in html


def test_the_title_is_escaped() -> None:
    page = page_of(document(HOSTILE, "", "", ""))
    assert page.all("img") == []


@given(st.text(max_size=30))
def test_an_anchor_is_safe_in_an_attribute_and_in_a_link(text: str) -> None:
    assert set(anchor("x", text)) <= set(ascii_letters + digits + "-_")


def test_anchors_of_different_ids_differ() -> None:
    assert anchor("x", "MAN-GRACE") == "x-MAN-GRACE"
    assert anchor("x", "a b") != anchor("x", "a.b")


def test_escaped_text_is_what_it_was() -> None:
    assert esc('a<b & "c"') == "a&lt;b &amp; &quot;c&quot;"
    assert esc("x" * 10, 4) == "xxxx… (6 more characters)"


def test_a_section_is_named_by_its_heading() -> None:
    page = page_of(section("s", "Heading", "<p>body</p>", "lead"))
    assert page.all("section")[0] == {"id": "s", "aria-labelledby": "s-h"}
    assert page.all("h2")[0]["id"] == "s-h"
    assert "lead" not in section("s", "Heading", "body")


def test_a_table_keeps_its_meaning_where_it_is_shown_as_blocks() -> None:
    row = (
        '<tbody role="rowgroup"><tr role="row">'
        + cell("a", "th", scope="row")
        + cell("b", data_label="B")
        + "</tr></tbody>"
    )
    page = page_of(table("caption", [("A", ""), ("B", "num")], row))
    roles = [attributes.get("role") for tag, attributes in page.elements if tag != "caption"]
    assert roles == [
        "table",
        "rowgroup",
        "row",
        "columnheader",
        "columnheader",
        "rowgroup",
        "row",
        "rowheader",
        "cell",
    ]
    assert page.all("td")[0]["data-label"] == "B"
    assert page.all("th")[1]["class"] == "num"
