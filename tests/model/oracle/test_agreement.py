"""What cases agree on: who comes first, what an SDK flips, what it may follow instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.oracle.playing import case_of

from connref.errors import UsageError
from connref.oracle.agreement import (
    REMEMBERED,
    Agreement,
    Group,
    Played,
    agree,
    at_odds,
    conflict,
    flipped,
    instead,
    met,
)
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.readings import EVERYTHING, Cube, Union, hull, mask_of
from connref.protocol import Advance, Mode


def only(name: str, *options: str) -> Cube:
    return mask_of({name: options})


SUCCESS, ERROR = ((only("connect-when-up", option),) for option in ("success", "error"))
IGNORED, REOPENS, NOT_REOPENS = (
    (only("init-again", *options),) for options in (["ignored"], ["reopens"], ["ignored", "error"])
)


def groups(counts: Mapping[Union, int], requirement: str = "INP-ROBUST") -> dict[Union, Group]:
    made: dict[Union, Group] = {}
    for union, count in counts.items():
        made[union] = Group()
        for index in range(count):
            case = case_of(Mode.MANUAL, [], f"{len(made)}-{index}", requirement)
            made[union].add(Played(index, case, CaseVerdict(None, union, frozenset())))
    return made


def left(agreements: Sequence[Agreement]) -> list[Union]:
    return [each.readings for each in agreements]


def test_a_group_counts_all_cases_and_remembers_the_simplest() -> None:
    verdict = CaseVerdict(None, SUCCESS, frozenset())
    group = Group()
    for place in reversed(range(REMEMBERED + 3)):
        steps = [Advance(1)] * (place % 3)
        group.add(Played(place, case_of(Mode.MANUAL, steps, f"{place:03}"), verdict))
    assert (group.count, len(group.cases)) == (REMEMBERED + 3, REMEMBERED)
    assert [played.case.id for played in group.cases[:2]] == ["000", "003"]
    assert group.cases[-1].case.id == "191"
    assert group.simplest.id == "000"


@given(st.lists(st.sampled_from([SUCCESS, ERROR, IGNORED, REOPENS, NOT_REOPENS]), min_size=1), st.randoms())
def test_the_order_of_the_groups_changes_nothing(unions: list[Union], random: Random) -> None:
    cases = groups({union: unions.count(union) for union in unions})
    shuffled = list(cases.items())
    random.shuffle(shuffled)
    assert _told(dict(shuffled)) == _told(cases)


def _told(cases: Mapping[Union, Group]) -> tuple[object, ...]:
    agreed = agree(cases)
    return agreed, flipped(cases, agreed), list(instead(cases, agreed))


def test_the_hull_has_every_option_of_every_cube() -> None:
    assert hull((*SUCCESS, *ERROR)) == EVERYTHING
    assert hull(SUCCESS) == SUCCESS[0]


def test_what_is_met_is_in_all_of_them() -> None:
    assert met([SUCCESS, IGNORED]) == (SUCCESS[0] & IGNORED[0],)
    assert met([]) == (EVERYTHING,)


def test_nothing_agrees_on_everything() -> None:
    assert agree({}).readings == (EVERYTHING,)


def test_the_larger_of_two_groups_prevails() -> None:
    agreed = agree(groups({SUCCESS: 1, ERROR: 2}))
    assert (agreed.readings, agreed.misfits) == (ERROR, [SUCCESS])
    assert [case.id for case in agreed.cases.values()] == ["2-0"]


def test_many_small_groups_that_oppose_a_larger_one_prevail() -> None:
    """Each of the small ones is a group of its own for something else that it shows."""
    aside = [
        only("server-close", "reconnects"),
        only("auth-rejected", "stops"),
        only("ping-in-auto", "sends"),
    ]
    small = {(NOT_REOPENS[0] & cube,): 1 for cube in aside}
    agreed = agree(groups({REOPENS: 2, **small}))
    assert agreed.misfits == [REOPENS]
    assert hull(agreed.readings) & REOPENS[0] & ~NOT_REOPENS[0] == 0


def test_a_group_can_be_taken_in_first() -> None:
    agreed = agree(groups({SUCCESS: 1, ERROR: 2}), (SUCCESS,))
    assert (agreed.readings, agreed.misfits) == (SUCCESS, [ERROR])


def test_an_interpretation_that_is_left_free_divides_nobody() -> None:
    agreed = agree(groups({SUCCESS: 1, ERROR: 2, IGNORED: 1}), free=["connect-when-up"])
    assert (agreed.readings, agreed.misfits) == (IGNORED, [])


def test_one_interpretation_that_explains_everything_is_flipped() -> None:
    cases = groups({(SUCCESS[0] & IGNORED[0],): 3, ERROR: 2})
    assert flipped(cases, agree(cases)) == ("connect-when-up",)


def test_two_interpretations_are_flipped_where_no_one_explains_everything() -> None:
    cases = groups({(SUCCESS[0] & IGNORED[0],): 3, ERROR: 2, REOPENS: 1})
    assert set(flipped(cases, agree(cases))) == {"connect-when-up", "init-again"}


def test_three_are_no_flip() -> None:
    stops, retries = (only("auth-rejected", option) for option in ("stops", "retries"))
    cases = groups({(SUCCESS[0] & IGNORED[0] & stops,): 3, ERROR: 1, REOPENS: 1, (retries,): 1})
    assert flipped(cases, agree(cases)) == ()


def test_of_two_flips_that_explain_it_the_cases_are_about_one() -> None:
    """Down at the deadline is exclusive both ways; up at it, after a ping and a return, is inclusive in one of them."""
    neither = (mask_of({"ping-at-deadline": ["exclusive"], "return-at-deadline": ["exclusive"]}),)
    either = (only("ping-at-deadline", "inclusive"), only("return-at-deadline", "inclusive"))
    for requirement, name in (
        ("MAN-PING-EXTENDS", "ping-at-deadline"),
        ("MAN-RETURN-CANCELS", "return-at-deadline"),
    ):
        cases = groups({neither: 2, either: 1}, requirement)
        assert flipped(cases, agree(cases)) == (name,)


def test_what_is_seen_by_itself_is_flipped_rather_than_what_is_seen_with_another() -> None:
    neither = (mask_of({"ping-at-deadline": ["exclusive"], "return-at-deadline": ["exclusive"]}),)
    saved = (only("return-at-deadline", "inclusive"),)
    cases = groups({neither: 2, saved: 1})
    assert flipped(cases, agree(cases)) == ("return-at-deadline",)


def test_instead_of_what_most_agree_on_the_sdk_may_follow_each_misfit() -> None:
    cases = groups({IGNORED: 3, REOPENS: 1, (only("init-again", "error"),): 1})
    agreed = agree(cases)
    assert agreed.readings == IGNORED
    assert set(left(list(instead(cases, agreed)))) == {REOPENS, (only("init-again", "error"),)}


def test_misfits_that_choose_alike_are_followed_once() -> None:
    cases = groups({IGNORED: 3, REOPENS: 1, (REOPENS[0] & SUCCESS[0],): 1})
    assert len(list(instead(cases, agree(cases)))) == 1


INCLUSIVE = mask_of({"ping-at-deadline": ["inclusive"]})
EXCLUSIVE = mask_of({"ping-at-deadline": ["exclusive"]})
RETURN_EXCLUSIVE = mask_of({"return-at-deadline": ["exclusive"]})
EITHER_INCLUSIVE = (INCLUSIVE, mask_of({"return-at-deadline": ["inclusive"]}))
BOTH_EXCLUSIVE = (EXCLUSIVE & RETURN_EXCLUSIVE,)


def test_one_interpretation_at_odds() -> None:
    assert at_odds((INCLUSIVE,), (EXCLUSIVE & RETURN_EXCLUSIVE,)) == ("ping-at-deadline",)


def test_two_that_are_at_odds_only_together() -> None:
    assert at_odds(EITHER_INCLUSIVE, BOTH_EXCLUSIVE) == ("ping-at-deadline", "return-at-deadline")


def test_one_union_is_the_conflict_where_one_is_enough() -> None:
    assert conflict(BOTH_EXCLUSIVE, [(RETURN_EXCLUSIVE,), EITHER_INCLUSIVE]) == (EITHER_INCLUSIVE,)


def test_two_unions_are_the_conflict_where_it_takes_two() -> None:
    needed = conflict(EITHER_INCLUSIVE, [(EVERYTHING,), (EXCLUSIVE,), (RETURN_EXCLUSIVE,)])
    assert set(needed) == {(EXCLUSIVE,), (RETURN_EXCLUSIVE,)}


def test_there_is_no_conflict_where_all_meet() -> None:
    with pytest.raises(UsageError, match="no conflict"):
        conflict((INCLUSIVE,), [(RETURN_EXCLUSIVE,)])


CUBES = st.sampled_from(
    [
        EVERYTHING,
        INCLUSIVE,
        EXCLUSIVE,
        RETURN_EXCLUSIVE,
        mask_of({"return-at-deadline": ["inclusive"]}),
        mask_of({"server-close": ["reconnects"]}),
        mask_of({"server-close": ["stays-down"]}),
    ]
)
UNIONS = st.lists(CUBES, min_size=1, max_size=2).map(tuple)


@given(st.lists(UNIONS, min_size=1, max_size=6), UNIONS)
def test_none_of_a_conflict_can_be_left_out(earlier: list[Union], readings: Union) -> None:
    if not met(earlier) or met([*earlier, readings]):
        return
    needed = conflict(readings, earlier)
    assert not met([*needed, readings])
    for union in needed:
        others = [other for other in needed if other is not union]
        assert met([*others, readings])
