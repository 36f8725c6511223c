"""The search: everything that is reachable, by shortest paths, up to the first fault."""

from __future__ import annotations

from connref.semantics.search import search


def test_a_search_meets_everything_by_shortest_paths_and_stops_at_the_first_fault() -> None:
    """Numbers below ten, doubled or raised by one; what is pruned is counted and not followed."""

    def successors(number: int) -> list[tuple[str, int | None, str | None]]:
        after = [("+1", number + 1), ("*2", number * 2)]
        return [(label, found if found < 10 else None, None) for label, found in after]

    done = search([1], successors)
    assert sorted(done.came) == list(range(1, 10))
    assert done.transitions == 2 * len(done.came)
    assert done.path_to(9) == ("+1", "*2", "*2", "+1")
    broken = search([1], lambda number: [*successors(number), ("break", 0, "four" if number == 4 else None)])
    assert (broken.why, broken.path) == ("four", ("+1", "*2", "break"))


def test_a_search_goes_on_from_all_its_starts() -> None:
    done = search([7, 2], lambda number: [("*2", number * 2 if number < 5 else None, None)])
    assert list(done.came) == [7, 2, 4, 8]
    assert (done.path_to(7), done.path_to(8)) == ((), ("*2", "*2"))
