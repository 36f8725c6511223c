"""The trie answers words, asks nothing twice, and tells an SDK that answers one word in two ways."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from typing import Any

import pytest
from tests.adapters.learn.small import driver, made, trie_of

from connref.errors import UsageError
from connref.learning import Letter, Moment
from connref.protocol import Advance, Case, InputName, Mode, Profile
from connref_adapters.drivers import Playback, PlaybackStatus
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.learn.node import CRASH
from connref_adapters.learn.trie import NondeterminismError, Trie
from fakes import WRONG

UP = ("connect", "T")


def test_a_word_is_answered_letter_by_letter() -> None:
    trie = trie_of(driver())
    words = [(*UP, "background", "T"), (*UP, "ping"), ("ping",), (*UP, "background", "B", "ping", "T")]
    assert trie.answer(words) == [
        ((), ("connect success", "up"), (), ("down at the grace",)),
        ((), ("connect success", "up"), ("ping sent", "success")),
        (("error",),),
        ((), ("connect success", "up"), (), (), ("ping sent", "success"), ("down at the grace",)),
    ]


def test_nothing_is_asked_twice() -> None:
    trie = trie_of(driver())
    words = [(*UP, "background", "T"), ("background", "foreground")]
    first = trie.answer(words)
    asked = trie.cases
    assert trie.answer(words) == first
    assert trie.answer([("connect",), UP]) == [first[0][:1], first[0][:2]]
    assert trie.cases == asked


def test_a_word_that_was_answered_can_be_judged_with_its_exact_milliseconds() -> None:
    trie = trie_of(driver())
    word = (*UP, "background", "T")
    trie.answer([word])
    steps, playback = trie.playback(word)
    waits = [step.ms for step in steps if isinstance(step, Advance)]
    assert waits == [30, 30_000]
    assert len(playback.replies) == len(steps) + 1
    with pytest.raises(UsageError, match="was not asked"):
        trie.playback(("background", "background"))


def test_words_that_are_known_are_told_without_those_that_others_begin_with() -> None:
    trie = trie_of(driver())
    [outputs] = trie.answer([UP])
    assert (UP, outputs) in list(trie.known())
    assert ("connect",) not in [word for word, _ in trie.known()]


def test_an_sdk_that_changes_with_the_reset_is_told_with_both_stories() -> None:
    trie = trie_of(made(WRONG["ping-when-down-changes-with-reset"].driver))
    trie.answer([("ping",)])
    with pytest.raises(NondeterminismError, match="in two ways: init login ping") as raised:
        trie.confirm([("ping",), ("ping",)])
    first, second = raised.value.stories
    assert first != second
    assert raised.value.steps


class _Dying(ReferenceDriver):
    """Dies of disconnect()."""

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("input") == InputName.DISCONNECT:
            return {"id": request["id"], "ok": False, "error": {"kind": "crash", "message": "boom"}}
        return super().request(request)


def test_behind_a_death_every_letter_is_answered_with_it() -> None:
    trie = trie_of(made(_Dying))
    [outputs] = trie.answer([(*UP, "disconnect", "ping")])
    assert outputs[2:] == (CRASH, CRASH)
    steps, playback = trie.playback((*UP, "disconnect"))
    assert playback.status is PlaybackStatus.CRASH
    assert playback.failed_step == len(steps) - 1


class _Refusing(ReferenceDriver):
    """Lists ping and cannot carry it out."""

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("input") == InputName.PING:
            return {"id": request["id"], "ok": False, "error": {"kind": "unsupported", "message": "no ping"}}
        return super().request(request)


def test_an_input_that_cannot_be_carried_out_is_named() -> None:
    with pytest.raises(UsageError, match="no ping; choose a smaller alphabet"):
        trie_of(made(_Refusing)).answer([("ping",)])


def test_the_budget_is_asked_before_each_case_and_what_came_until_then_is_kept() -> None:
    trie = trie_of(driver())
    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            raise TimeoutError

    trie.may_go_on = stop
    with pytest.raises(TimeoutError):
        trie.answer([("connect",), ("disconnect",), ("background",)])
    trie.may_go_on = lambda: None
    played = trie.cases
    assert trie.answer([("connect",), ("disconnect",)]) == [((),), (("success",),)]
    assert trie.cases == played
    trie.answer([("background",)])
    assert trie.cases == played + 1


class _Counting:
    """Notes how many cases go out together."""

    def __init__(self) -> None:
        self.rounds: list[int] = []
        self.ended = 0
        self._driver = driver()

    def play_many(self, cases: Iterable[Case]) -> Generator[Playback]:
        listed = list(cases)
        self.rounds.append(len(listed))
        try:
            yield from self._driver.play_many(listed)
        finally:
            self.ended += 1


def test_one_round_takes_all_that_can_go_out_together() -> None:
    player = _Counting()
    trie = Trie(player, Moment(Mode.MANUAL, Profile()), ("init", "login"), 400_000)
    trie.answer([(letter.value,) for letter in (Letter.CONNECT, Letter.DISCONNECT, Letter.BACKGROUND)])
    assert player.rounds[0] == 3


def test_what_ends_a_round_early_leaves_nothing_under_way() -> None:
    player = _Counting()
    trie = Trie(player, Moment(Mode.MANUAL, Profile()), ("init", "login"), 400_000)
    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise TimeoutError

    trie.may_go_on = stop
    with pytest.raises(TimeoutError) as kept:
        trie.answer([("connect",), ("disconnect",)])
    assert player.ended == len(player.rounds) == 1, kept


def test_a_last_millisecond_that_stays_is_known_too() -> None:
    trie = trie_of(driver())
    trie.answer([("connect", "B", "B")])
    assert (("connect", "B", "B"), ((), (), ("at hand",))) in list(trie.known())
