"""Sets of places as bits, held to the plain way: all combinations in order, one place after another."""

from __future__ import annotations

from itertools import combinations
from random import Random

from connref.findings.separation import fewest_separating, masks


def _plainly(facts: list[tuple[str, int]], against: int, most: int) -> tuple[str, ...] | None:
    useful = [(fact, having) for fact, having in facts if having & against != against]
    for size in range(1, most + 1):
        for chosen in combinations(useful, size):
            if not any(
                against >> place & 1 and all(h >> place & 1 for _, h in chosen) for place in range(12)
            ):
                return tuple(fact for fact, _ in chosen)
    return None


def test_the_same_facts_are_chosen_as_by_trying_all() -> None:
    random = Random("separation")
    found: set[int | None] = set()
    for _ in range(400):
        places = random.randrange(12)
        facts = [
            (f"{index:02}", random.getrandbits(places) | random.getrandbits(places)) for index in range(9)
        ]
        against = random.getrandbits(places)
        chosen = fewest_separating(facts, against, 3)
        assert chosen == _plainly(facts, against, 3)
        found.add(None if chosen is None else len(chosen))
    assert found == {None, 1, 2, 3}


def test_nothing_separates_from_nothing() -> None:
    assert fewest_separating([("a", 0b1)], 0, 3) is None


def test_masks_have_a_bit_for_each_place() -> None:
    places = [("a", 0), ("b", 7), ("a", 8), ("a", 65), ("b", 8)]
    assert masks(places) == {"a": 1 | 1 << 8 | 1 << 65, "b": 1 << 7 | 1 << 8}
    assert masks(iter(list[tuple[str, int]]())) == {}
