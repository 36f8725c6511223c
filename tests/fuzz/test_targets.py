"""Every reader of bytes from outside, for seconds: as `make fuzz` does for as long as one likes."""

from __future__ import annotations

import pytest
from tests.fuzz.fuzzing import fuzz
from tests.fuzz.targets import Target, targets

EXAMPLES = 100


ALL = {target.name: target for target in targets()}


@pytest.mark.parametrize("name", ALL)
def test_bytes_of_any_kind_are_read_or_refused(name: str) -> None:
    fuzz(ALL[name], EXAMPLES)


@pytest.mark.parametrize("name", ALL)
def test_the_seeds_are_read(name: str) -> None:
    for seed in ALL[name].seeds:
        ALL[name].play(seed)


def test_a_mistake_is_found() -> None:
    def wrong(data: bytes) -> None:
        if b'"' in data:
            raise KeyError(data)

    with pytest.raises(KeyError):
        fuzz(Target("wrong", (b"{}",), wrong), EXAMPLES)
