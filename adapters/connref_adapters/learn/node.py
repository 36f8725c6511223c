"""One point of a word that was played on an SDK, and what follows from it without playing anything more.

A letter that the protocol forbids does nothing. A letter of time is answered out of a *look*: what was seen while a
long time passed behind the point. One look answers T, B, and T after T, as far as it saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from connref.learning.mealy import NOT_APPLICABLE, SILENT, Output, Word
from connref.learning.moment import Moment, events, heard
from connref.learning.symbols import CALL_LETTERS, TIME, Letter
from connref.protocol import Advance, Observation, ObservationKind, Step
from connref_adapters.drivers import Reply

CRASH: Output = ("crash",)
"""The SDK died; nothing follows in this word."""
AT_HAND: Output = ("at hand",)
"""B where the next event comes within the next millisecond: no time passes."""

Answer = tuple["Node", Output]
"""Where a letter leads, and what was seen of it."""


@dataclass(slots=True)
class Node:
    """A point of a word. `played` are the steps of its letter with the reply to each, `answers` the letters behind it.

    `look` is what was seen ahead, up to the instant `ahead` (ms), None before one was played; `fatal` says that the SDK
    died at its end. Behind a `dead` point nothing is sent.
    """

    parent: Node | None
    letter: Letter | None
    moment: Moment
    played: tuple[tuple[Step, Reply], ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict[str, "Answer"])
    look: tuple[Observation, ...] = ()
    ahead: int | None = None
    fatal: bool = False
    dead: bool = False

    def path(self) -> list[Node]:
        """The nodes from the first letter to this one."""
        nodes: list[Node] = []
        node = self
        while node.parent is not None:
            nodes.append(node)
            node = node.parent
        return nodes[::-1]

    def steps(self) -> list[Step]:
        """All that is sent to come here."""
        return [step for node in self.path() for step, _ in node.played]

    def word(self) -> Word:
        """The letters that lead here."""
        return tuple(str(node.letter) for node in self.path())

    def seen(self) -> list[Observation]:
        """What was seen of the last letter."""
        return [each for _, reply in self.played for each in reply.observations]


def derived(node: Node, letter: Letter, horizon_ms: int) -> Answer | None:
    """What can be said of a letter without playing it; None where it has to be played, or looked for."""
    if node.dead:
        return node, CRASH
    if letter not in TIME:
        return (node, NOT_APPLICABLE) if node.moment.step(letter) is None else None
    if letter is Letter.BEFORE_GRACE_OVER:
        return (node, SILENT) if node.moment.grace_left() is None else None
    if node.ahead is None:
        return None
    return _next(node, horizon_ms) if letter is Letter.NEXT else _before_next(node)


def _next(node: Node, horizon_ms: int) -> Answer:
    """T: the next event happens, or a long time passes without one."""
    end = min(node.moment.now + horizon_ms, node.ahead or 0)
    event = next(iter(events(node.look)), None)
    if event is None and node.fatal:
        return killed(node, Letter.NEXT, Advance(horizon_ms)), CRASH
    return _later(node, Letter.NEXT, event.at if event is not None and event.at <= end else end)


def _before_next(node: Node) -> Answer:
    """B: it stays where no event comes, or one is at hand."""
    event = next(iter(events(node.look)), None)
    if event is None:
        return node, SILENT
    until = event.at - node.moment.margin
    return _later(node, Letter.BEFORE_NEXT, until) if until > node.moment.now else (node, AT_HAND)


def _later(node: Node, letter: Letter, until: int) -> Answer:
    seen = tuple(each for each in node.look if each.at <= until)
    output, moment = heard(node.moment, seen)
    wait = Advance(until - node.moment.now)
    child = Node(node, letter, moment.at(until), ((wait, Reply(until, seen, None)),))
    foresee(child, tuple(each for each in node.look if each.at > until), node.ahead, fatal=node.fatal)
    return child, output


def foresee(node: Node, rest: tuple[Observation, ...], ahead: int | None, *, fatal: bool) -> None:
    """Let a point know the rest of a look that began before it, if an event is in it, or the end."""
    if events(rest) or fatal:
        node.look, node.ahead, node.fatal = rest, ahead, fatal


def grown(node: Node, letter: Letter, step: Step, reply: Reply) -> Node:
    """The point behind an input, or behind E, out of the reply to it."""
    moment = node.moment
    call = None
    if letter not in TIME:
        call = moment.named(letter) if letter in CALL_LETTERS else None
        moment = moment.after_input(letter)
    output, moment = heard(moment, reply.observations, call)
    child = Node(node, letter, moment.at(reply.now), ((step, reply),))
    node.answers[letter] = child, output
    return child


def killed(node: Node, letter: Letter, step: Step) -> Node:
    """The point behind a step of which the SDK died."""
    child = Node(node, letter, node.moment, ((step, Reply(node.moment.now, (), None)),), dead=True)
    node.answers[letter] = child, CRASH
    return child


def take_look(node: Node, seen: tuple[Observation, ...], ahead: int, *, fatal: bool) -> None:
    """Take a look in; a ping takes its outcome in where that is what comes next."""
    call, first = _unanswered_ping(node), next(iter(events(seen)), None)
    if call is None or first is None:
        node.look, node.ahead, node.fatal = seen, ahead, fatal
        return
    if any(each.call == call for each in events(seen) if each.at == first.at):
        _await(node, tuple(each for each in seen if each.at <= first.at), first.at, call)
        foresee(node, tuple(each for each in seen if each.at > first.at), ahead, fatal=fatal)
    else:
        node.look, node.ahead, node.fatal = seen, ahead, fatal


def _unanswered_ping(node: Node) -> str | None:
    """The call of a ping that has had no outcome yet."""
    if node.letter is not Letter.PING or node.parent is None or len(node.played) > 1:
        return None
    call = node.parent.moment.named(Letter.PING)
    had = any(each.call == call and each.kind is ObservationKind.OUTCOME for each in node.seen())
    return None if had else call


def _await(node: Node, seen: tuple[Observation, ...], until: int, call: str) -> None:
    """A ping goes on until its outcome."""
    output, moment = heard(node.moment, seen, call)
    if node.parent is not None:
        _, at_once = node.parent.answers[Letter.PING]
        node.parent.answers[Letter.PING] = node, tuple(sorted({*at_once, *output}))
    node.played = (*node.played, (Advance(until - node.moment.now), Reply(until, seen, None)))
    node.moment = moment.at(until)


def signature(seen: Sequence[Observation], *, exact: bool) -> list[object]:
    """What has to be the same each time; the instants too, if `exact`."""
    return [(each.at if exact else 0, each.kind, each.by, each.call, each.result) for each in events(seen)]
