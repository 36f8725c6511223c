"""A secret shows itself to nobody who did not ask by name."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from connref_adapters.storage import Secret, Session

TOKEN = "correct horse battery staple"  # noqa: S105
WAYS: list[Callable[[object], str]] = [
    repr,
    str,
    ascii,
    "{}".format,
    "{!r}".format,
    lambda secret: f"{secret}",
]


def test_reveal_gives_the_text() -> None:
    assert Secret(TOKEN).reveal() == TOKEN


@pytest.mark.parametrize("show", WAYS)
def test_no_way_of_printing_shows_it(show: Callable[[object], str]) -> None:
    assert TOKEN not in show(Secret(TOKEN))
    assert TOKEN not in repr(Session("anna", Secret(TOKEN)))


@pytest.mark.parametrize("copier", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_cannot_be_pickled_or_copied_out(copier: Callable[[object], object]) -> None:
    with pytest.raises(TypeError) as caught:
        copier(Secret(TOKEN))
    assert TOKEN not in str(caught.value)


def test_it_has_no_dict_to_dump() -> None:
    assert not hasattr(Secret(TOKEN), "__dict__")


def test_equality_is_by_text_and_only_between_secrets() -> None:
    assert Secret(TOKEN) == Secret(TOKEN)
    assert hash(Secret(TOKEN)) == hash(Secret(TOKEN))
    assert Secret(TOKEN) != Secret("other")
    assert Secret(TOKEN) != TOKEN
