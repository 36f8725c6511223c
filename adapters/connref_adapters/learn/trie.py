"""The trie: every word that was ever played on an SDK, letter by letter, with what was seen, and never asked twice.

Theory of operation
-------------------
To play a word its beginning is sent again, on a fresh device, with the very milliseconds at which things happened
before. Letters of time need to know when the next event comes, so a *look* is played: the beginning, then a long wait.
After a ping a look follows as well: where nothing comes before its outcome, the letter includes it, else pings that are
on their way would make states without end. Words are answered in rounds: all that can be played of each word without
another look goes out together, to as many drivers as there are.
Each replay of a beginning is held against what the first playing of it showed; one case in fifty, and each
counterexample, is played twice to its end. An SDK that shows something else has no diagram, and both stories are told.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from connref.errors import ConnrefError, UsageError
from connref.learning.mealy import NOT_APPLICABLE, Output, Outputs, Word
from connref.learning.moment import Moment, events
from connref.learning.symbols import Letter
from connref.protocol import Advance, Case, Observation, Step, in_waits
from connref_adapters.drivers import Playback, PlaybackStatus, Reply
from connref_adapters.learn.node import Node, derived, grown, killed, signature, take_look

ROUND = 1_000
"""Cases that go out together."""
PLAYED_TWICE = 50
"""One case in so many is played a second time."""


class NondeterminismError(ConnrefError):
    """One word, two answers: the SDK has no diagram. `steps` were sent, `stories` are what was seen each time."""

    def __init__(
        self, word: Word, steps: Sequence[Step], first: Sequence[Observation], second: Sequence[Observation]
    ) -> None:
        super().__init__(
            f"the SDK answers one word in two ways: {' '.join(word)}; once {_told(first)}, once {_told(second)}"
        )
        self.word = word
        self.steps = tuple(steps)
        self.stories = (tuple(first), tuple(second))


class Player(Protocol):
    """Whoever plays cases, in order: a driver, or the model itself."""

    def play_many(self, cases: Iterable[Case]) -> Generator[Playback]:
        """One playback for each case. Closing it ends what is still under way."""
        ...


@dataclass(slots=True)
class _Walk:
    """How far a word is known: the node, and what was seen on the way to it."""

    node: Node
    outputs: list[Output]
    complete: bool = False


@dataclass(slots=True)
class _Plan:
    """What is played next of a word: letters behind a node, and whether a look follows."""

    node: Node
    letters: list[tuple[Letter, Step]]
    looks: bool = False

    @property
    def key(self) -> tuple[int, tuple[Letter, ...], bool]:
        return id(self.node), tuple(letter for letter, _ in self.letters), self.looks


class Trie:
    """Answers words about the SDK behind a driver. `before` is played first, `horizon_ms` is how far a look goes.

    `exact` holds replays to the millisecond. `may_go_on` is asked after each case and raises what is to end it.
    `cases` and `steps` count what was sent, `waited_ms` how long devices were made to wait.
    """

    def __init__(
        self,
        player: Player,
        start: Moment,
        before: Word,
        horizon_ms: int,
        *,
        exact: bool = True,
    ) -> None:
        self.cases = 0
        self.steps = 0
        self.waited_ms = 0
        self.may_go_on: Callable[[], None] = lambda: None
        self._player = player
        self._horizon = horizon_ms
        self._exact = exact
        self._before = before
        self._root = Node(None, None, start)
        self._first = Reply(0, (), None)

    def answer(self, words: Sequence[Word]) -> list[Outputs]:
        """What is seen of each letter of each word.

        Raises `NondeterminismError`, `DriverFault`, what `may_go_on` raises, and `UsageError` for an input that the
        driver cannot carry out.
        """
        full = [(*self._before, *word) for word in words]
        walks = [self._walk(word) for word in full]
        while unfinished := [place for place, walk in enumerate(walks) if not walk.complete]:
            self._play([(walks[place], full[place]) for place in unfinished])
            for place in unfinished:
                self._go_on(walks[place], full[place])
        return [tuple(walk.outputs[len(self._before) :]) for walk in walks]

    def confirm(self, words: Sequence[Word]) -> None:
        """Play words that were answered once more, to their end. Raises `NondeterminismError`."""
        self._play_again([self.node(word) for word in words])

    def node(self, word: Word) -> Node:
        """The point after a word that was answered. Raises `UsageError` for one that was not."""
        walk = self._walk((*self._before, *word))
        if not walk.complete:
            raise UsageError(f"{' '.join(word)} was not asked")
        return walk.node

    def playback(self, word: Word) -> tuple[tuple[Step, ...], Playback]:
        """A word that was answered, as the steps that were sent and a playback that the kit can judge."""
        node = self.node(word)
        played = [pair for each in node.path() for pair in each.played]
        steps = tuple(step for step, _ in played)
        replies = (self._first, *(reply for _, reply in played))
        if node.dead:
            return steps, Playback(replies[:-1], PlaybackStatus.CRASH, "the SDK died", len(steps) - 1)
        return steps, Playback(replies)

    def known(self) -> Iterator[tuple[Word, Outputs]]:
        """Every word that was answered and that no other begins with, with its outputs.

        A letter that leads nowhere but was heard, as B at the last millisecond, ends a word of its own.
        """
        top = self._walk(self._before)
        stack: list[tuple[Node, Word, Outputs]] = [(top.node, (), ())] if top.complete else []
        while stack:
            node, word, outputs = stack.pop()
            deeper = [(name, *each) for name, each in node.answers.items() if each[0] is not node]
            stays = [(name, output) for name, (child, output) in node.answers.items() if child is node]
            yield from (
                ((*word, name), (*outputs, output))
                for name, output in stays
                if output != NOT_APPLICABLE and not node.dead
            )
            if not deeper:
                yield word, outputs
            stack += [(child, (*word, name), (*outputs, output)) for name, child, output in deeper]

    # Walking

    def _walk(self, word: Word) -> _Walk:
        walk = _Walk(self._root, [])
        self._go_on(walk, word)
        return walk

    def _go_on(self, walk: _Walk, word: Word) -> None:
        """Walk as far as is known."""
        node, outputs = walk.node, walk.outputs
        for name in word[len(outputs) :]:
            step = node.answers.get(name)
            if step is None:
                step = derived(node, Letter(name), self._horizon)
                if step is None:
                    walk.node = node
                    return
                node.answers[name] = step
            node, output = step
            outputs.append(output)
        walk.node, walk.complete = node, True

    # Playing

    def _play(self, walks: Sequence[tuple[_Walk, Word]]) -> None:
        plans: dict[object, _Plan] = {}
        for walk, word in walks:
            plan = _planned(walk.node, word[len(walk.outputs) :])
            plans.setdefault(plan.key, plan)
        ordered = list(plans.values())
        for start in range(0, len(ordered), ROUND):
            self.may_go_on()
            ends = self._play_round(ordered[start : start + ROUND])
            self._play_again(ends[PLAYED_TWICE - 1 :: PLAYED_TWICE])

    def _play_round(self, plans: Sequence[_Plan]) -> list[Node]:
        """Play them and take in what comes back, as it comes: whatever ends it, no answer is lost."""
        ends: list[Node] = []
        with closing(self._player.play_many(map(self._case_of, plans))) as played:
            for plan, playback in zip(plans, played, strict=True):
                ends.append(self._absorb(plan, playback))
                self.may_go_on()
        return ends

    def _play_again(self, nodes: Sequence[Node]) -> None:
        alive = [node for node in nodes if not node.dead]
        cases = (self._case(node, ()) for node in alive)
        with closing(self._player.play_many(cases)) as played:
            for node, playback in zip(alive, played, strict=True):
                self._compare(node, playback)

    def _case_of(self, plan: _Plan) -> Case:
        waits = in_waits(self._horizon) if plan.looks else ()
        return self._case(plan.node, (*(step for _, step in plan.letters), *waits))

    def _case(self, node: Node, more: tuple[Step, ...]) -> Case:
        steps = (*node.steps(), *more)
        self.cases += 1
        self.steps += len(steps) + 1
        self.waited_ms += sum(step.ms for step in steps if isinstance(step, Advance))
        return Case(f"learn/{self.cases}", node.moment.mode, steps, "", "")

    def _absorb(self, plan: _Plan, playback: Playback) -> Node:
        """Take a playback in; returns the last node that it led to."""
        if playback.status is PlaybackStatus.UNSUPPORTED:
            raise UsageError(
                f"the driver listed an input that it cannot carry out: {playback.message}; choose a smaller alphabet"
            )
        self._first = playback.replies[0]
        self._compare(plan.node, playback)
        node, replies = plan.node, list(playback.replies[1 + len(plan.node.steps()) :])
        for letter, step in plan.letters:
            known = node.answers.get(letter)
            if known is None and not replies:
                return killed(node, letter, step)
            reply = replies.pop(0) if replies else None
            node = known[0] if known is not None else grown(node, letter, step, reply or self._first)
        if plan.looks and node.ahead is None and not node.dead:
            crashed = playback.status is PlaybackStatus.CRASH
            seen = tuple(each for reply in replies for each in reply.observations)
            take_look(node, seen, replies[-1].now if replies else node.moment.now, fatal=crashed)
        return node

    def _compare(self, node: Node, playback: Playback) -> None:
        """Hold a replayed beginning against what it showed before."""
        replies = playback.replies[1:]
        place = 0
        for each in node.path():
            now = [seen for reply in replies[place : place + len(each.played)] for seen in reply.observations]
            place += len(each.played)
            before = each.seen()
            if signature(now, exact=self._exact) != signature(before, exact=self._exact):
                raise NondeterminismError(each.word(), each.steps(), before, now)


def _planned(node: Node, rest: Word) -> _Plan:
    """What can be played of the rest of a word behind a node without knowing more: up to a look, or the end."""
    plan = _Plan(node, [])
    moment = node.moment
    for name in rest:
        letter = Letter(name)
        if letter in (Letter.NEXT, Letter.BEFORE_NEXT):
            plan.looks = True
            return plan
        if letter is Letter.BEFORE_GRACE_OVER:
            left = moment.grace_left()
            step = None if left is None else Advance(left)
            moment = moment.at(moment.now + (left or 0))
        else:
            step = moment.step(letter)
            moment = moment if step is None else moment.after_input(letter)
        if step is not None:
            plan.letters.append((letter, step))
            plan.looks = letter is Letter.PING
            if plan.looks:
                return plan
    return plan


def _told(seen: Sequence[Observation]) -> str:
    told = [
        f"{each.kind.value}{f' {each.result}' if each.result else ''} at {each.at}" for each in events(seen)
    ]
    return ", ".join(told) or "nothing"
