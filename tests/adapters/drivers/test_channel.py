"""Any bytes at all are one JSON object, or one typed complaint."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.drivers.channel import decode_line, encode_json
from connref_adapters.drivers.faults import Trouble


@given(st.binary() | st.text().map(lambda text: text.encode(errors="surrogatepass")))
def test_any_line_is_an_object_or_trouble(line: bytes) -> None:
    with suppress(Trouble):
        assert isinstance(decode_line(line), dict)


@given(st.dictionaries(st.text(), st.text() | st.integers()))
def test_what_is_encoded_is_one_ascii_line_and_decodes_to_the_same(body: dict[str, Any]) -> None:
    text = encode_json(body)
    assert text.isascii()
    assert "\n" not in text
    assert decode_line(text.encode()) == body == json.loads(text)


@pytest.mark.parametrize("line", [b'{"id": 1} ', b' {"id": 1}\r', b'{"id": 1}'])
def test_white_space_around_an_object_does_no_harm(line: bytes) -> None:
    assert decode_line(line) == {"id": 1}


@pytest.mark.parametrize(
    "line", [b'{"id": 1} {"id": 2}', b'{"id": ' + b"9" * 10_000 + b"}", '{"id": 1}'.encode("utf-16")]
)
def test_near_misses_are_trouble(line: bytes) -> None:
    with pytest.raises(Trouble):
        decode_line(line)
