"""Packed recordings: gzip and zstd, in several frames, cut or damaged anywhere; never more in memory than a piece."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.recorded.unpack import Broken, unpacked

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zstd": lambda content: zstandard.ZstdCompressor().compress(content),
}
TEXT = b"".join(b'{"at": %d, "kind": "ping_sent"}\n' % number for number in range(5_000))


def read(content: bytes) -> tuple[bytes, str | None]:
    """All that can be had, and what is wrong with the rest."""
    found: list[bytes] = []
    try:
        found.extend(unpacked(io.BytesIO(content)))
    except Broken as error:
        return b"".join(found), str(error)
    return b"".join(found), None


@pytest.mark.parametrize("pack", PACKERS.values(), ids=[*PACKERS])
@given(parts=st.lists(st.binary(max_size=500), min_size=1, max_size=4))
def test_what_was_packed_is_had_back_from_any_number_of_frames(
    pack: Callable[[bytes], bytes], parts: list[bytes]
) -> None:
    assert read(b"".join(map(pack, parts))) == (b"".join(parts), None)


@pytest.mark.parametrize("pack", PACKERS.values(), ids=[*PACKERS])
@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_an_archive_that_ends_too_soon_is_used_as_far_as_it_goes(
    pack: Callable[[bytes], bytes], share: float
) -> None:
    packed = pack(TEXT) + pack(TEXT)
    found, problem = read(packed[: int(len(packed) * share)])
    assert problem == "the archive ends too soon"
    assert (TEXT + TEXT).startswith(found)
    assert share < 0.5 or len(found) >= len(TEXT)


@pytest.mark.parametrize("pack", PACKERS.values(), ids=[*PACKERS])
def test_a_damaged_archive_says_so(pack: Callable[[bytes], bytes]) -> None:
    found, problem = read(pack(TEXT) + b"\x00" * 100)
    assert found == TEXT
    assert str(problem).startswith("the archive is damaged: ")


@pytest.mark.parametrize("pack", PACKERS.values(), ids=[*PACKERS])
def test_a_small_file_that_unpacks_to_much_comes_in_pieces(pack: Callable[[bytes], bytes]) -> None:
    sizes = [len(block) for block in unpacked(io.BytesIO(pack(bytes(200 << 20))))]
    assert sum(sizes) == 200 << 20
    assert max(sizes) <= 17 << 20


@given(st.binary(max_size=20))
def test_what_is_not_packed_comes_as_it_is(content: bytes) -> None:
    plain = b"{" + content
    assert read(plain) == (plain, None)


def test_a_disk_that_fails_is_told() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(Broken, match="Input/output error"):
        list(unpacked(Failing()))
